import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../errors';
import type { ByteRange, Storage } from '../platform/storage/storage';

/** A file as it is given out. */
export interface StoredFileAnswer {
  /** Its key in the storage. */
  key: string;
  contentType: string;
  filename: string;
  bytes: number;
  /** What stands between the quotes of the ETag. */
  tag: string;
  cacheControl: string;
  /** Other sites may show and read it. */
  isPublic: boolean;
}

/** What browsers may show in place; anything else they save. SVG is none of them: it runs scripts. */
const SHOWN =
  /^(image\/(jpeg|png|apng|gif|webp|avif|jxl|bmp|x-icon)|video\/(mp4|webm|ogg|quicktime)|audio\/[a-z0-9.+-]+|application\/pdf)(;|$)/;

/**
 * Gives a stored file out as a stream: whole, or the range that was asked for (RFC 9110, section 14), or 304 and 416. Nothing in it can
 * act as a page of this server: it is never sniffed, framed or run, and what is not a picture, sound, video or PDF is saved.
 */
export async function sendStoredFile(
  request: FastifyRequest,
  reply: FastifyReply,
  storage: Pick<Storage, 'read'>,
  file: StoredFileAnswer,
): Promise<FastifyReply> {
  const etag = `"${file.tag}"`;
  reply.headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': file.cacheControl,
    'content-disposition': dispositionOf(file),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    ...(file.isPublic ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } : {}),
  });
  if (knows(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const range = rangeOf(request, etag, file.bytes);
  if (range === 'UNSATISFIABLE') return reply.code(416).header('content-range', `bytes */${file.bytes}`).send();
  const length = range ? range.end - range.start + 1 : file.bytes;
  reply.type(file.contentType).header('content-length', length);
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`);
  if (request.method === 'HEAD') return reply.send();
  const stream = await storage.read(file.key, range ?? undefined).catch(cause => {
    for (const header of ['content-length', 'content-range', 'etag', 'content-disposition']) reply.removeHeader(header);
    reply.header('cache-control', 'no-store').code(200);
    throw (cause as { code?: string }).code === 'NOT_FOUND' ? notFound('file', file.filename) : cause;
  });
  return reply.send(stream);
}

/** RFC 6266, with the name in UTF-8 (RFC 8187) for whoever reads that. */
function dispositionOf({ contentType, filename }: StoredFileAnswer): string {
  const plain = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${SHOWN.test(contentType) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function knows(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some(given => given.trim() === '*' || given.trim().replace(/^W\//, '') === etag);
}

/** One range; null where there is none or several, for which the whole file is a fair answer. */
function rangeOf({ headers }: FastifyRequest, etag: string, bytes: number): ByteRange | 'UNSATISFIABLE' | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return null;
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== etag) return null;
  if (from === '') {
    const last = Math.min(Number(to), bytes);
    return last === 0 ? 'UNSATISFIABLE' : { start: bytes - last, end: bytes - 1 };
  }
  const start = Number(from);
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== '' && Number(to) < start) return null;
  return start >= bytes ? 'UNSATISFIABLE' : { start, end };
}
