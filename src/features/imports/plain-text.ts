import { htmlToRichText } from '../../platform/formats/rich-text/parse-html';
import { richTextToText } from '../../platform/formats/rich-text/render';

/** Titles, names and excerpts may hold markup and entities in WordPress; here they are plain text on one line. */
export function plainText(html: string): string {
  const raw = html.replace(/\s+/g, ' ').trim();
  if (!/[<&]/.test(raw)) return raw;
  const text = richTextToText(htmlToRichText(raw).document).replace(/\s+/g, ' ').trim();
  return text || raw;
}

/** Cuts a text to a length in characters, never inside a surrogate pair. */
export function shorten(text: string, max: number): string {
  return text.length <= max ? text : [...text].slice(0, max).join('');
}
