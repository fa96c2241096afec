import { createHash } from 'node:crypto';
import type { Viewer } from '../../engine/access/viewer';
import type { Answering, Asking } from '../lane/exchange';

/*
 * What caches outside of this process are told (RFC 9111). An answer is `private, no-store` unless it is known to be the same for
 * everybody. A public one carries an ETag of its bytes, and by default has to be asked for anew each time, so that nothing is ever
 * out of date; with a lifetime for shared caches it carries its tags as well, by which they can be purged.
 */

export interface SharingOptions {
  /** Seconds that a shared cache may answer without asking. */
  sharedMaxAgeSeconds: number;
  /** Name of the header with the tags, as the CDN at hand calls it. */
  tagHeader: string;
}

export const DEFAULT_SHARING: SharingOptions = { sharedMaxAgeSeconds: 0, tagHeader: 'surrogate-key' };

/** For every answer that is not known to be public. */
export const PRIVATE = 'private, no-store';

/** A public answer, ready to be sent any number of times. */
export interface PublicAnswer {
  /** Text that is sent once, bytes of what is kept to be sent again. */
  body: string | Buffer;
  headers: Readonly<Record<string, string>>;
  tags: readonly string[];
  /** For those who ask by GET; worked out when the first of them comes. */
  etag: string | null;
}

/** True for a request that says nothing about who sent it: the answer is everybody's. */
export function isAnonymous({ headers }: Pick<Asking, 'headers'>, viewer: Viewer): boolean {
  return viewer.kind === 'anonymous' && headers.authorization === undefined && headers.cookie === undefined;
}

/** Gives an answer that is the same for everybody its headers. */
export function publicAnswer(
  body: string,
  contentType: string,
  tags: readonly string[],
  { sharedMaxAgeSeconds, tagHeader }: SharingOptions,
): PublicAnswer {
  const headers: Record<string, string> = {
    'content-type': contentType,
    'cache-control':
      sharedMaxAgeSeconds > 0
        ? `public, max-age=0, s-maxage=${sharedMaxAgeSeconds}, must-revalidate`
        : 'public, no-cache',
    vary: 'accept, authorization, cookie, x-preview-token',
  };
  if (sharedMaxAgeSeconds > 0) headers[tagHeader] = tags.join(tagHeader.toLowerCase() === 'cache-tag' ? ',' : ' ');
  return { body, headers, tags, etag: null };
}

/** Sends it, or 304 to a GET of somebody who has it already. Nobody can ask whether the answer to a POST has changed: it has no ETag. */
export function sendPublic(request: Asking, reply: Answering, answer: PublicAnswer): unknown {
  const { body, headers } = answer;
  reply.headers(headers);
  if (request.method !== 'GET') return reply.send(body);
  answer.etag ??= `"${createHash('sha1').update(headers['content-type']).update(body).digest('base64url')}"`;
  reply.header('etag', answer.etag);
  if (!names(request.headers['if-none-match'], answer.etag)) return reply.send(body);
  reply.removeHeader('content-type');
  reply.code(304);
  return reply.send();
}

/** If-None-Match compares weakly: `W/` in front of a tag says nothing here (RFC 9110, section 13.1.2). */
function names(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some(given => given.trim() === '*' || given.trim().replace(/^W\//, '') === etag);
}
