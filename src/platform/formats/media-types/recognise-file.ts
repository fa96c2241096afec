/**
 * Tells what a file is by its content, while it passes by. The name decides nothing but which text a text is, and what contradicts the
 * content is refused: a picture's name on something else, a page or a script in any disguise, and files that are two things at once
 * (a GIF that is a script as well), since somebody's reader will take them for the other.
 */
import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type/core';
import { invalidFile } from '../../../errors';
import { binaryType, type MediaType, promisedKind, SVG, textType, UNKNOWN, XML } from './media-types';

/** So much of a file is looked at to recognise it, in bytes. */
const HEAD_BYTES = 256 * 1024;

/** No picture says these; a browser or an interpreter that guesses would run what follows. */
const ACTIVE = ['<?php', '<script', '<!doctype html', '<html', '<iframe'];
const LONGEST_ACTIVE = 16;

/** How a page or a script begins, after a byte order mark, blanks, an XML declaration and comments. */
const PAGE =
  /^(?:\uFEFF|\s|<\?xml[^>]*>|<!--[^]*?-->)*<(?:!doctype\s+html|html|head|body|script|iframe|frameset|meta|link|style|title|base|object|embed|form|img|xsl:stylesheet)\b/i;
const SCRIPT = /^(?:\uFEFF|\s)*(?:<\?(?:php|=)|<%|#!.*\bphp)/i;
const SVG_START =
  /^(?:\uFEFF|\s|<\?xml[^>]*>|<!--[^]*?-->|<!doctype\s+svg[^[>]*(?:\[[^\]]*\])?\s*>)*<(?:\w+:)?svg[\s>/]/i;
const XML_START = /^(?:\uFEFF|\s)*<\?xml\s/i;

/** Looks at a file as it passes. */
export class FileRecogniser {
  private readonly head: Buffer[] = [];
  private headBytes = 0;
  private bytes = 0;
  private recognised: MediaType | null = null;
  private tail = '';

  /** `extension` is that of the file's name, in small letters, without the point. */
  constructor(private readonly extension: string) {}

  /** The file's bytes, unchanged. Throws INVALID_FILE as soon as it is clear that the file is not taken. */
  async *pass(source: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      await this.look(chunk);
      yield chunk;
    }
    await this.recognise();
  }

  /** What the file is; once it has passed. Throws INVALID_FILE for one that is not taken. */
  async recognise(): Promise<MediaType> {
    if (this.bytes === 0) throw invalidFile('The file is empty.');
    if (this.recognised) return this.recognised;
    this.recognised = await recogniseHead(this.beginning(), this.extension);
    this.lookForPages(this.beginning());
    return this.recognised;
  }

  /** The first bytes of the file, 256 KiB at most. */
  beginning(): Buffer {
    return Buffer.concat(this.head);
  }

  /** True when `beginning` is all there is. */
  isWhole(): boolean {
    return this.bytes === this.headBytes;
  }

  private async look(chunk: Buffer): Promise<void> {
    this.bytes += chunk.length;
    if (this.recognised) return this.lookForPages(chunk);
    const part = chunk.subarray(0, HEAD_BYTES - this.headBytes);
    // Callers may use their buffer again.
    this.head.push(Buffer.from(part));
    this.headBytes += part.length;
    if (this.headBytes < HEAD_BYTES) return;
    await this.recognise();
    this.lookForPages(chunk.subarray(part.length));
  }

  /** Pictures are looked through to their end; what was cut by a chunk's border as well. */
  private lookForPages(chunk: Buffer): void {
    if (this.recognised?.kind !== 'IMAGE' || this.recognised === SVG) return;
    const text = this.tail + chunk.toString('latin1').toLowerCase();
    const found = ACTIVE.find(start => text.includes(start));
    if (found) throw invalidFile(`The picture holds "${found}", which has no business in one.`);
    this.tail = text.slice(-LONGEST_ACTIVE);
  }
}

async function recogniseHead(head: Buffer, extension: string): Promise<MediaType> {
  const type = await typeOf(head, extension);
  const promised = promisedKind(extension);
  if (promised && promised !== type.kind && !(promised === 'VIDEO' && type.kind === 'AUDIO'))
    throw invalidFile(`The file's name ends in ".${extension}", but it holds ${type.contentType}.`);
  if (type.kind === 'IMAGE' && head.subarray(0, 1024).includes('%PDF-'))
    throw invalidFile('The file is a picture and a PDF at once.');
  return type;
}

async function typeOf(head: Buffer, extension: string): Promise<MediaType> {
  const text = head.subarray(0, 4096).toString('utf8');
  if (SVG_START.test(text)) return SVG;
  if (PAGE.test(text)) throw invalidFile('The file is a web page; those are not taken.');
  if (SCRIPT.test(text)) throw invalidFile('The file is a script for a server; those are not taken.');
  if (XML_START.test(text)) return XML;
  const found = await fileTypeFromBuffer(head);
  if (found) {
    const known = binaryType(found.mime);
    if (!known) throw invalidFile(`Files of the type ${found.mime} are not taken.`);
    return known;
  }
  return isText(head) ? textType(extension) : UNKNOWN;
}

function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  // A character may be cut at the end.
  for (let cut = 0; cut < 4; cut++) if (isUtf8(head.subarray(0, head.length - cut))) return true;
  return false;
}
