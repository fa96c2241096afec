import type { EventTail } from '../../../src/engine/events/event-feed';
import { BUFFER, followEvents } from '../../../src/engine/events/feed-reader';
import { pruneEvents } from '../../../src/engine/events/prune-events';
import type { EventFilter, SequencedEvent } from '../../../src/engine/events/read-events';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestEvents, take, type TestEvents, upTo, writeEvents } from '../../harness/events';
import { eventually } from '../../harness/jobs';
import { report, seededRandom, testSeeds } from '../../harness/seeded-random';

let database: TestDatabase;
let events: TestEvents;

beforeEach(async () => {
  database = await createTestDatabase();
  events = createTestEvents(database.db);
});
afterEach(async () => {
  await events.close();
  await database.drop();
});

const ALL: EventFilter = { types: null, liveOnly: false };
const follow = (after: number | null, filter = ALL) => events.client.follow({ filter, after });
const seqs = (seen: SequencedEvent[]) => seen.map(({ seq }) => seq);
const write = (count: number, options: Parameters<typeof writeEvents>[2] = {}) =>
  writeEvents(database.db, events.client, { count, ...options });

async function last(): Promise<number> {
  const [row] = await database.db.select<{ last: number }>('SELECT last FROM event_sequence');
  return Number(row?.last ?? 0);
}

/** What the feed reader asks of a tail, in the test's hand. */
function handTail(onJoin: (tell: (batch: SequencedEvent[]) => void) => Promise<void> = async () => undefined) {
  let listener: ((batch: SequencedEvent[]) => void) | null = null;
  const tail: Pick<EventTail, 'subscribe' | 'ready'> = {
    subscribe(given) {
      listener = given;
      return () => {
        listener = null;
      };
    },
    async ready() {
      const position = await last();
      await onJoin(tell);
      return position;
    },
  };
  const tell = (batch: SequencedEvent[]) => listener?.(batch);
  return { tail, tell, isHeard: () => listener !== null };
}

/** Stored events, as a tail hands them out. */
const stored = async (after: number) => take(await follow(after), (await last()) - after);

it('a feed replays what is after its cursor, over many pages, and goes on with what happens then', async () => {
  await write(700);
  await eventually(async () => (await last()) === 700);
  const feed = await follow(150);
  expect(seqs(await take(feed, 550))).toEqual(upTo(700).slice(150));
  const next = take(feed, 3);
  await write(3);
  expect(seqs(await next)).toEqual([701, 702, 703]);
  await feed.return?.();
});

it('a feed without a cursor begins with the next event', async () => {
  await write(5);
  await eventually(async () => (await last()) === 5);
  const feed = await follow(null);
  const [id] = await write(1);
  expect(await take(feed, 1)).toMatchObject([{ seq: 6, id }]);
  await feed.return?.();
});

it('a feed gives only the types and the kind of change that it is asked for, however far they lie apart', async () => {
  await write(1, { type: 'Page' });
  for (let n = 0; n < 30; n++) await write(250, { live: false });
  await write(1, { type: 'Page' });
  await write(1, { live: true });
  await eventually(async () => (await last()) === 7503);
  expect(seqs(await take(await follow(0, { types: ['Page'], liveOnly: false }), 2))).toEqual([1, 7502]);
  const live = await follow(0, { types: null, liveOnly: true });
  expect(seqs(await take(live, 3))).toEqual([1, 7502, 7503]);
  const next = take(live, 1);
  await write(2, { live: false });
  await write(1, { live: true });
  expect(seqs(await next)).toEqual([7506]);
});

it('readers that come back with their last cursor, again and again while writers go on, have each event once and in order', async () => {
  const random = seededRandom(testSeeds(1)[0]);
  report(`seed ${random.seed}`);
  const total = 1500;
  const writing = Promise.all(
    Array.from({ length: 5 }, async () => {
      for (let written = 0; written < total / 5; written += 10) await write(10);
    }),
  );
  const readers = Array.from({ length: 6 }, async () => {
    const seen: SequencedEvent[] = [];
    let visits = 0;
    while (seen.length < total) {
      const feed = await follow(seen.at(-1)?.seq ?? 0);
      seen.push(...(await take(feed, Math.min(Math.ceil(random.between(0, 120)), total - seen.length))));
      await feed.return?.();
      visits += 1;
    }
    return { seen, visits };
  });
  for (const { seen, visits } of await Promise.all(readers)) {
    expect(seqs(seen)).toEqual(upTo(total));
    expect(visits).toBeGreaterThan(10);
  }
  await writing;
});

