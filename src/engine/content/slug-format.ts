/** The longest slug that can be given, in characters; the column has room for a number behind it. */
export const MAX_SLUG = 190;

const SLUG = /^[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_.~-]*[\p{L}\p{M}\p{N}_])?$/u;

/** Why a text can't be a slug, as a sentence; null when it can. Letters of every script may stand in one (RFC 3987), nothing that means something in a path. */
export function slugFault(text: string): string | null {
  if ([...text].length > MAX_SLUG) return `A slug has ${MAX_SLUG} characters at most.`;
  if (SLUG.test(text)) return null;
  return 'A slug consists of letters, digits, "-", "_", "." and "~", and begins and ends with a letter, a digit or "_".';
}

/** `Crème brûlée & Co.` -> `creme-brulee-co`. Letters of every script stay; `fallback` is used when nothing does. */
export function slugify(text: string, fallback: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...slug].slice(0, MAX_SLUG).join('').replace(/-+$/, '') || fallback;
}
