/**
 * HTML to rich text, with the habits of WordPress: blank lines that stand for paragraphs, block comments, shortcodes,
 * addresses alone on a line. One pass over flat tokens (html-tokens.ts) drives a builder that only makes what the schema
 * allows (tree-builder.ts), so nothing executable can come through and no nesting can exhaust the stack or the time.
 * What has no place in rich text is reported, and where it holds text for a reader, the text stays.
 */

import type { SimpleMark } from './active-marks';
import { openBlockElement } from './block-elements';
import {
  BOUNDARY_ELEMENTS,
  DROPPED_ELEMENTS,
  keepsAttribute,
  MARK_ELEMENTS,
  SILENT_ELEMENTS,
  VOID_ELEMENTS,
} from './html-elements';
import { type HtmlAttributes, type HtmlTokens, tokenizeHtml } from './html-tokens';
import { LossReport, type RichTextLoss } from './losses';
import type { RichTextDocument } from './rich-text-schema';
import { cleanUrl, isEmbedUrl, isSafeLinkUrl, isSafeMediaUrl, schemeOf } from './safe-url';
import { TreeBuilder } from './tree-builder';
import { embedOfParagraph, WordPressText } from './wordpress-text';

/** How to read line ends and brackets. */
export interface ParseHtmlOptions {
  /**
   * `wordpress` (default): in HTML without block comments a blank line begins a paragraph; where there is no <p> at all, a
   * single line end is a line break. Shortcodes are read, and an address alone in a paragraph becomes an embed.
   * `html`: line ends are white space and brackets are brackets.
   */
  dialect?: 'wordpress' | 'html';
}

const HEADING = /^h([1-6])$/;
/** Their content is text up to the end tag, slash or not. */
const RAW_TEXT_ELEMENTS = new Set(['script', 'style', 'textarea', 'title']);
const BLOCK_COMMENT = /^\s*\/?wp:/;
const DYNAMIC_BLOCK = /^\s*wp:([\w/-]{1,60})(?:\s[\s\S]*)?\/\s*$/;

/** Parses HTML, sanitised by construction. Never throws; the time is linear in the length. */
export function htmlToRichText(
  html: string,
  options: ParseHtmlOptions = {},
): { document: RichTextDocument; losses: RichTextLoss[] } {
  const parse = new HtmlParse(html, options.dialect ?? 'wordpress');
  tokenizeHtml(html, parse);
  return parse.finish();
}

class HtmlParse implements HtmlTokens {
  private readonly losses = new LossReport();
  private readonly builder: TreeBuilder;
  private readonly wordpress: WordPressText | null;
  /** A dropped element that is open, how often it was opened in itself, and the address that stands for it. */
  private dropped: { name: string; depth: number; url: string | null } | null = null;
  private preBegins = false;

  constructor(html: string, dialect: 'wordpress' | 'html') {
    const isWordPress = dialect === 'wordpress';
    this.builder = new TreeBuilder(isWordPress ? embedOfParagraph : undefined);
    this.wordpress = isWordPress ? new WordPressText(html, this.builder, this.losses) : null;
  }

  finish(): { document: RichTextDocument; losses: RichTextLoss[] } {
    this.endDropped();
    return { document: this.builder.finish(), losses: this.losses.list() };
  }

  open(name: string, attributes: HtmlAttributes, selfClosing: boolean): void {
    if (this.dropped) {
      this.openInDropped(this.dropped, name, attributes, selfClosing);
      return;
    }
    this.preBegins = false;
    this.reportAttributes(name, attributes);
    if (name === 'figure' && attributes.has('data-embed')) {
      this.dropped = { name, depth: 1, url: attributes.get('data-embed') ?? null };
    } else if (DROPPED_ELEMENTS.has(name)) {
      this.drop(name, attributes, selfClosing);
    } else {
      this.openKept(name, attributes);
    }
  }

  close(name: string): void {
    if (this.dropped) {
      if (name === this.dropped.name) {
        this.dropped.depth -= 1;
        if (this.dropped.depth === 0) {
          this.endDropped();
        }
      }
      return;
    }
    this.preBegins = false;
    const mark = MARK_ELEMENTS.get(name);
    if (mark) {
      this.builder.marks.change(mark, -1);
    } else if (name === 'a') {
      this.builder.marks.setLink(null);
    } else if (name === 'q') {
      this.builder.addText('\u201d');
    } else if (name === 'br' || name === 'p') {
      this.closeParagraph(name);
    } else if (BOUNDARY_ELEMENTS.has(name)) {
      this.boundary();
    } else {
      this.builder.close(closingName(name));
    }
  }

