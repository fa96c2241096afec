/**
 * Storage in a directory of this machine. A file is written under `.incoming/` first, synced to the disk, and then renamed
 * to its place, which POSIX does atomically: a reader sees the whole file or none, and so does the next start after a crash.
 * What a crash leaves under `.incoming/` is taken away by `sweep`.
 */
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { badUserInput, fileTooLarge, insufficientStorage, notFound } from '../../errors';
import type { MaintainedStorage, StoredFile, UnfinishedFile } from './storage';

const INCOMING = '.incoming';
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;
const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const LONGEST_KEY = 500;

/** Makes a storage of a directory, which is created on the first write. */
export function createLocalStorage(directory: string): MaintainedStorage {
  const incoming = join(directory, INCOMING);

  return {
    async put(key, source, maxBytes) {
      const target = pathOf(directory, key);
      await makeDirectory(incoming);
      const temporary = join(incoming, randomUUID());
      try {
        const stored = await writeWhole(temporary, source, maxBytes);
        await makeDirectory(dirname(target));
        await rename(temporary, target);
        await syncDirectory(dirname(target));
        return stored;
      } catch (fault) {
        await rm(temporary, { force: true });
        throw asNoRoom(fault);
      }
    },

    async read(key, range) {
      const file = await openIfThere(pathOf(directory, key));
      if (!file) {
        throw notFound('file', key);
      }
      return file.createReadStream(range);
    },

    async stat(key) {
      const stats = await ifThere(stat(pathOf(directory, key)));
      return stats?.isFile() ? { bytes: stats.size, modifiedAt: stats.mtime } : null;
    },

    async delete(key) {
      await rm(pathOf(directory, key), { force: true });
    },

    async list(prefix) {
      const folder = pathOf(directory, prefix);
      const found = await Promise.all(
        (await namesIn(folder)).map(async name => {
          const stats = await stat(join(folder, name)).catch(() => null);
          return stats?.isFile() ? [{ key: `${prefix}/${name}`, bytes: stats.size, modifiedAt: stats.mtime }] : [];
        }),
      );
      return found.flat();
    },

    async beginParts(key) {
      pathOf(directory, key);
      const id = randomUUID();
      await makeDirectory(incoming);
      await writeFile(partsPath(incoming, { key, id }), '', { mode: 0o600, flag: 'wx' });
      return id;
    },

    async putPart(unfinished, { number, offset }, bytes) {
      const file = await openParts(incoming, unfinished);
      try {
        await writeAt(file, bytes, offset);
        await file.datasync();
      } catch (fault) {
        throw asNoRoom(fault);
      } finally {
        await file.close();
      }
      return { number, bytes: bytes.length, tag: '' };
    },

    async finishParts(unfinished, parts) {
      const target = pathOf(directory, unfinished.key);
      const file = await openParts(incoming, unfinished);
      try {
        // Whoever was killed may have written beyond the last part that counts.
        await file.truncate(parts.reduce((sum, { bytes }) => sum + bytes, 0));
        await file.sync();
      } finally {
        await file.close();
      }
      await makeDirectory(dirname(target));
      await rename(partsPath(incoming, unfinished), target);
      await syncDirectory(dirname(target));
    },

    async abandonParts(unfinished) {
      await rm(partsPath(incoming, unfinished), { force: true });
    },

    async check() {
      const probe = join(incoming, `check-${randomUUID()}`);
      await makeDirectory(incoming);
      await writeFile(probe, '');
      await rm(probe);
    },

    async sweep() {
      const names = await namesIn(incoming);
      const swept = await Promise.all(names.map(name => removeIfOld(join(incoming, name))));
      return swept.filter(Boolean).length;
    },
  };
}

async function writeWhole(path: string, source: NodeJS.ReadableStream, maxBytes: number): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of source) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      bytes += chunk.length;
      if (bytes > maxBytes) {
        throw fileTooLarge(maxBytes);
      }
      hash.update(chunk);
      await writeAt(file, chunk, bytes - chunk.length);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function writeAt(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

function partsPath(incoming: string, { id }: UnfinishedFile): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) {
    throw badUserInput('This is not the id of a file that is being written.');
  }
  return join(incoming, `parts-${id}`);
}

async function openParts(incoming: string, unfinished: UnfinishedFile): Promise<FileHandle> {
  const file = await ifThere(open(partsPath(incoming, unfinished), 'r+'));
  if (!file) {
    throw notFound('unfinished file', unfinished.key);
  }
  return file;
}

/** A full disk, or a full quota of the disk, is no fault of this program. */
function asNoRoom(fault: unknown): unknown {
  const { code } = fault as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? insufficientStorage(fault) : fault;
}

function pathOf(directory: string, key: string): string {
  if (key.length > LONGEST_KEY || !KEY.test(key)) {
    throw badUserInput(`"${key.slice(0, 100)}" is not a storage key.`);
  }
  return join(directory, key);
}

async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Without it, a crash of the machine could undo the rename. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  const file = await ifThere(open(path, 'r'));
  if (file && !(await file.stat()).isFile()) {
    await file.close();
    return null;
  }
  return file;
}

async function namesIn(path: string): Promise<string[]> {
  return (await ifThere(readdir(path))) ?? [];
}

async function removeIfOld(path: string): Promise<boolean> {
  const entry = await ifThere(stat(path));
  if (!entry || Date.now() - entry.mtimeMs < LEFTOVER_AGE_MS) {
    return false;
  }
  await rm(path, { force: true });
  return true;
}

async function ifThere<T>(attempt: Promise<T>): Promise<T | null> {
  try {
    return await attempt;
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return null;
    }
    throw fault;
  }
}
