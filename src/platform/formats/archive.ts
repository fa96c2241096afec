/**
 * ZIP and tar.gz archives from strangers. Nothing is ever unpacked to a disk: the wanted files are given one by one, in memory, and before
 * the first of them everything that the archive says about itself is judged: size, ratio, number, names, links, archives within.
 */
import { pipeline, PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import { invalidFile, KeelsonError } from '../../errors';

/** An archive that lies in a storage. */
export interface ArchiveFile {
  bytes: number;
  open(range?: { start: number; end: number }): Promise<AsyncIterable<Buffer>>;
}

/** A file of an archive, with its whole content. */
export interface ArchivedFile {
  /** From the archive's top, with slashes. */
  path: string;
  content: Buffer;
}

const MAX_ENTRIES = 20_000;
const MAX_BYTES = 1024 ** 3;
/** What texts and pictures never reach; small archives may. */
const MAX_RATIO = 100;
const HARMLESS_BYTES = 10 * 1024 ** 2;
const NESTED = /\.(zip|tar|tgz|gz|bz2|xz|zst|7z|rar|jar)$/i;
/** What is asked for at once, in bytes. */
const BLOCK_BYTES = 1024 ** 2;
const SYMBOLIC_LINK = 0xa000;

/** What an archive is, by its first bytes; null when it is none. */
export function archiveKind(head: Buffer): 'zip' | 'gzip' | null {
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return 'zip';
  return head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : null;
}

/** Yields the wanted files in the archive's order. Throws INVALID_FILE for archives that are damaged, or no honest ones. */
export function archivedFiles(
  file: ArchiveFile,
  kind: 'zip' | 'gzip',
  wants: (path: string) => boolean,
): AsyncGenerator<ArchivedFile> {
  return kind === 'zip' ? zippedFiles(file, wants) : tarredFiles(file, wants);
}

const tooMany = () => invalidFile(`The archive has more than ${MAX_ENTRIES} entries.`);

/** What an archive's entries come to. */
class Judgement {
  private entries = 0;
  private bytes = 0;

  constructor(private readonly packedBytes: number) {}

  add(path: string, bytes: number, isLink: boolean): void {
    this.entries += 1;
    this.bytes += bytes;
    const shown = path.slice(0, 100);
    if (this.entries > MAX_ENTRIES) throw tooMany();
    if (isLink) throw invalidFile(`The archive holds a link ("${shown}"): only files are taken.`);
    if (/^([a-z]:|[/\\])/i.test(path) || path.includes('\\') || path.includes('\0') || path.split('/').includes('..'))
      throw invalidFile(`The archive holds a name that leads out of it: "${shown}".`);
    if (NESTED.test(path)) throw invalidFile(`The archive holds another archive: "${shown}".`);
    this.demandSize();
  }

  private demandSize(): void {
    const { bytes, packedBytes } = this;
    const isBomb = bytes > HARMLESS_BYTES && bytes > packedBytes * MAX_RATIO;
    if (bytes > MAX_BYTES || isBomb)
      throw invalidFile('The archive is far larger once it is unpacked: it is refused as harmful.');
  }
}

async function* zippedFiles(file: ArchiveFile, wants: (path: string) => boolean): AsyncGenerator<ArchivedFile> {
  const zip = await openZip(file);
  try {
    const entries: Entry[] = [];
    const judgement = new Judgement(file.bytes);
    if (zip.entryCount > MAX_ENTRIES) throw tooMany();
    for await (const entry of entriesOf(zip)) {
      const isLink = ((entry.externalFileAttributes >>> 16) & 0xf000) === SYMBOLIC_LINK;
      judgement.add(entry.fileName, entry.uncompressedSize, isLink);
      if (entry.isEncrypted()) throw invalidFile(`"${entry.fileName.slice(0, 100)}" in the archive is encrypted.`);
      if (isWanted(entry.fileName, wants)) entries.push(entry);
    }
    for (const entry of entries) yield { path: entry.fileName, content: await contentOf(zip, entry) };
  } catch (error) {
    throw error instanceof KeelsonError ? error : zipFault(error);
  } finally {
    zip.close();
  }
}

function zipFault(error: unknown): KeelsonError {
  const message = (error as Error).message.slice(0, 200);
  return invalidFile(`The ZIP archive is damaged or refused: ${message}.`);
}

function openZip(file: ArchiveFile): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySize: true, strictFileNames: true };
    fromRandomAccessReader(new StoredReader(file), file.bytes, options, (error, zip) =>
      error ? reject(zipFault(error)) : resolve(zip),
    );
  });
}

/** Reads from a storage, which may be far away: small pieces that follow each other are asked for together. */
class StoredReader extends RandomAccessReader {
  private block: { start: number; bytes: Promise<Buffer> } | null = null;

  constructor(private readonly file: ArchiveFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): PassThrough {
    const out = new PassThrough();
    const isSmall = end - start <= BLOCK_BYTES / 2;
    const source = isSmall ? this.piece(start, end) : this.file.open({ start, end: end - 1 });
    source.then(
      found => pipeline(Buffer.isBuffer(found) ? Readable.from([found]) : Readable.from(found), out, () => undefined),
      error => out.destroy(error),
    );
    return out;
  }

  private async piece(start: number, end: number): Promise<Buffer> {
    const { block } = this;
    if (!block || start < block.start || end > Math.min(block.start + BLOCK_BYTES, this.file.bytes)) {
      const last = Math.min(start + BLOCK_BYTES, this.file.bytes) - 1;
      const bytes = this.file.open({ start, end: last }).then(source => buffer(source));
      this.block = { start, bytes };
    }
    const { start: from, bytes } = this.block as { start: number; bytes: Promise<Buffer> };
    return (await bytes).subarray(start - from, end - from);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (result: Entry | null, error?: Error) => {
        zip.removeAllListeners();
        if (error) reject(error);
        else resolve(result);
      };
      zip.once('entry', found => settle(found));
      zip.once('end', () => settle(null));
      zip.once('error', error => settle(null, error));
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}

function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(buffer(stream));
    });
  });
}

async function* tarredFiles(file: ArchiveFile, wants: (path: string) => boolean): AsyncGenerator<ArchivedFile> {
  const judgement = new Judgement(file.bytes);
  const tar = extract();
  pipeline(Readable.from(await file.open()), createGunzip(), tar, () => undefined);
  try {
    for await (const entry of tar) {
      const { name, size, type } = entry.header;
      judgement.add(name, size, type === 'symlink' || type === 'link');
      if (type === 'file' && isWanted(name, wants)) yield { path: name, content: await buffer(entry) };
      else entry.resume();
    }
  } catch (error) {
    if (error instanceof KeelsonError) throw error;
    throw invalidFile('The tar.gz archive is damaged and cannot be unpacked.');
  } finally {
    tar.destroy();
  }
}

/** What operating systems leave in archives is nobody's text. */
function isWanted(path: string, wants: (path: string) => boolean): boolean {
  return !path.endsWith('/') && !/(^|\/)(__MACOSX|\.[^/]+)(\/|$)/.test(path) && wants(path);
}
