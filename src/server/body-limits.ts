import { type Readable, Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayAnywhere } from '../engine/access/grants';
import type { Viewer } from '../engine/access/viewer';
import { payloadTooLarge } from '../errors';
import { isMultipart } from './uploads';

/** Bytes of a JSON request body, and of `operations` and `map` in a multipart one. */
export interface BodyLimits {
  /** For everybody. */
  bytes: number;
  /** For viewers with the permission content.write, whose documents may be long. */
  writerBytes: number;
}

export const DEFAULT_BODY_LIMITS: BodyLimits = { bytes: 256 * 1024, writerBytes: 8 * 1024 * 1024 };

/** How many bytes this viewer may send. */
export function bodyLimitOf(viewer: Viewer, { bytes, writerBytes }: BodyLimits): number {
  return mayAnywhere(viewer, 'write') ? Math.max(bytes, writerBytes) : bytes;
}

/** Refuses bodies over the limit of whoever sends them: by their length before a byte is read, and where they tell none, on the way. */
export function limitBodies(scope: FastifyInstance, limitOf: (request: FastifyRequest) => number): void {
  scope.addHook('preParsing', (request, _reply, payload, done) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if ((length === undefined && encoding === undefined) || isMultipart(request)) return done(null, payload);
    const limit = limitOf(request);
    if (length === undefined) return done(null, payload.pipe(countBytes(payload, limit)));
    return Number(length) > limit ? done(payloadTooLarge(limit)) : done(null, payload);
  });
}

/** Lets a body through until it is too large, or its sender goes away. */
function countBytes(payload: Readable, limit: number): Transform {
  let received = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > limit) done(payloadTooLarge(limit));
      else done(null, chunk);
    },
  });
  payload.once('error', error => counted.destroy(error));
  return counted;
}