  text(text: string): void {
    if (this.dropped) {
      return;
    }
    const sound = text.replace(/[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]/g, '').replace(/\r\n?/g, '\n');
    if (this.builder.textblock === 'codeBlock') {
      this.builder.addText(this.preBegins && sound.startsWith('\n') ? sound.slice(1) : sound);
      this.preBegins = false;
    } else if (this.wordpress) {
      this.wordpress.add(sound);
    } else {
      this.builder.addText(sound);
    }
  }

  comment(text: string): void {
    const dynamic = DYNAMIC_BLOCK.exec(text);
    if (/^\s*(?:more|nextpage|noteaser)\b/.test(text)) {
      const name = /\w+/.exec(text)?.[0];
      this.losses.add(`${name} marker`, 'content', () => `<!--${text}-->`);
      if (this.builder.isLoose) {
        this.builder.closeTextblock();
      }
    } else if (dynamic) {
      this.losses.add(`${dynamic[1]} block`, 'content', () => `<!--${text}-->`);
    } else if (!BLOCK_COMMENT.test(text)) {
      this.losses.add('comment', 'presentation', () => `<!--${text}-->`);
    }
  }

  private openKept(name: string, attributes: HtmlAttributes): void {
    const { builder } = this;
    const mark = MARK_ELEMENTS.get(name);
    const heading = HEADING.exec(name);
    if (mark) {
      this.openMark(name, mark, attributes);
    } else if (heading) {
      builder.openTextblock('heading', name, { level: Number(heading[1]) });
    } else if (name === 'p') {
      this.openParagraph();
    } else if (name === 'a') {
      this.openLink(attributes);
    } else if (name === 'img' || name === 'image') {
      this.addImage(attributes);
    } else if (name === 'br') {
      builder.addInline({ type: 'hardBreak' });
    } else if (name === 'hr') {
      builder.addBlock({ type: 'horizontalRule' });
    } else {
      this.openBlock(name, attributes);
    }
  }

  private openBlock(name: string, attributes: HtmlAttributes): void {
    switch (openBlockElement(this.builder, name, attributes)) {
      case 'opened':
        this.preBegins = this.builder.textblock === 'codeBlock';
        break;
      case 'too-deep':
        this.losses.add('nesting that is too deep', 'presentation', () => `<${name}>`);
        break;
      case 'unknown':
        this.unwrap(name, attributes);
    }
  }

