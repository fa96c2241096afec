/**
 * Which addresses rich text may hold. A scheme is read as browsers read it (WHATWG URL, section 4.4: tabs and newlines
 * anywhere and control characters at the ends are ignored), so that "java\nscript:" is what it is.
 */

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const MEDIA_SCHEMES = new Set(['http:', 'https:']);
const MAX_LENGTH = 8192;

/** Takes out what browsers ignore in an address. */
export function cleanUrl(url: string): string {
  return trimControls(url.replace(/[\t\n\r]/g, ''));
}

/** The scheme with its colon, in lower case; null for a relative address. */
export function schemeOf(url: string): string | null {
  return /^[a-z][a-z0-9+.-]*:/i.exec(cleanUrl(url))?.[0].toLowerCase() ?? null;
}

/** True for http, https, mailto, tel and relative addresses. */
export const isSafeLinkUrl = (url: string): boolean => isSafe(url, LINK_SCHEMES);

/** True for http, https and relative addresses. */
export const isSafeMediaUrl = (url: string): boolean => url !== '' && isSafe(url, MEDIA_SCHEMES);

/** True for http and https addresses, which is what an embed needs. */
export const isEmbedUrl = (url: string): boolean => /^https?:/i.test(url) && isSafeMediaUrl(url);

function isSafe(url: string, schemes: ReadonlySet<string>): boolean {
  if (url.length > MAX_LENGTH || url !== cleanUrl(url) || /[\0-\x1f\x7f]/.test(url)) {
    return false;
  }
  const scheme = schemeOf(url);
  return scheme === null || schemes.has(scheme);
}

function trimControls(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return text.slice(start, end);
}
