import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../engine/access/viewer';
import type { Context } from '../engine/context';
import { CacheTags } from '../engine/loading/cache-tags';
import { isAnonymous, publicAnswer, type SharingOptions, sendPublic } from './answers/answer-headers';
import { type ContextFor, idempotencyKeyOf } from './request-context';

export interface ApolloRouteOptions {
  apollo: ApolloServer<Context>;
  contextFor: ContextFor;
  sharing: SharingOptions;
  /** Told which content type an Accept header got. */
  onAnswer?: (accept: string | undefined, contentType: unknown) => void;
}

/** Answers a request by Apollo Server; what turns out to be the same for everybody gets the headers that say so. */
export function createApolloRoute({ apollo, contextFor, sharing, onAnswer }: ApolloRouteOptions) {
  const passages = new WeakMap<FastifyRequest, { viewer: Viewer; tags: CacheTags | null }>();
  const apolloHandler = fastifyApolloHandler(apollo, {
    context: async request => {
      const { viewer, tags } = passages.get(request) as { viewer: Viewer; tags: CacheTags | null };
      const ctx = contextFor({ viewer, requestId: request.id, idempotencyKey: idempotencyKeyOf(request) });
      ctx.cacheTags = tags;
      return ctx;
    },
  }) as (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

  return async (request: FastifyRequest, reply: FastifyReply, viewer: Viewer): Promise<unknown> => {
    const tags = isAnonymous(request, viewer) ? new CacheTags() : null;
    passages.set(request, { viewer, tags });
    const body = await apolloHandler(request, reply);
    if (reply.statusCode !== 200 || typeof body !== 'string') return body;
    const contentType = reply.getHeader('content-type');
    onAnswer?.(request.headers.accept, contentType);
    const settled = tags?.settled();
    if (!settled) return body;
    return sendPublic(request, reply, publicAnswer(body, String(contentType), settled, sharing));
  };
}
