/**
 * Text as WordPress writes it between tags: blank lines begin paragraphs (what its `wpautop` does on display), an address
 * alone on a line is an embed, and brackets may be shortcodes.
 */
import type { LossReport } from './losses';
import type { RichTextNode } from './rich-text-schema';
import { splitShortcodes } from './shortcodes';
import type { TreeBuilder } from './tree-builder';

type LineEnds = 'space' | 'blank-lines-part' | 'all-count';

const BARE_URL = /^https?:\/\/[^\s<>"]{1,2000}$/i;

/** Gives text to the builder of one document. */
export class WordPressText {
  private readonly lineEnds: LineEnds;
  /** An image with a caption that a shortcode began; its text is the caption. */
  private caption: { attribute: string | null; hasImage: boolean; hasText: boolean } | null = null;
  private captionEnds: number;

  constructor(
    html: string,
    private readonly builder: TreeBuilder,
    private readonly losses: LossReport,
  ) {
    this.lineEnds = lineEndsOf(html);
    this.captionEnds = html.split(/\[\/(?:wp_)?caption\]/i).length - 1;
  }

  add(text: string): void {
    if (text.includes('[')) {
      this.shortcodes(text);
    } else {
      this.plainText(text);
    }
  }

  imageAdded(): void {
    if (this.caption) {
      this.caption.hasImage = true;
    }
  }

  private shortcodes(text: string): void {
    for (const piece of splitShortcodes(text)) {
      switch (piece.kind) {
        case 'text':
          this.plainText(piece.text);
          break;
        case 'embed':
          this.builder.addBlock({ type: 'embed', attrs: { url: piece.url } });
          break;
        case 'caption':
          this.openCaption(piece.caption);
          break;
        case 'caption-end':
          this.closeCaption();
          break;
        case 'unknown':
          this.losses.add(`[${piece.name}] shortcode`, 'content', () => piece.text);
          this.plainText(piece.text);
      }
    }
  }

  private openCaption(attribute: string | null): void {
    // Without its end it would take in the rest of the document.
    if (this.captionEnds > 0 && !this.caption && this.builder.openContainer('figure', '[caption]')) {
      this.caption = { attribute, hasImage: false, hasText: false };
    }
  }

  private closeCaption(): void {
    this.captionEnds -= 1;
    if (!this.caption) {
      return;
    }
    if (this.caption.attribute && !this.caption.hasText) {
      this.builder.openCaption('[caption text]');
      this.builder.addText(this.caption.attribute);
    }
    this.caption = null;
    this.builder.close('[caption]');
  }

  private plainText(text: string): void {
    if (this.caption?.hasImage && !this.caption.hasText && text.trim() !== '') {
      this.caption.hasText = true;
      this.builder.openCaption('[caption text]');
    }
    const linesCount = this.lineEnds !== 'space' && this.builder.isLoose;
    if (linesCount && text.includes('\n')) {
      this.lines(text.split('\n'));
    } else {
      this.builder.addText(text);
    }
  }

  /** What wpautop of WordPress does, for text that no paragraph element holds. */
  private lines(lines: string[]): void {
    const { builder } = this;
    for (const [at, line] of lines.entries()) {
      const isInner = at > 0 && at < lines.length - 1;
      const trimmed = line.trim();
      if (isInner && trimmed === '') {
        builder.closeTextblock();
      } else if (isInner && BARE_URL.test(trimmed)) {
        builder.addBlock({ type: 'embed', attrs: { url: trimmed } });
      } else {
        if (at > 0) {
          this.lineEnd();
        }
        builder.addText(line);
      }
    }
  }

  private lineEnd(): void {
    const { builder } = this;
    if (this.lineEnds === 'blank-lines-part') {
      builder.addText(' ');
    } else if (builder.lastInline && builder.lastInline.type !== 'hardBreak') {
      builder.addInline({ type: 'hardBreak' });
    }
  }
}

function lineEndsOf(html: string): LineEnds {
  if (/<!--\s{0,9}wp:/.test(html)) {
    return 'space';
  }
  return /<p[\s>]/i.test(html) ? 'blank-lines-part' : 'all-count';
}

/** WordPress embeds what an address alone in a paragraph points to. */
export function embedOfParagraph(paragraph: RichTextNode): RichTextNode {
  const only = paragraph.content?.length === 1 ? paragraph.content[0] : undefined;
  const isUrl = only?.text !== undefined && only.marks === undefined && BARE_URL.test(only.text);
  return isUrl ? { type: 'embed', attrs: { url: only.text } } : paragraph;
}
