import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Viewer } from '../../engine/access/viewer';
import type { Visit } from '../../engine/access/visit';
import { PRIVATE } from '../answers/answer-headers';
import { clientAddress, type IsTrustedProxy } from '../client-address';
import type { InFlight } from '../in-flight';
import { type RecordRequest, requestIdOf } from '../request-log';
import type { TrustedDocuments } from '../trusted-documents';
import { beginVisit, type SessionCookie } from '../session-cookie';
import type { Answering, Asking } from './exchange';
import type { createKnownDocumentsLane } from './known-documents-lane';

/*
 * Most requests are small POSTs of nobody in particular with a document that the lane knows, and the way through Fastify's hooks and parsers
 * would take longer than a kept answer does. They are taken to the lane from here. Whatever is not as plain as that, and whatever the
 * lane leaves to others, goes to Fastify as if nobody had been here: with the body that was read already, or the error that came of it.
 */

export interface ShortWayOptions {
  lane: ReturnType<typeof createKnownDocumentsLane>;
  /** Nobody in particular, as far as it is known without asking. */
  everybody(): Viewer | null;
  trusted: TrustedDocuments;
  inFlight: InFlight;
  isDraining(): boolean;
  isTrustedProxy: IsTrustedProxy;
  sessionCookie: SessionCookie;
  record: RecordRequest;
  /** Headers of every answer. */
  headers: Readonly<Record<string, string>>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Longer bodies are rare, and Fastify bounds them. */
const LONGEST_BODY = 32 * 1024;

/** Headers that say more about a request than the lane looks at. */
const TELLING = [
  'authorization',
  'cookie',
  'x-preview-token',
  'origin',
  'expect',
  'transfer-encoding',
  'content-encoding',
];

/** Names that JSON must not bring along, written plainly or not: Fastify's parser has the word on them. */
const SUSPICIOUS = /__proto__|constructor|\\u/;

/** Stands before the server's listener; call it when all routes are there. */
export function openShortWay(app: FastifyInstance, url: string, options: ShortWayOptions): void {
  const { lane, everybody, trusted, inFlight, isDraining, isTrustedProxy, sessionCookie, record } = options;
  const server = app.server as Server;
  const throughFastify = server.listeners('request')[0] as Listener;
  const headers = { ...options.headers, 'cache-control': PRIVATE };
  const bodies = new WeakMap<IncomingMessage, Buffer>();
  const failures = new WeakMap<IncomingMessage, Error>();

  app.addHook('onRequest', (request, _reply, done) => done(failures.get(request.raw)));
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const body = bodies.get(request.raw);
    done(null, body ? Readable.from([body]) : payload);
  });

  const serve = (raw: IncomingMessage, response: ServerResponse, viewer: Viewer, body: Buffer): void => {
    const startedAt = performance.now();
    const otherwise = (error?: Error) => {
      bodies.set(raw, body);
      if (error) failures.set(raw, error);
      response.removeListener('close', close);
      throughFastify(raw, response);
    };
    const text = body.toString('utf8');
    const parsed = SUSPICIOUS.test(text) ? undefined : parse(text);
    const request = new ShortRequest(raw, parsed, isTrustedProxy);
    const close = () => record(request, url, response, performance.now() - startedAt);
    if (!isRecord(parsed) || !trusted.resolveNow(parsed, viewer)) return otherwise();
    const reply = new ShortReply(response, request.id, headers);
    beginVisit(request, reply, sessionCookie);
    response.once('close', close);
    try {
      const answered = inFlight.during(() => lane.serve(request, reply, viewer, otherwise));
      if (answered instanceof Promise) answered.catch(otherwise);
    } catch (error) {
      otherwise(error as Error);
    }
  };

  server.removeListener('request', throughFastify);
  server.on('request', (raw: IncomingMessage, response: ServerResponse) => {
    const viewer = raw.url === url && isPlain(raw) && inFlight.hasRoom() && !isDraining() ? everybody() : null;
    if (viewer === null) return throughFastify(raw, response);
    const chunks: Buffer[] = [];
    raw.on('data', (chunk: Buffer) => chunks.push(chunk));
    raw.once('end', () => serve(raw, response, viewer, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
  });
}

function isPlain({ method, headers }: IncomingMessage): boolean {
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return false;
  if (!(Number(headers['content-length']) <= LONGEST_BODY)) return false;
  return TELLING.every(name => headers[name] === undefined);
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined when it can't be parsed: Fastify says why. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

class ShortRequest implements Asking {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly clientAddress = null;
  visit: Visit | null = null;

  constructor(
    private readonly raw: IncomingMessage,
    readonly body: unknown,
    private readonly isTrustedProxy: IsTrustedProxy,
  ) {
    this.id = requestIdOf(raw);
    this.method = raw.method as string;
    this.url = raw.url as string;
    this.headers = raw.headers;
  }

  get ip(): string {
    return clientAddress(this.raw, this.isTrustedProxy);
  }
}

class ShortReply implements Answering {
  private status = 200;
  private readonly fields: Record<string, string>;

  constructor(
    readonly raw: ServerResponse,
    id: string,
    headers: Readonly<Record<string, string>>,
  ) {
    this.fields = { ...headers, 'x-request-id': id };
  }

  header(name: string, value: string): void {
    this.fields[name] = value;
  }

  headers(values: Readonly<Record<string, string>>): void {
    Object.assign(this.fields, values);
  }

  removeHeader(name: string): void {
    delete this.fields[name];
  }

  code(status: number): void {
    this.status = status;
  }

  send(body: string | Buffer = ''): void {
    this.fields['content-length'] = String(typeof body === 'string' ? Buffer.byteLength(body) : body.length);
    this.raw.writeHead(this.status, this.fields);
    this.raw.end(body);
  }
}
