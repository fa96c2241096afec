import { gunzipSync, constants } from 'node:zlib';
import { invalidFile } from '../../errors';
import { ImportFormat } from './import-result';

/** How much of a file its format is recognised by, in bytes. */
export const HEAD_BYTES = 64 * 1024;

/** The format of a file by its first bytes, and where these leave it open, by its name. Throws INVALID_FILE when it is none of them. */
export function detectFormat(bytes: Buffer, filename: string): ImportFormat {
  if (bytes.length === 0) throw invalidFile('The file is empty.');
  const name = filename.toLowerCase().replace(/\.gz$/, '');
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return ImportFormat.MARKDOWN;
  const head = unpackedHead(bytes);
  if (isTar(head)) return ImportFormat.MARKDOWN;
  const text = textOf(head).trimStart();
  if (text.startsWith('<'))
    return /wordpress\.org\/export\/|<wp:wxr_version/.test(text) ? ImportFormat.WXR : ImportFormat.FEED;
  if (/\.(jsonl|ndjson)$/.test(name)) return ImportFormat.JSON_LINES;
  if (text.startsWith('{')) return jsonFormat(text);
  if (/\.(md|markdown|mdx|txt)$/.test(name) || /^(---|\+\+\+)\s*\n/.test(text)) return ImportFormat.MARKDOWN;
  if (/\.(csv|tsv)$/.test(name) || /[,;\t|]/.test(text.split(/[\r\n]/)[0])) return ImportFormat.CSV;
  throw invalidFile('The format of the file could not be recognised; say which it is.');
}

function jsonFormat(text: string): ImportFormat {
  if (/"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(text)) return ImportFormat.FEED;
  const [first, second = ''] = text.split('\n');
  if (/\}\s*$/.test(first) && isJson(first) && (second.trim() === '' || second.startsWith('{'))) {
    return /"(db|posts|meta|data)"\s*:\s*[[{]/.test(first) ? ImportFormat.GHOST : ImportFormat.JSON_LINES;
  }
  return ImportFormat.GHOST;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** What the head of a gzip file unpacks to, as far as it goes; everything else as it is. */
function unpackedHead(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * HEAD_BYTES });
  } catch {
    throw invalidFile('The gzip file is damaged and cannot be unpacked.');
  }
}

/** POSIX tar says so at byte 257. */
function isTar(head: Buffer): boolean {
  return head.subarray(257, 262).toString('latin1') === 'ustar';
}

function textOf(head: Buffer): string {
  if ((head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0 && head[1] === 0x3c))
    return new TextDecoder('utf-16be').decode(head);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0x3c && head[1] === 0)) {
    return new TextDecoder('utf-16le').decode(head);
  }
  return new TextDecoder('utf-8').decode(head);
}