it('what the tail tells while the last page is read comes once', async () => {
  await write(20);
  await eventually(async () => (await last()) === 20);
  const { tail, tell } = handTail(async tellNow => {
    await write(4);
    await eventually(async () => (await last()) === 24);
    tellNow((await stored(20)).slice(0, 3));
  });
  const feed = await followEvents({ db: database.db, tail, filter: ALL, after: 10 });
  expect(seqs(await take(feed, 14))).toEqual(upTo(24).slice(10));
  const next = take(feed, 2);
  await write(2);
  await eventually(async () => (await last()) === 26);
  tell(await stored(23));
  expect(seqs(await next)).toEqual([25, 26]);
});

it('a burst that is longer than the buffer reaches a reader that keeps up', async () => {
  const feed = await follow(null);
  const count = BUFFER * 5;
  await write(count);
  await eventually(async () => (await last()) === count);
  expect(seqs(await take(feed, count))).toEqual(upTo(count));
  const next = take(feed, 1);
  await write(1);
  expect(seqs(await next)).toEqual([count + 1]);
  await feed.return?.();
});

it('a reader that takes nothing while the buffer runs over is told SLOW_CONSUMER and ended', async () => {
  await write(BUFFER + 1);
  await eventually(async () => (await last()) === BUFFER + 1);
  const known = await stored(0);
  const { tail, tell, isHeard } = handTail();
  await database.db.run('UPDATE event_sequence SET last = 0');
  const feed = await followEvents({ db: database.db, tail, filter: ALL, after: null, patienceMs: -1 });
  tell(known);
  expect(isHeard()).toBe(false);
  await expect(feed.next()).rejects.toMatchObject({ code: 'SLOW_CONSUMER' });
  expect((await feed.next()).done).toBe(true);
});

it('a cursor whose events were pruned is refused as expired, and one that is just young enough is not', async () => {
  await write(30);
  await eventually(async () => (await last()) === 30);
  await database.db.run('UPDATE events SET at = at - INTERVAL 31 DAY WHERE seq <= 12');
  expect(await database.db.transaction(tx => pruneEvents(tx, 30))).toBe(12);
  expect(await database.db.transaction(tx => pruneEvents(tx, 30))).toBe(0);
  await expect(follow(11)).rejects.toMatchObject({ code: 'FEED_EXPIRED' });
  await expect(follow(31)).rejects.toMatchObject({ code: 'FEED_EXPIRED' });
  expect(seqs(await take(await follow(12), 18))).toEqual(upTo(30).slice(12));
});

it('an old event that stands after a young one stays with it, so nothing is pruned out of the middle', async () => {
  await write(10);
  await eventually(async () => (await last()) === 10);
  await database.db.run('UPDATE events SET at = at - INTERVAL 31 DAY WHERE seq <> 4');
  expect(await database.db.transaction(tx => pruneEvents(tx, 30))).toBe(3);
  expect(seqs(await take(await follow(3), 7))).toEqual([4, 5, 6, 7, 8, 9, 10]);
});

it('pruning goes on while events are written and numbered', async () => {
  await write(2500);
  await eventually(async () => (await last()) === 2500);
  await database.db.run('UPDATE events SET at = at - INTERVAL 31 DAY WHERE seq <= 2400');
  const writing = Promise.all(Array.from({ length: 10 }, () => write(10)));
  const deleted: number[] = [];
  do deleted.push(await database.db.transaction(tx => pruneEvents(tx, 30)));
  while (deleted.at(-1) !== 0);
  await writing;
  expect(deleted).toEqual([1000, 1000, 400, 0]);
  await eventually(async () => (await last()) === 2600);
  expect(seqs(await take(await follow(2400), 200))).toEqual(upTo(2600).slice(2400));
});
