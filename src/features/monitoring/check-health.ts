import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { HealthPart, HealthState, type HealthCheck } from './health';

const ANSWER_MS = 1000;
/** An answer that takes longer than this is worth a look. */
const SLOW_MS = 250;
/** Events that have no number for this long show that nobody gives any: changes are not told, and cached answers grow old. */
const LAG_WARNING_SECONDS = 5;
const LAG_FAILED_SECONDS = 60;
/** A queue whose oldest job waits for longer has too few workers, or is paused. */
const WAIT_WARNING_SECONDS = 300;

type Verdict = Pick<HealthCheck, 'state' | 'message'> & { latencyMs?: number };

/** Looks at everything that the server depends on. Needs jobs.read. */
export async function checkHealth(ctx: Context): Promise<HealthCheck[]> {
  demand(ctx.viewer, 'jobs.read');
  return Promise.all([
    check(HealthPart.DATABASE, 'The database', () => answersIn(() => ctx.db.ping(ANSWER_MS))),
    check(HealthPart.REDIS, 'Redis', () => answersIn(() => ctx.jobs.pingRedis(ANSWER_MS))),
    check(HealthPart.WORKERS, 'The list of workers', () => lookAtWorkers(ctx)),
    check(HealthPart.QUEUES, 'The list of queues', () => lookAtQueues(ctx)),
    check(HealthPart.EVENTS, 'The log of events', () => lookAtEvents(ctx)),
  ]);
}

async function check(part: HealthPart, name: string, look: () => Promise<Verdict>): Promise<HealthCheck> {
  const failed = { state: HealthState.FAILED, message: `${name} does not answer within ${ANSWER_MS / 1000} second.` };
  const verdict: Verdict = await look().catch(() => failed);
  return { part, latencyMs: null, ...verdict };
}

async function answersIn(ping: () => Promise<void>): Promise<Verdict> {
  const startedAt = performance.now();
  await ping();
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return latencyMs > SLOW_MS
    ? { state: HealthState.WARNING, message: `Answers slowly, in ${Math.round(latencyMs)} ms.`, latencyMs }
    : { state: HealthState.OK, message: `Answers in ${latencyMs} ms.`, latencyMs };
}

async function lookAtWorkers(ctx: Context): Promise<Verdict> {
  const workers = await ctx.jobs.workers();
  if (workers.length === 0) {
    return { state: HealthState.FAILED, message: 'No worker was seen in the last minute, so jobs wait.' };
  }
  const running = workers.reduce((sum, worker) => sum + worker.running, 0);
  return {
    state: HealthState.OK,
    message: `${countOf(workers.length, 'worker')}, ${countOf(running, 'job')} running.`,
  };
}

async function lookAtQueues(ctx: Context): Promise<Verdict> {
  const queues = await ctx.jobs.queues.list();
  const paused = queues.filter(queue => queue.paused).map(({ name }) => name);
  if (paused.length > 0) {
    const are = paused.length === 1 ? 'is' : 'are';
    return { state: HealthState.WARNING, message: `${paused.join(', ')} ${are} paused.` };
  }
  const late = queues.find(({ oldestWaitSeconds }) => (oldestWaitSeconds ?? 0) > WAIT_WARNING_SECONDS);
  if (late) {
    const minutes = Math.round((late.oldestWaitSeconds ?? 0) / 60);
    return { state: HealthState.WARNING, message: `A job in ${late.name} has been waiting for ${minutes} minutes.` };
  }
  const waiting = queues.reduce((sum, { depth }) => sum + depth, 0);
  return { state: HealthState.OK, message: waiting === 0 ? 'No job waits.' : `${countOf(waiting, 'job')} waiting.` };
}

async function lookAtEvents(ctx: Context): Promise<Verdict> {
  const [{ seconds }] = await ctx.db.select<{ seconds: number | null }>(
    'SELECT TIMESTAMPDIFF(MICROSECOND, MIN(at), UTC_TIMESTAMP(6)) / 1000000 AS seconds FROM events WHERE seq IS NULL',
  );
  const lag = Number(seconds ?? 0);
  if (lag < LAG_WARNING_SECONDS) return { state: HealthState.OK, message: 'Changes are told at once.' };
  return {
    state: lag < LAG_FAILED_SECONDS ? HealthState.WARNING : HealthState.FAILED,
    message: `Changes are told ${Math.round(lag)} seconds late.`,
  };
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