  private openMark(name: string, mark: SimpleMark, attributes: HtmlAttributes): void {
    if (this.builder.textblock === 'codeBlock' && name === 'code') {
      const language = /\blang(?:uage)?-([\w+#.-]{1,40})(?![\w+#.-])/.exec(attributes.get('class') ?? '')?.[1];
      if (language !== undefined) {
        this.builder.setCodeLanguage(language);
      }
    } else if (this.builder.textblock === 'codeBlock') {
      this.losses.add('formatting in a code block', 'presentation', () => `<${name}>`);
    }
    this.builder.marks.change(mark, 1);
  }

  private openLink(attributes: HtmlAttributes): void {
    const href = attributes.get('href');
    const url = href === undefined ? null : this.safeUrl(href, isSafeLinkUrl);
    this.builder.marks.setLink(url === null ? null : { href: url, title: attributes.get('title') || null });
  }

  private addImage(attributes: HtmlAttributes): void {
    const src = attributes.get('src') ?? '';
    const url = src === '' ? null : this.safeUrl(src, isSafeMediaUrl);
    if (url === null) {
      this.losses.add('image without a usable address', 'content', () => attributes.get('alt') ?? '');
      return;
    }
    const alt = attributes.get('alt') || null;
    this.builder.addInline({ type: 'image', attrs: { src: url, alt, title: attributes.get('title') || null } });
    this.wordpress?.imageAdded();
  }

  /** A paragraph in a heading or caption is only a line of it. */
  private openParagraph(): void {
    const { textblock } = this.builder;
    if (textblock === 'heading' || textblock === 'figcaption' || textblock === 'codeBlock') {
      this.boundary();
    } else {
      this.builder.openTextblock('paragraph', 'p');
    }
  }

  private closeParagraph(name: 'br' | 'p'): void {
    if (name === 'br') {
      this.builder.addInline({ type: 'hardBreak' });
    } else if (this.builder.textblock === 'paragraph') {
      this.builder.closeTextblock();
    }
  }

  private boundary(): void {
    const { builder } = this;
    if (builder.textblock === 'paragraph') {
      builder.closeTextblock();
    } else if (builder.lastInline && builder.lastInline.type !== 'hardBreak') {
      builder.addInline({ type: 'hardBreak' });
    }
  }

  /** The element goes, its content stays. */
  private unwrap(name: string, attributes: HtmlAttributes): void {
    if (!SILENT_ELEMENTS.has(name)) {
      this.losses.add(`${plainName(name)} element`, 'presentation', () => tagText(name, attributes));
    }
    if (BOUNDARY_ELEMENTS.has(name)) {
      this.boundary();
    } else if (name === 'q') {
      this.builder.addText('\u201c');
    }
  }

  private drop(name: string, attributes: HtmlAttributes, selfClosing: boolean): void {
    const src = attributes.get('src');
    const mayEmbed = name === 'iframe' || name === 'video' || name === 'audio';
    const url = mayEmbed && src ? this.safeUrl(src, isSafeMediaUrl) : null;
    if (!mayEmbed) {
      this.losses.add(`${name} element`, 'content', () => tagText(name, attributes));
    }
    if (VOID_ELEMENTS.has(name)) {
      return;
    }
    this.dropped = { name, depth: 1, url };
    // Browsers ignore the slash and take in what follows; writers mean what they write.
    if (selfClosing && !RAW_TEXT_ELEMENTS.has(name)) {
      this.endDropped();
    }
  }

  private openInDropped(
    dropped: NonNullable<HtmlParse['dropped']>,
    name: string,
    attributes: HtmlAttributes,
    selfClosing: boolean,
  ): void {
    if (name === dropped.name && !selfClosing) {
      dropped.depth += 1;
    } else if (name === 'source' && dropped.url === null) {
      const src = attributes.get('src');
      dropped.url = src ? this.safeUrl(src, isSafeMediaUrl) : null;
    }
  }

  private endDropped(): void {
    const dropped = this.dropped;
    this.dropped = null;
    if (!dropped || !['iframe', 'video', 'audio', 'figure'].includes(dropped.name)) {
      return;
    }
    const url = dropped.url?.startsWith('//') ? `https:${dropped.url}` : dropped.url;
    if (url && isEmbedUrl(url)) {
      this.builder.addBlock({ type: 'embed', attrs: { url } });
    } else {
      this.losses.add(`${dropped.name} element`, 'content', () => url ?? '');
    }
  }

  private safeUrl(raw: string, isSafe: (url: string) => boolean): string | null {
    const url = cleanUrl(raw);
    if (isSafe(url)) {
      return url;
    }
    this.losses.add(`${schemeOf(url)?.slice(0, 30) ?? 'unusable'} URL`, 'content', () => url);
    return null;
  }

  private reportAttributes(name: string, attributes: HtmlAttributes): void {
    for (const [attribute, value] of attributes) {
      if (attribute.startsWith('on')) {
        this.losses.add('event handler', 'content', () => `<${name} ${attribute}="${value}">`);
      } else if (!keepsAttribute(name, attribute)) {
        this.losses.add(`${plainName(attribute)} attribute`, 'presentation', () => `<${name} ${attribute}="${value}">`);
      }
    }
  }
}

function closingName(name: string): string {
  if (name === 'menu' || name === 'dir') return 'ul';
  return name === 'listing' || name === 'xmp' ? 'pre' : name;
}

function plainName(name: string): string {
  return /^[a-z][a-z0-9:_-]{0,39}$/.test(name) ? name : 'oddly named';
}

function tagText(name: string, attributes: HtmlAttributes): string {
  const [first] = attributes;
  return first ? `<${name} ${first[0]}="${first[1]}">` : `<${name}>`;
}
