/**
 * The memory of Redis. One that is full under `noeviction` refuses hints, and jobs go on by polling; under any other policy it drops
 * keys of the queues (Bull's documentation, "Important Notes"). Somebody has to hear of both.
 */
import { Gauge } from 'prom-client';
import type { Logger } from '../telemetry/log';
import { registry } from '../telemetry/metrics';
import { type Redis, within } from './redis';

/** What a Redis server says of its memory. */
export interface RedisMemory {
  usedBytes: number;
  /** Null when it may take what the machine has. */
  limitBytes: number | null;
  /** What it does when it is full, e.g. `noeviction`; null where it does not tell. */
  policy: string | null;
}

const ANSWER_MS = 1000;
const LOOK_EVERY_MS = 5000;
/** Used more than this, it is nearly full. */
const NEARLY = 0.9;

const used = new Gauge({
  name: 'keelson_redis_memory_used_ratio',
  help: 'Memory that Redis uses, as a part of its maxmemory; 0 where there is no such limit.',
  registers: [registry],
});
const full = new Gauge({
  name: 'keelson_redis_memory_full',
  help: '1 while Redis is full and refuses hints about jobs, which are then found by polling; otherwise 0.',
  registers: [registry],
});

/** Asks the server; null when it is away, or does not tell. */
export async function askMemory(redis: Redis): Promise<RedisMemory | null> {
  if (!(await redis.becomesReady(ANSWER_MS))) return null;
  const told = await within(ANSWER_MS, redis.commands().info('memory')).catch(() => '');
  const field = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(told)?.[1] ?? null;
  const usedBytes = field('used_memory');
  if (usedBytes === null) return null;
  return {
    usedBytes: Number(usedBytes),
    limitBytes: Number(field('maxmemory')) || null,
    policy: field('maxmemory_policy'),
  };
}

/** Says in one sentence that the server may drop what it was given, or null when its policy is sound. */
export function evictionFault({ policy }: Pick<RedisMemory, 'policy'>): string | null {
  if (policy === null || policy === 'noeviction') return null;
  return `Redis drops keys when its memory is full (maxmemory-policy ${policy}); set it to noeviction, or hints about jobs get lost.`;
}

/** Looks at the memory every few seconds, keeps its gauges, and logs each change for the worse or the better. Gives what stops it. */
export function watchMemory(redis: Redis, log: Logger): () => void {
  let known = '';
  const look = async () => {
    const memory = await askMemory(redis);
    if (!memory) return;
    const ratio = memory.limitBytes === null ? 0 : memory.usedBytes / memory.limitBytes;
    used.set(ratio);
    full.set(ratio >= 1 ? 1 : 0);
    const alarm = alarmOf(memory, ratio);
    if (alarm === known) return;
    known = alarm;
    const { usedBytes, limitBytes } = memory;
    if (alarm) log.error(alarm, { usedBytes, limitBytes });
    else log.info('Redis has memory again', { usedBytes, limitBytes });
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  void look();
  return () => clearInterval(timer);
}

function alarmOf(memory: RedisMemory, ratio: number): string {
  const fault = evictionFault(memory);
  if (fault) return fault;
  if (ratio >= 1) return 'Redis is full and refuses hints about jobs; they are found by polling, and start later.';
  return ratio >= NEARLY ? 'Redis is nearly full; when it is, it refuses hints about jobs.' : '';
}
