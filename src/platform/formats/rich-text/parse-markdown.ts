import MarkdownIt from 'markdown-it';
import type { RichTextLoss } from './losses';
import { htmlToRichText } from './parse-html';
import type { RichTextDocument } from './rich-text-schema';

/** CommonMark with tables and strikethrough. What it makes is cleaned like any HTML. */
const markdown = new MarkdownIt({ html: true, linkify: false, maxNesting: 60 });

/** Parses Markdown (CommonMark, with GitHub's tables and strikethrough, and HTML in it) to rich text. Never throws. */
export function markdownToRichText(text: string): { document: RichTextDocument; losses: RichTextLoss[] } {
  return htmlToRichText(markdown.render(text), { dialect: 'html' });
}

/** Markdown as HTML that nobody has cleaned yet, for what is converted as HTML as a whole. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}
