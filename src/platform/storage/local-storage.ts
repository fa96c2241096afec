/**
 * Storage in a directory of this machine. A file is written under `.incoming/` first, synced to the disk, and then renamed
 * to its place, which POSIX does atomically: a reader sees the whole file or none, and so does the next start after a crash.
 * What a crash leaves under `.incoming/` is taken away by `sweep`.
 */
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { badUserInput, fileTooLarge, notFound } from '../../errors';
import type { Storage, StoredFile } from './storage';

/** A storage that leaves temporary files behind when the process dies. */
export interface LocalStorage extends Storage {
  /** Writes and deletes an empty file; throws the file system's error when that can't be done. */
  check(): Promise<void>;
  /** Takes away temporary files that are older than a day; gives their number. Safe beside running uploads. */
  sweep(): Promise<number>;
}

const INCOMING = '.incoming';
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;
const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const LONGEST_KEY = 500;

/** Makes a storage of a directory, which is created on the first write. */
export function createLocalStorage(directory: string): LocalStorage {
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
        throw fault;
      }
    },

    async read(key) {
      const file = await openIfThere(pathOf(directory, key));
      if (!file) {
        throw notFound('file', key);
      }
      return file.createReadStream();
    },

    async delete(key) {
      await rm(pathOf(directory, key), { force: true });
    },

    async list(prefix) {
      const folder = pathOf(directory, prefix);
      const found = await Promise.all(
        (await namesIn(folder)).map(async name => {
          const stats = await stat(join(folder, name)).catch(() => null);
          return stats?.isFile() ? [{ key: `${prefix}/${name}`, modifiedAt: stats.mtime }] : [];
        }),
      );
      return found.flat();
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
      await file.appendFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
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
