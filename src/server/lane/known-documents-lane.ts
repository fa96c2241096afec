import type { ServerResponse } from 'node:http';
import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { rightsKey } from '../../engine/access/grants';
import type { Viewer } from '../../engine/access/viewer';
import { CacheTags } from '../../engine/loading/cache-tags';
import type { AnswerCache, CacheOutcome, Produced } from '../answers/answer-cache';
import {
  isAnonymous,
  type PublicAnswer,
  publicAnswer,
  type SharingOptions,
  sendPublic,
} from '../answers/answer-headers';
import { type Charge, type CostBuckets, LEAST_COST } from '../cost/cost-buckets';
import type { OperationPricing } from '../cost/operation-pricing';
import { executeWithin } from '../executor/execute-within';
import { answerCacheRequests, laneRequests, observeOperation } from '../metrics';
import { type AnswerHead, codesOf, headOfFailure, wordErrors } from '../operation-answer';
import { addressOf } from '../client-address';
import { type ContextFor, originOf } from '../request-context';
import type { IntrospectionGate } from '../introspection-gate';
import type { TrustGate } from '../trusted-documents';
import { RequestLifetime } from '../request-lifetime';
import { AcceptedMedia } from './accepted-media';
import type { Answering, Asking } from './exchange';
import { KnownDocuments } from './known-documents';
import { readPlainRequest } from './plain-request';

/*
 * A short way for the requests that make up nearly all traffic: plain ones whose document Apollo Server has parsed and validated
 * before. Everything else, above all whatever has to be refused, is left to Apollo Server untouched, so that the two can't differ
 * in what they refuse. An execution that did not even begin (its variables did not fit) is left to it as well.
 */

export interface LaneOptions {
  schema: GraphQLSchema;
  pricing: OperationPricing;
  contextFor: ContextFor;
  isCacheable: (document: DocumentNode, operation: OperationDefinitionNode) => boolean;
  sharing: SharingOptions;
  cache: AnswerCache<LaneAnswer> | null;
  buckets: CostBuckets;
  mayIntrospect: IntrospectionGate;
  isTrusted: TrustGate;
  /** What the execution of one operation may take. */
  requestSeconds: number;
}

/** An answer for one caller. */
interface OwnAnswer {
  body: string;
  head: AnswerHead;
}

/** What the lane keeps in the answer cache beside public answers. */
export type LaneAnswer = OwnAnswer | null;

/** One request on its way through the lane. */
interface Passage {
  args: ExecutionArgs;
  operation: OperationDefinitionNode;
  viewer: Viewer;
  request: Asking;
  contentType: string;
  /** At most what it costs, and whether the answer is to say so. */
  requested: number;
  reported: boolean;
  charge: Charge;
  response: ServerResponse;
}

const seen = {
  served: laneRequests.labels('served'),
  unknown: laneRequests.labels('unknown'),
  other: laneRequests.labels('other'),
};
const cached: Record<CacheOutcome, { inc(): void }> = {
  hit: answerCacheRequests.labels('hit'),
  joined: answerCacheRequests.labels('joined'),
  miss: answerCacheRequests.labels('miss'),
  bypass: answerCacheRequests.labels('bypass'),
};

