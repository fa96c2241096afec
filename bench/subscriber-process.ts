/**
 * One process of the subscribers' benchmark: `serve` is the API, with a bare WebSocket server beside it; `work` a worker; `listen` the
 * clients. The parent starts it by a message and asks it by more of them.
 */
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Context, Services } from '../src/engine/context';
import { Loaders } from '../src/engine/loading/loaders';
import { createHttpServer } from '../src/server/http';
import { createContextFor } from '../src/server/request-context';
import { buildApiSchema } from '../src/server/schema';
import { openDatabase, quietLog } from './noop-job';
import { type BenchAddresses, openWatchedEngine, WARM_UP } from './watched-jobs';

export const TOKEN = 'a-token-of-the-benchmark-and-nothing-else';
const PROGRESS = `subscription ($id: ID!) { jobProgress(id: $id) {
  id state attempt progress { stage completed total fraction message } } }`;

export type Question =
  | { ask: 'start'; role: keyof typeof roles; addresses: BenchAddresses }
  | { ask: 'memory' }
  | { ask: 'broadcast'; text: string }
  | { ask: 'subscribe'; jobId: string; count: number }
  | { ask: 'connect'; count: number; port: number }
  | { ask: 'latencies' };

type Answers = Partial<Record<Question['ask'], (question: never) => unknown>>;
let answers: Answers = {};

const roles = {
  async serve({ databaseUrl, redisUrl }: BenchAddresses): Promise<object> {
    const db = await openDatabase(databaseUrl);
    const engine = openWatchedEngine(db, redisUrl);
    const services = { db, jobs: engine.client, log: quietLog, limits: { uploadBytes: 1 } } as unknown as Services;
    const server = await createHttpServer({
      schema: await buildApiSchema(),
      services,
      contextFor: createContextFor(services, () => new Loaders()),
      config: {
        http: { host: '127.0.0.1', port: 0 },
        auth: { adminToken: TOKEN },
        uploads: { maxBytes: 1 },
        graphql: { graphiql: false, introspection: false },
      },
      live: { socketsPerViewer: 100_000 },
    });
    const bare = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    answers = {
      memory: () => {
        (globalThis as { gc?: () => void }).gc?.();
        const { rss, heapUsed, external } = process.memoryUsage();
        return { rss, held: heapUsed + external };
      },
      broadcast({ text }: { text: string }) {
        const message = text.replace('NOW', String(Date.now()));
        for (const client of bare.clients) client.send(message);
      },
    };
    const { address } = await server.listen();
    return { port: Number(new URL(address).port), barePort: (bare.address() as AddressInfo).port };
  },

  async work({ databaseUrl, redisUrl }: BenchAddresses): Promise<object> {
    const db = await openDatabase(databaseUrl);
    const engine = openWatchedEngine(db, redisUrl, 1_000);
    engine.startWorker({
      contextFor: (viewer, requestId) =>
        ({ db, jobs: engine.client, log: quietLog, viewer, requestId, now: () => new Date() }) as unknown as Context,
    });
    return {};
  },

  async listen({ port }: BenchAddresses): Promise<object> {
    let latencies: number[] = [];
    const hear = (data: RawData) => {
      const now = Date.now();
      const [, step, sentAt] = /"completed":(\d+).*"message":"(\d+)"/.exec(String(data)) ?? [];
      if (Number(step) > WARM_UP) latencies.push(now - Number(sentAt));
    };
    answers = {
      async subscribe({ jobId, count }: { jobId: string; count: number }) {
        await inTurns(count, () => subscribed(`ws://127.0.0.1:${port}/graphql`, jobId, hear));
      },
      async connect({ count, port: bare }: { count: number; port: number }) {
        await inTurns(count, () => connected(`ws://127.0.0.1:${bare}`, hear));
      },
      latencies() {
        const heard = latencies;
        latencies = [];
        return heard;
      },
    };
    return {};
  },
};

/** Fifty at a time: a server's backlog is short. */
async function inTurns(count: number, one: () => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - from) }, one));
  }
}

function connected(url: string, hear: (data: RawData) => void, protocols: string[] = []): Promise<WebSocket> {
  const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
  socket.on('message', hear);
  return new Promise((resolve, reject) => socket.once('open', () => resolve(socket)).once('error', reject));
}

/** Resolves when the snapshot has come. */
async function subscribed(url: string, jobId: string, hear: (data: RawData) => void): Promise<void> {
  const socket = await connected(url, hear, ['graphql-transport-ws']);
  const snapshot = new Promise<void>(resolve => {
    const wait = (data: RawData) => {
      if (!String(data).includes('"next"')) return;
      socket.off('message', wait);
      resolve();
    };
    socket.on('message', wait);
  });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${TOKEN}` } }));
  await new Promise(resolve => socket.once('message', resolve));
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: PROGRESS, variables: { id: jobId } } }));
  await snapshot;
}

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'start') return roles[question.role](question.addresses);
  return answers[question.ask]?.(question as never);
}

process.on('message', (question: Question) => {
  void answer(question).then(answered => process.send?.({ answer: answered ?? null }));
});
process.on('disconnect', () => process.exit());
