import { setTimeout as pause } from 'node:timers/promises';
import { readEvents } from '../../../src/engine/events/read-events';
import { numberBatch } from '../../../src/engine/events/sequencer';
import type { Database, Sql, SqlValue } from '../../../src/platform/database/database';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestEvents, type TestEvents, upTo, writeEvents } from '../../harness/events';
import { eventually, gate } from '../../harness/jobs';
import { report, seededRandom, testSeeds } from '../../harness/seeded-random';

let database: TestDatabase;
const engines: TestEvents[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  await database.drop();
});

function start(options: Parameters<typeof createTestEvents>[1] & { db?: Database } = {}): TestEvents {
  const engine = createTestEvents(options.db ?? database.db, options);
  engines.push(engine);
  return engine;
}

const numbered = () =>
  database.db.select<{ id: string; seq: number }>('SELECT id, seq FROM events WHERE seq IS NOT NULL ORDER BY seq');
const isAllNumbered = async () =>
  (await database.db.select('SELECT 1 AS waiting FROM events WHERE seq IS NULL LIMIT 1')).length === 0;

it('writers with long and short transactions beside two sequencers: no event is missed, doubled or out of order', async () => {
  const random = seededRandom(testSeeds(1)[0]);
  report(`seed ${random.seed}`);
  const [one, other] = [start({ prefix: 'two' }), start({ prefix: 'two' })];
  const heard: { seq: number; id: string }[][] = [[], []];
  for (const [n, { client }] of [one, other].entries()) client.subscribe(events => heard[n].push(...events));
  await eventually(() => one.client.healthy() && other.client.healthy());

  // When a transaction began and when its commit was known, on one clock of this test.
  const written: { ids: string[]; began: number; ended: number }[] = [];
  let clock = 0;
  const write = async (holdMs: number) => {
    const began = ++clock;
    const { client } = random.chance(0.5) ? one : other;
    const options = { count: Math.floor(random.between(1, 4)), hold: () => pause(holdMs) };
    const ids = await writeEvents(database.db, random.chance(0.9) ? client : undefined, options);
    written.push({ ids, began, ended: ++clock });
  };
  await Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      const rounds = writer < 2 ? 4 : 30;
      for (let round = 0; round < rounds; round++)
        await write(writer < 2 ? random.between(30, 80) : random.between(0, 3));
    }),
  );
  const total = written.reduce((sum, { ids }) => sum + ids.length, 0);
  await eventually(() => heard.every(events => events.length >= total));

  const rows = await numbered();
  expect(rows.map(({ seq }) => Number(seq))).toEqual(upTo(total));
  for (const events of heard) {
    expect(events.map(({ seq }) => seq)).toEqual(upTo(total));
    expect(events.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  }
  const places = new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
  const misplaced = written.flatMap(early =>
    written.filter(
      late =>
        early.ended < late.began &&
        Math.max(...early.ids.map(id => places.get(id) as number)) >
          Math.min(...late.ids.map(id => places.get(id) as number)),
    ),
  );
  expect(misplaced).toEqual([]);
  for (const { ids } of written) {
    const seqs = ids.map(id => places.get(id) as number);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  }
});

it('an event gets its number after its commit, so one that was written first may come last', async () => {
  const { client } = start();
  const hold = gate();
  const begun = gate();
  const long = writeEvents(database.db, client, {
    hold() {
      begun.open();
      return hold.opened;
    },
  });
  await begun.opened;
  const short = await writeEvents(database.db, client, { count: 2 });
  await eventually(async () => (await numbered()).length === 2);
  hold.open();
  const [late] = await long;
  await eventually(async () => (await numbered()).length === 3);
  expect((await numbered()).map(({ id }) => id)).toEqual([...short, late]);
});

it('what a process left without a number is found by polling, more than one batch at once', async () => {
  const ids = (await Promise.all(upTo(6).map(() => writeEvents(database.db, undefined, { count: 200 })))).flat();
  start();
  await eventually(isAllNumbered);
  const rows = await numbered();
  expect(rows.map(({ seq }) => Number(seq))).toEqual(upTo(1200));
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));

  const [later] = await writeEvents(database.db, undefined);
  await eventually(isAllNumbered);
  const newest = (await numbered()).at(-1);
  expect([newest?.id, Number(newest?.seq)]).toEqual([later, 1201]);
});

it('without Redis events are numbered and heard all the same', async () => {
  const { client } = start({ redisUrl: 'redis://127.0.0.1:1' });
  const elsewhere = start({ redisUrl: 'redis://127.0.0.1:1' });
  const heard: string[] = [];
  elsewhere.client.subscribe(events => heard.push(...events.map(({ id }) => id)));
  await eventually(() => elsewhere.client.healthy());
  const ids = await writeEvents(database.db, client, { count: 3 });
  await eventually(() => heard.length === 3);
  expect(heard).toEqual(ids);
});

it('while the database is away nothing is healthy, and afterwards the numbering goes on by itself', async () => {
  let away = false;
  const refuse = () => {
    if (away) throw new Error('The database is away.');
  };
  const db: Database = {
    ...database.db,
    select: async (sql, values) => (refuse(), database.db.select(sql, values)),
    run: async (sql, values) => (refuse(), database.db.run(sql, values)),
    transaction: async work => (refuse(), database.db.transaction(work)),
  };
  const { client } = start({ db });
  const heard: string[] = [];
  client.subscribe(events => heard.push(...events.map(({ id }) => id)));
  await eventually(() => client.healthy());
  away = true;
  await eventually(() => !client.healthy());
  const ids = await writeEvents(database.db, client, { count: 2 });
  away = false;
  await eventually(() => heard.length === 2 && client.healthy());
  expect(heard).toEqual(ids);
});

it('nobody who listens means that nothing is read, and a listener that fails hurts no other', async () => {
  const { client } = start();
  expect(client.healthy()).toBe(false);
  const heard: number[] = [];
  const leave = [
    client.subscribe(() => {
      throw new Error('This listener fails, as the test wants.');
    }),
    client.subscribe(events => heard.push(...events.map(({ seq }) => seq))),
  ];
  await eventually(() => client.healthy());
  await writeEvents(database.db, client);
  await eventually(() => heard.length === 1);
  for (const end of leave) end();
  expect(client.healthy()).toBe(false);
});

it('the statements of the sequencer and of the feed walk an index, however many events there are', async () => {
  const { client } = start();
  await writeEvents(database.db, client, { count: 3000 });
  await eventually(isAllNumbered);
  const noted: { sql: string; values: readonly SqlValue[] }[] = [];
  const note = (sql: Sql): Sql => ({
    ...sql,
    select(statement, values = []) {
      noted.push({ sql: statement, values });
      return sql.select(statement, values);
    },
  });
  await readEvents(note(database.db), 1000, 200, { types: ['Article', 'Page'], liveOnly: true });
  await database.db.transaction(tx => numberBatch({ ...tx, ...note(tx) }));
  expect(noted).toHaveLength(3);
  for (const { sql, values } of noted) {
    const steps = await database.db.select<Step>(`EXPLAIN ${sql}`, values);
    for (const { table, type, key, Extra } of steps.filter(step => step.table === 'e' || step.table === 'events')) {
      expect({ sql, table, walks: type === 'ref' || type === 'range', key }).toMatchObject({
        walks: true,
        key: expect.stringContaining('idx_events'),
      });
      expect(Extra ?? '').not.toContain('filesort');
    }
  }
});

interface Step {
  table: string | null;
  type: string;
  key: string | null;
  Extra: string | null;
}
