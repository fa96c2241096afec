/**
 * Bytes to text for every text import. The stream may be gzip (seen by its magic bytes) and may be in any encoding that
 * the WHATWG Encoding Standard knows. The encoding is taken from the byte order mark, else from the XML declaration, else
 * it is UTF-8. What is too large once unpacked, damaged, or not text in the said encoding ends in INVALID_FILE, with the line.
 */
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { invalidFile } from '../../errors';

/** How much a file may hold. */
export interface DecodeOptions {
  /** The most bytes to read after decompression: a guard against zip bombs. 2 GiB by default. */
  maxBytes?: number;
  /** Used instead of what the file seems to be in; null leaves that to the file. */
  encoding?: string | null;
}

const DEFAULT_MAX_BYTES = 2 * 1024 ** 3;
const SNIFFED_BYTES = 1024;
/** WHATWG windows-1252, bytes 80 to 9F. Some Node releases decode them as ISO-8859-1 (nodejs/node issue 56542). */
const WINDOWS_1252_UPPER =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Yields the text of a file, plain or gzip, without its byte order mark. Throws INVALID_FILE. */
export async function* decodeText(source: AsyncIterable<Buffer>, options: DecodeOptions = {}): AsyncGenerator<string> {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  let decoder: LineDecoder | null = null;
  let bytes = 0;
  for await (const chunk of withHead(unpack(source))) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw invalidFile(`The file holds more than ${maxBytes} bytes once it is unpacked.`, { maxBytes });
    }
    decoder ??= decoderFor(chunk, options.encoding ?? null);
    yield decoder.decode(chunk);
  }
  if (decoder) {
    yield decoder.end();
  }
}

/** Gives gzip unpacked and everything else as it came. */
async function* unpack(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const whole = withHead(source);
  const first = await whole.next();
  if (first.done) {
    return;
  }
  const chunks = prepend(first.value, whole);
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) {
    yield* chunks;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  pipeline(Readable.from(chunks), gunzip, () => undefined);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (fault) {
    throw gzipFault(fault);
  }
}

function gzipFault(fault: unknown): unknown {
  const code = (fault as NodeJS.ErrnoException | null)?.code;
  if (code === 'Z_BUF_ERROR') {
    return invalidFile('The gzip file is cut off: its end is missing.');
  }
  return code?.startsWith('Z_') ? invalidFile('The gzip file is damaged and cannot be unpacked.') : fault;
}

/** Joins the first chunks so that the first one given holds enough bytes to recognise the file by. */
async function* withHead(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of source) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length >= SNIFFED_BYTES) {
      yield head;
      head = null;
    }
  }
  if (head !== null && head.length > 0) {
    yield head;
  }
}

/** Whoever stops early, even at the first chunk, lets go of the source as well. */
async function* prepend(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function decoderFor(head: Buffer, wanted: string | null): LineDecoder {
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    throw invalidFile('This is a ZIP archive: unpack it and send the file inside.');
  }
  const name = wanted ?? encodingOf(head);
  if (!name.startsWith('utf-16') && isBinary(head)) {
    throw invalidFile('This is a binary file, not a text.');
  }
  try {
    return new LineDecoder(new TextDecoder(name, { fatal: true }));
  } catch {
    throw invalidFile(`The file says that its encoding is "${name}", which is no known encoding.`, { line: 1 });
  }
}

/** Text has no NUL; damaged markup may, so that what begins with a tag is for its parser to judge. */
function isBinary(head: Buffer): boolean {
  const bytes = head.subarray(0, SNIFFED_BYTES);
  return (
    bytes.includes(0) &&
    !bytes
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart()
      .startsWith('<')
  );
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be';
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le';
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]{1,60})["']/.exec(
    head.toString('latin1', 0, SNIFFED_BYTES),
  )?.[1];
  // A declaration that can be read byte by byte is not UTF-16, whatever it says.
  return declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}

/** Decodes chunk after chunk and knows in which line a byte sequence is wrong. */
class LineDecoder {
  private line = 1;

  constructor(private readonly decoder: InstanceType<typeof TextDecoder>) {}

  decode(chunk: Buffer): string {
    const text = this.attempt(chunk);
    this.line += linesIn(text);
    return this.decoder.encoding === 'windows-1252' ? repairWindows1252(text) : text;
  }

  end(): string {
    return this.attempt(null);
  }

  private attempt(chunk: Buffer | null): string {
    try {
      return chunk ? this.decoder.decode(chunk, { stream: true }) : this.decoder.decode();
    } catch {
      throw this.fault(chunk);
    }
  }

  private fault(chunk: Buffer | null): Error {
    const { encoding } = this.decoder;
    const lenient = new TextDecoder(encoding).decode(chunk ?? Buffer.alloc(0));
    const line = this.line + linesIn(lenient.slice(0, Math.max(0, lenient.indexOf('\ufffd'))));
    return invalidFile(`Line ${line} holds bytes that are not ${encoding} text.`, { line });
  }
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lines += 1;
  }
  return lines;
}

function repairWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, char => WINDOWS_1252_UPPER[char.charCodeAt(0) - 0x80] as string);
}
