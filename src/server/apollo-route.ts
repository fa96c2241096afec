import type { ServerResponse } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../engine/access/viewer';
import type { Context } from '../engine/context';
import { CacheTags } from '../engine/loading/cache-tags';
import { isAnonymous, publicAnswer, type SharingOptions, sendPublic } from './answers/answer-headers';
import { type ContextFor, originOf } from './request-context';
import { RequestLifetime } from './request-lifetime';
import { isMultipart } from './uploads';

export interface ApolloRouteOptions {
  apollo: ApolloServer<Context>;
  contextFor: ContextFor;
  sharing: SharingOptions;
  /** What the execution of one operation may take; those with files take as long as these are on their way. */
  requestSeconds: number;
  /** Told which content type an Accept header got. */
  onAnswer?: (accept: string | undefined, contentType: unknown) => void;
}

/** A request on its way through Apollo Server. */
export interface Passage {
  viewer: Viewer;
  tags: CacheTags | null;
  lifetime: RequestLifetime | null;
  response: ServerResponse;
}

/** Answers a request by Apollo Server; what turns out to be the same for everybody gets the headers that say so. */
export function createApolloRoute({ apollo, contextFor, sharing, requestSeconds, onAnswer }: ApolloRouteOptions) {
  const apolloHandler = fastifyApolloHandler(apollo, {
    context: async request => {
      const { viewer, tags, lifetime, response } = request.passage as Passage;
      const ctx = contextFor({ viewer, ...originOf(request), cancellation: lifetime?.cancellation });
      ctx.cacheTags = tags;
      lifetime?.mayEndWith(response);
      return ctx;
    },
  }) as (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

  return async (request: FastifyRequest, reply: FastifyReply, viewer: Viewer): Promise<unknown> => {
    const tags = isAnonymous(request, viewer) ? new CacheTags() : null;
    const lifetime = isMultipart(request) ? null : new RequestLifetime(requestSeconds);
    request.passage = { viewer, tags, lifetime, response: reply.raw };
    const body = await apolloHandler(request, reply).finally(() => lifetime?.end());
    if (reply.statusCode !== 200 || typeof body !== 'string') return body;
    const contentType = reply.getHeader('content-type');
    onAnswer?.(request.headers.accept, contentType);
    const settled = tags?.settled();
    if (!settled) return body;
    return sendPublic(request, reply, publicAnswer(body, String(contentType), settled, sharing));
  };
}
