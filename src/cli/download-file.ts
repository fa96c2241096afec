import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { noAnswer } from './api-client';
import type { ServerAddress } from './find-server';
import type { ExportedFile } from './followed-export';
import { StartFault } from './start-fault';

/** Where a file is to be written; null is the standard output. */
export type Target = string | null;

/** The place that was named, or one in the directory under the name that the server gives; never over a file that nobody has named. */
export function targetOf(out: string | undefined, directory: string, filename: string): Target {
  if (out === '-') return null;
  if (out !== undefined) return resolve(directory, out);
  const path = join(directory, basename(filename));
  if (existsSync(path)) throw new StartFault(`"${path}" is there already; name another file with --out.`);
  return path;
}

/**
 * Fetches the file of an export from the server that made it, and compares it with what the server says of it. The file gets its name only
 * when it is whole. Throws a sentence when it is not what it should be.
 */
export async function downloadFile(
  server: ServerAddress,
  file: ExportedFile,
  target: Target,
  { onReceived, signal }: { onReceived: (bytes: number) => void; signal: AbortSignal },
): Promise<void> {
  // Under the address that was used for the API: the server need not know under which one it is reached from here.
  const { pathname, search } = new URL(file.url);
  const url = new URL(`${pathname}${search}`, server.endpoint.origin);
  const response = await fetch(url, { signal }).catch(error => {
    throw signal.aborted ? error : noAnswer(server, (error as Error).cause ?? error);
  });
  if (!response.ok || !response.body) throw new StartFault(`The file could not be fetched (${response.status}).`);
  const hash = createHash('sha256');
  let bytes = 0;
  const temporary = target === null ? null : `${target}.part`;
  const output = temporary === null ? process.stdout : createWriteStream(temporary);
  try {
    await pipeline(
      Readable.fromWeb(response.body as never),
      async function* (source: AsyncIterable<Buffer>) {
        for await (const piece of source) {
          hash.update(piece);
          bytes += piece.length;
          onReceived(bytes);
          yield piece;
        }
      },
      output,
      { signal, end: temporary !== null },
    );
    if (bytes !== file.bytes || hash.digest('hex') !== file.sha256) {
      throw new StartFault('What arrived is not the file that the server has made: its SHA-256 differs.');
    }
    if (temporary !== null && target !== null) await rename(temporary, target);
  } catch (error) {
    if (temporary !== null) await rm(temporary, { force: true });
    throw error;
  }
}
