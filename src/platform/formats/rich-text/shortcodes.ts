/** WordPress shortcodes, `[name attributes]`, as they stand in text (https://codex.wordpress.org/Shortcode_API). */

/** A piece of text: plain, a shortcode that rich text has a node for, or one that it has not (its text stays). */
export type ShortcodePiece =
  | { kind: 'text'; text: string }
  | { kind: 'caption'; caption: string | null }
  | { kind: 'caption-end' }
  | { kind: 'embed'; url: string }
  | { kind: 'unknown'; name: string; text: string };

const SHORTCODE =
  /\[embed[^[\]]{0,400}\]\s{0,20}(https?:\/\/[^\s[\]<>"]{1,2000})\s{0,20}\[\/embed\]|\[(\/?)([a-z][a-z0-9_-]{0,60})([\s=/][^[\]]{0,4000})?\]/gi;
const KNOWN = new Set(['gallery', 'embed', 'audio', 'video', 'playlist', 'youtube', 'contact-form', 'contact-form-7']);

/** Cuts a text at its shortcodes. Brackets that are only brackets, as in `[sic]`, are plain text. */
export function splitShortcodes(text: string): ShortcodePiece[] {
  const pieces: ShortcodePiece[] = [];
  const ended = new Set(
    [...text.matchAll(/\[\/([a-z][a-z0-9_-]{0,60})\]/gi)].map(found => found[1]?.toLowerCase() ?? ''),
  );
  let from = 0;
  for (const found of text.matchAll(SHORTCODE)) {
    const piece = pieceOf(found, ended);
    if (piece) {
      pieces.push({ kind: 'text', text: text.slice(from, found.index) }, piece);
      from = found.index + found[0].length;
    }
  }
  pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces.filter(piece => piece.kind !== 'text' || piece.text !== '');
}

function pieceOf(
  [whole, embedUrl, slash, rawName, attributes = '']: RegExpMatchArray,
  ended: ReadonlySet<string>,
): ShortcodePiece | null {
  if (embedUrl !== undefined) {
    return { kind: 'embed', url: embedUrl };
  }
  const name = (rawName ?? '').toLowerCase();
  if (name === 'caption' || name === 'wp_caption') {
    return slash
      ? { kind: 'caption-end' }
      : { kind: 'caption', caption: /\scaption\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] || null };
  }
  if (slash) {
    return null;
  }
  const isShortcode = KNOWN.has(name) || attributes.includes('=') || ended.has(name);
  return isShortcode ? { kind: 'unknown', name, text: whole } : null;
}