/** Builds the lane; `learn` and `learnMedia` tell it what Apollo Server found out. */
export function createKnownDocumentsLane(options: LaneOptions) {
  const {
    schema,
    pricing,
    contextFor,
    isCacheable,
    sharing,
    cache,
    buckets,
    mayIntrospect,
    isTrusted,
    requestSeconds,
  } = options;
  const documents = new KnownDocuments();
  const media = new AcceptedMedia();

  /** Null when the context can't be made or the execution did not begin: Apollo Server words why. */
  async function run(passage: Passage, tags: CacheTags | null): Promise<Produced<LaneAnswer>> {
    const startedAt = performance.now();
    const { args, operation, viewer, request, contentType, requested, reported, charge, response } = passage;
    const lifetime = new RequestLifetime(requestSeconds);
    const { cancellation } = lifetime;
    let ctx: ReturnType<ContextFor>;
    try {
      ctx = contextFor({ viewer, ...originOf(request), cancellation });
    } catch {
      lifetime.end();
      charge.settle(0);
      return NOT_RUN;
    }
    ctx.cacheTags = tags;
    if (operation.operation === OperationTypeNode.QUERY) lifetime.endWith(response);
    const tally = { spent: 0 };
    const { data, errors } = await executeWithin(cancellation, { ...args, contextValue: ctx }, tally).finally(() => {
      lifetime.end();
      charge.settle(tally.spent);
    });
    if (data === undefined) return NOT_RUN;

    const worded = errors && wordErrors(errors, ctx);
    const extensions = reported ? pricing.reportOf(requested, tally.spent, charge.throttle()) : undefined;
    const body = `${JSON.stringify({ errors: worded?.errors, data, extensions })}\n`;
    observeOperation({ type: operation.operation, ms: performance.now() - startedAt, codes: codesOf(worded?.errors) });
    const settled = errors ? null : (tags?.settled() ?? null);
    if (settled) return { shared: publicAnswer(body, contentType, settled, sharing), own: null };
    const failure = headOfFailure(data, worded?.errors);
    const head: AnswerHead = {
      status: failure?.status ?? worded?.head.status,
      headers: new Map([...(worded?.head.headers ?? []), ...(failure?.headers ?? [])]),
    };
    return { shared: null, own: { body, head } };
  }

  async function answer(
    passage: Passage,
    key: string | null,
    reply: Answering,
    otherwise: () => unknown,
  ): Promise<unknown> {
    const { request, contentType } = passage;
    const tags = () => new CacheTags();
    let produced: Produced<LaneAnswer>;
    if (key === null) produced = await run(passage, null);
    else if (cache === null) produced = await run(passage, tags());
    else {
      const { outcome, ...made } = await cache.produce(key, () => run(passage, tags()));
      cached[outcome].inc();
      // Somebody else's execution answered it.
      if (outcome === 'joined') passage.charge.settle(LEAST_COST);
      produced = made;
    }
    if (produced.shared) {
      seen.served.inc();
      return sendPublic(request, reply, produced.shared);
    }
    if (produced.own === null) {
      seen.other.inc();
      return otherwise();
    }
    seen.served.inc();
    const { body, head } = produced.own;
    reply.header('content-type', contentType);
    for (const [name, value] of head.headers) reply.header(name, value);
    reply.code(head.status ?? 200);
    return reply.send(body);
  }

  return {
    /** Remembers a document that passed every rule. */
    learn: (text: string, document: DocumentNode) => documents.learn(text, document),
    /** Remembers what Apollo Server answers to an Accept header. */
    learnMedia: (accept: string | undefined, contentType: unknown) => media.learn(accept, contentType),

    /** Answers the request, or calls `otherwise` with nothing done. */
    serve(request: Asking, reply: Answering, viewer: Viewer, otherwise: () => unknown): unknown {
      const plain = readPlainRequest(request);
      const contentType = media.find(request.headers.accept);
      const known = plain && documents.find(plain.query);
      if (!plain || !known || contentType === null) {
        (plain ? seen.unknown : seen.other).inc();
        return otherwise();
      }
      const { operationName, variables } = plain;
      const operation = known.operation(operationName);
      const cost = operation === null ? 0 : pricing.price(known.document, operation, variables);
      if (
        operation === null ||
        !mayRun(operation, request.method) ||
        cost > pricing.limit ||
        mayIntrospect(known.document, viewer) ||
        isTrusted(known.document, plain.query, viewer)
      ) {
        seen.other.inc();
        return otherwise();
      }
      const reported = pricing.isReported(name => request.headers[name]);
      const args = { schema, document: known.document, operationName, variableValues: variables };
      const charged = (most: number) => buckets.take(viewer, addressOf(request), most);
      const passage = (): Passage => ({
        ...{ args, operation, viewer, request, response: reply.raw, contentType, reported },
        requested: cost,
        charge: charged(cost),
      });
      // What it cost one caller is not for the next one.
      if (reported || !isAnonymous(request, viewer) || !isCacheable(known.document, operation)) {
        if (cache) cached.bypass.inc();
        return answer(passage(), null, reply, otherwise);
      }
      const startedAt = performance.now();
      const key = `${known.number} ${rightsKey(viewer)}${contentType} ${operationName ?? ''} ${variables ? JSON.stringify(variables) : ''}`;
      const kept: PublicAnswer | null = cache && cache.find(key);
      if (kept === null) return answer(passage(), key, reply, otherwise);
      charged(LEAST_COST);
      seen.served.inc();
      cached.hit.inc();
      observeOperation({ type: operation.operation, ms: performance.now() - startedAt, codes: [] });
      return sendPublic(request, reply, kept);
    },
  };
}

const NOT_RUN: Produced<LaneAnswer> = { shared: null, own: null };

/** Subscriptions have transports of their own, and a GET must change nothing. */
function mayRun({ operation }: OperationDefinitionNode, method: string): boolean {
  return operation === 'query' || (operation === 'mutation' && method === 'POST');
}
