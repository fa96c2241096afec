import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { SYSTEM, type Viewer } from '../../src/engine/access/viewer';
import type { ContentChange } from '../../src/engine/content/content-events';
import { definitionOf } from '../../src/engine/content/content-type';
import type { Context } from '../../src/engine/context';
import { createEventEngine, type Events } from '../../src/engine/events/event-engine';
import { insertEvents, nextEventId } from '../../src/engine/events/insert-events';
import type { SequencedEvent } from '../../src/engine/events/read-events';
import { Article } from '../../src/features/content/article/article.entity';
import type { Database } from '../../src/platform/database/database';
import { createRedis, type Redis } from '../../src/platform/redis/redis';
import { testLog } from './log';
import { testRedisUrl } from './redis';

export interface TestEvents {
  client: Events;
  redis: Redis;
  close(): Promise<void>;
}

/** An event engine as a process has it; those with the same prefix hear each other over Redis. */
export function createTestEvents(
  db: Database,
  { redisUrl = testRedisUrl(), prefix = `test-${randomBytes(4).toString('hex')}` } = {},
): TestEvents {
  const redis = createRedis(redisUrl, testLog, { prefix });
  const engine = createEventEngine({ db, redis, log: testLog });
  return {
    client: engine.client,
    redis,
    async close() {
      await engine.close();
      await redis.close();
    },
  };
}

/** Writes events about documents in one transaction, which stays open as long as `hold` takes. Gives their ids. */
export async function writeEvents(
  db: Database,
  events: Events | undefined,
  { count = 1, hold, live = true, type = 'Article' }: WriteOptions = {},
): Promise<string[]> {
  const ctx = { viewer: SYSTEM, events } as unknown as Context;
  const rows = Array.from({ length: count }, () => ({
    id: nextEventId(),
    name: `content.${type.toLowerCase()}-updated`,
    type,
    documentId: ulid(),
    live,
    payload: JSON.stringify({ type, action: 'updated', revision: 1, fields: [] }),
  }));
  await db.transaction(async tx => {
    await insertEvents(ctx, tx, rows);
    await hold?.();
  });
  return rows.map(({ id }) => id);
}

interface WriteOptions {
  count?: number;
  hold?: () => Promise<unknown>;
  live?: boolean;
  type?: string;
}

/** A change as its maker tells it; of an article that was published, unless the test says otherwise. */
export function changeOf(change: Partial<ContentChange> = {}): ContentChange {
  return {
    definition: definitionOf(Article),
    id: ulid(),
    action: 'published',
    revision: 1,
    fields: ['title'],
    live: true,
    ...change,
  };
}

/** What `recordChanges` needs to know. */
export const tellerOf = (jobs: Context['jobs'], events?: Events, viewer: Viewer = SYSTEM) =>
  ({ jobs, viewer, ...(events ? { events } : {}) }) satisfies Partial<Context>;

/** Collects what a feed yields until it has so many events, or for good with Infinity. */
export async function take(feed: AsyncIterator<SequencedEvent>, count: number): Promise<SequencedEvent[]> {
  const seen: SequencedEvent[] = [];
  while (seen.length < count) {
    const { value, done } = await feed.next();
    if (done) break;
    seen.push(value);
  }
  return seen;
}

/** 1 to n. */
export const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
