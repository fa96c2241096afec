import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '../../src/engine/context';

/** A storage of one directory, for tests of what streams into it. */
export function directoryStorage(directory: string): Storage {
  return {
    async put(key, source) {
      const path = join(directory, key);
      await mkdir(dirname(path), { recursive: true });
      const hash = createHash('sha256');
      let bytes = 0;
      const measure = async function* (chunks: AsyncIterable<Buffer | string>) {
        for await (const chunk of chunks) {
          bytes += Buffer.byteLength(chunk);
          hash.update(chunk);
          yield chunk;
        }
      };
      try {
        await pipeline(source, measure, createWriteStream(path));
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      return { bytes, sha256: hash.digest('hex') };
    },
    read: async key => createReadStream(join(directory, key)),
    delete: key => rm(join(directory, key), { force: true }),
  };
}
