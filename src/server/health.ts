import type { FastifyInstance } from 'fastify';
import type { Database } from '../platform/database/database';

const PING_TIMEOUT_MS = 1_000;

export interface HealthOptions {
  db: Pick<Database, 'ping'>;
  /** Rejects when Redis does not answer; that is reported, but the API works without Redis. */
  pingRedis?: () => Promise<void>;
  /** True once the server has begun to stop. */
  isDraining: () => boolean;
}

type Outcome = 'ok' | 'failed';

/** `/livez` says that the process answers, `/readyz` whether it should be sent requests. */
export function registerHealth(app: FastifyInstance, { db, pingRedis, isDraining }: HealthOptions): void {
  app.get('/livez', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    const [database, redis] = await Promise.all([
      outcomeOf(db.ping(PING_TIMEOUT_MS)),
      pingRedis ? outcomeOf(within(PING_TIMEOUT_MS, pingRedis())) : undefined,
    ]);
    const draining = isDraining();
    const ready = database === 'ok' && !draining;
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ok' : draining ? 'draining' : 'failed', checks: { database, ...(redis && { redis }) } });
  });
}

async function outcomeOf(check: Promise<void>): Promise<Outcome> {
  return check.then(
    () => 'ok',
    () => 'failed',
  );
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
