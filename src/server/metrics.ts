import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OperationTypeNode } from 'graphql';
import { Counter, Gauge, Histogram } from 'prom-client';
import { unauthenticated } from '../errors';
import { type CountedOperations, LATENCY_BOUNDS, type Latencies } from '../engine/figures/process-counts';
import { collectProcessMetrics, registry } from '../platform/telemetry/metrics';
import type { Authenticate } from './request-context';

const requestSeconds = new Histogram({
  name: 'keelson_http_request_duration_seconds',
  help: 'Time from the first byte of a request to the last of its answer.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

const operationSeconds = new Histogram({
  name: 'keelson_graphql_operation_duration_seconds',
  help: 'Time that GraphQL operations took; subscriptions until their first result.',
  labelNames: ['type', 'outcome'],
  buckets: LATENCY_BOUNDS,
  registers: [registry],
});

const errorsByCode = new Counter({
  name: 'keelson_graphql_errors_total',
  help: 'GraphQL errors sent to clients.',
  labelNames: ['code'],
  registers: [registry],
});

/** Requests that the lane for known documents saw: `served`, `unknown` documents, and `other` requests that Apollo Server has to word. */
export const laneRequests = new Counter({
  name: 'keelson_known_documents_total',
  help: 'GraphQL requests by how the lane for known documents took them: served, unknown document, or otherwise not plain.',
  labelNames: ['outcome'],
  registers: [registry],
});

/** Requests that the answer cache saw, by what came of it. */
export const answerCacheRequests = new Counter({
  name: 'keelson_answer_cache_requests_total',
  help: 'GraphQL requests over the lane by how the answer cache took them: hit, joined, miss or bypass.',
  labelNames: ['outcome'],
  registers: [registry],
});

/** Memory that the answer cache takes. */
export const answerCacheBytes = new Gauge({
  name: 'keelson_answer_cache_bytes',
  help: 'Bytes of memory that cached answers take.',
  registers: [registry],
});

/** Cached answers that a change removed. */
export const answersInvalidated = new Counter({
  name: 'keelson_answer_cache_invalidated_total',
  help: 'Cached answers that were removed because something they were made of changed.',
  registers: [registry],
});

/** WebSocket connections that are open now. */
export const openSockets = new Gauge({
  name: 'keelson_websocket_connections',
  help: 'WebSocket connections that are open.',
  registers: [registry],
});

/** Operations over HTTP that are being answered. */
export const requestsInFlight = new Gauge({
  name: 'keelson_graphql_requests_in_flight',
  help: 'GraphQL operations over HTTP that are being answered.',
  registers: [registry],
});

/** Requests that were refused since too many were being answered. */
export const requestsShed = new Counter({
  name: 'keelson_graphql_requests_shed_total',
  help: 'GraphQL requests that were refused at once because too many were being answered.',
  registers: [registry],
});

/** Operations that were ended before they were done. */
export const cancelledRequests = new Counter({
  name: 'keelson_graphql_operations_cancelled_total',
  help: 'GraphQL operations that were ended early, by reason: timeout or client_gone.',
  labelNames: ['reason'],
  registers: [registry],
});

/** One operation as the metrics see it; `type` is null when the document was refused before it had one. */
export interface OperationObservation {
  type: OperationTypeNode | null;
  ms: number;
  /** Codes of the errors in the answer. */
  codes: readonly string[];
}

/** Counts a finished operation and its errors. */
export function observeOperation({ type, ms, codes }: OperationObservation): void {
  const outcome = type === null ? 'refused' : codes.length > 0 ? 'error' : 'ok';
  labelled(operationSeconds, type ?? 'none', outcome).observe(ms / 1000);
  observeErrors(codes);
}

/** Counts errors of an answer whose operation has been counted already. */
export function observeErrors(codes: readonly string[]): void {
  for (const code of codes) errorsByCode.inc({ code });
}

/** All operations since the process started, but subscriptions: they take as long as somebody watches. */
export async function countedOperations(): Promise<CountedOperations> {
  const { values } = await operationSeconds.get();
  const cumulative: Latencies = {};
  let requests = 0;
  let errors = 0;
  for (const { labels: known, value, metricName } of values) {
    const labels: Partial<Record<string, string | number>> = known;
    if (labels.type === 'subscription') continue;
    if (labels.le !== undefined) cumulative[String(labels.le)] = (cumulative[String(labels.le)] ?? 0) + value;
    else if (metricName?.endsWith('_count')) {
      requests += value;
      if (labels.outcome !== 'ok') errors += value;
    }
  }
  let below = 0;
  const latencies: Latencies = {};
  for (const bound of [...LATENCY_BOUNDS.map(String), '+Inf']) {
    latencies[bound] = (cumulative[bound] ?? 0) - below;
    below = cumulative[bound] ?? 0;
  }
  return { requests, errors, latencies };
}

/** Counts a finished HTTP request; unknown paths share one label. */
export function observeRequest(method: string, route: string, status: number, ms: number): void {
  labelled(requestSeconds, method, route, String(status)).observe(ms / 1000);
}

const series = new Map<Histogram, Map<string, Histogram.Internal<string>>>();

/** The series of these label values: finding it among all others is most of an observation. */
function labelled(histogram: Histogram, ...values: string[]): Histogram.Internal<string> {
  let known = series.get(histogram);
  if (!known) series.set(histogram, (known = new Map()));
  const key = values.join(' ');
  let found = known.get(key);
  if (!found) known.set(key, (found = histogram.labels(...values)));
  return found;
}

/** Serves `/metrics` to callers on the same machine and to holders of the API token. */
export function registerMetrics(app: FastifyInstance, authenticate: Authenticate): void {
  collectProcessMetrics();
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request) && (await authenticate(request.headers.authorization)).kind !== 'token')
      throw unauthenticated();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/** A reverse proxy on the same machine is local too, but passes on requests of others. */
function isLocal(request: FastifyRequest): boolean {
  const address = request.raw.socket.remoteAddress ?? '';
  const forwarded = request.headers.forwarded ?? request.headers['x-forwarded-for'];
  return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
