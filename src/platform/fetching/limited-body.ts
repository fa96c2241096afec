import type { IncomingMessage } from 'node:http';
import { PassThrough, pipeline, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { fetchFailed, KeelsonError } from '../../errors';

/** What a body may come to. */
export interface BodyLimits {
  /** Named in the faults. */
  url: string;
  /** Counted after decompression. */
  maxBytes: number;
  /** Ends the body with its reason. */
  signal: AbortSignal;
}

/** The decompressed body of an answer, which ends in FETCH_FAILED as soon as it is larger than it may be. Throws it for unknown encodings. */
export function limitedBody(answer: IncomingMessage, { url, maxBytes, signal }: BodyLimits): Transform {
  const tooLarge = () => fetchFailed(`What stands at "${url}" is larger than ${maxBytes} bytes.`, url);
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) {
    answer.destroy();
    throw tooLarge();
  }
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(tooLarge());
      else done(null, chunk);
    },
    destroy(error, done) {
      if (signal.aborted) done(signal.reason);
      else done(error && !(error instanceof KeelsonError) ? cutOff(error, url) : error);
    },
  });
  // Whatever fails, the last stream tells.
  pipeline(answer, decompression(answer, url), counted, () => undefined);
  const end = () => counted.destroy(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  counted.once('close', () => signal.removeEventListener('abort', end));
  if (signal.aborted) end();
  return counted;
}

function decompression(answer: IncomingMessage, url: string): Transform {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const small = { chunkSize: 64 * 1024 };
  if (encoding === 'identity' || encoding === '') return new PassThrough();
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip(small);
  if (encoding === 'deflate') return createInflate(small);
  if (encoding === 'br') return createBrotliDecompress(small);
  answer.destroy();
  throw fetchFailed(`"${url}" answered in the encoding "${encoding.slice(0, 40)}", which was not asked for.`, url);
}

function cutOff(error: Error, url: string): Error {
  return fetchFailed(`What stands at "${url}" is damaged or was cut off.`, url, true, error);
}
