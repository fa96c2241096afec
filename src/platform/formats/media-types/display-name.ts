import type { MediaType } from './media-types';

const LONGEST_NAME = 200;

/** Turns the direction of what follows, joins, or is not there to be seen: with them `gpj.exe` looks like `exe.jpg`. */
// oxlint-disable-next-line no-control-regex, no-misleading-character-class
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const NOT_IN_NAMES = /[<>:"|?*\\/]/g;
/** Windows takes these for devices, whatever the extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** The extension of a name as a client gave it, in small letters and without the point; empty when it has none. */
export function extensionOf(name: string): string {
  return /.\.([a-z0-9]{1,10})$/i.exec(clean(name))?.[1].toLowerCase() ?? '';
}

/**
 * The name of a file as people may see and save it: no path, nothing unseen, no device of Windows, 200 characters at most, and an
 * extension that fits the content. It is for display: no path on the server is ever made of it.
 */
export function displayName(name: string, { extensions }: MediaType): string {
  const cleaned = clean(name);
  const given = extensionOf(name);
  const fits = extensions.includes(given);
  const stem = given ? cleaned.slice(0, -given.length - 1) : cleaned;
  const extension = fits ? given : extensions[0];
  const safe = stem.replace(/^[.\s]+|[.\s]+$/g, '') || 'file';
  const named = DEVICES.test(safe.split('.')[0]) ? `_${safe}` : safe;
  return `${cut(named, LONGEST_NAME - extension.length - 1)}.${extension}`;
}

function clean(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.normalize('NFC').replace(UNSEEN, '').replace(NOT_IN_NAMES, '_').trim();
}

/** Not within a character that is made of two units. */
function cut(text: string, length: number): string {
  const short = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
