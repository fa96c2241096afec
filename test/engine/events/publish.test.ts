import { ulid } from 'ulid';
import { SYSTEM } from '../../../src/engine/access/viewer';
import { defineEvent } from '../../../src/engine/events/define-event';
import { publish } from '../../../src/engine/events/publish';
import { collectJobKinds } from '../../../src/engine/jobs/job-kinds';
import { findJob } from '../../../src/engine/jobs/job-row';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, NumberedPayload, type TestJobs, testContext, testKind } from '../../harness/jobs';

const counted = defineEvent({ name: 'tests.number-counted', payload: NumberedPayload });
const ignored = defineEvent({ name: 'tests.number-ignored', payload: NumberedPayload });
const first = testKind(async ({ n }) => n, { kind: 'tests.first', on: [counted] });
const second = testKind(async ({ n }) => -n, { kind: 'tests.second', on: [counted] });
const deaf = testKind(async () => null, { kind: 'tests.deaf' });

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [first, second, deaf]);
});
afterEach(async () => {
  await jobs.close();
  for (const table of ['jobs', 'events', 'idempotency_keys']) await database.db.run(`DELETE FROM ${table}`);
});
afterAll(() => database.drop());

const context = () => testContext(database.db, jobs.engine.client, { ...SYSTEM, id: 'ada' });
const count = async (table: string) =>
  Number((await database.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0].n);

it('an event becomes a row, and a job with its payload for each kind that is on it', async () => {
  const published = await database.db.transaction(tx => publish(context(), tx, counted, { n: 7 }));
  const [row] = await database.db.select('SELECT id, name, payload, actor FROM events');
  expect(row).toMatchObject({ id: published.id, name: 'tests.number-counted', payload: { n: 7 }, actor: 'ada' });
  const made = await Promise.all(published.jobs.map(id => findJob(database.db, id)));
  expect(new Set(made.map(job => job?.kind))).toEqual(new Set(['tests.first', 'tests.second']));
  expect(made.map(job => job?.payload)).toEqual([{ n: 7 }, { n: 7 }]);
  jobs.startWorker();
  for (const id of published.jobs) await jobs.until(id, 'succeeded');
});

it('nothing of an event is left when the transaction that published it rolls back', async () => {
  const failing = database.db.transaction(async tx => {
    await publish(context(), tx, counted, { n: 7 });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect([await count('events'), await count('jobs'), await count('idempotency_keys')]).toEqual([0, 0, 0]);
});

it('an event that is published again, even at the same time, makes no further jobs', async () => {
  const id = ulid();
  const again = () => database.db.transaction(tx => publish(context(), tx, counted, { n: 7 }, id));
  const [one, ...others] = await Promise.all(Array.from({ length: 10 }, again));
  for (const other of others) expect(other).toEqual(one);
  expect([await count('events'), await count('jobs')]).toEqual([1, 2]);
});

it('an event that nobody is on is only a row', async () => {
  await database.db.transaction(tx => publish(context(), tx, ignored, { n: 1 }));
  expect([await count('events'), await count('jobs')]).toEqual([1, 0]);
});

it('a payload that breaks a rule is refused before anything is written', async () => {
  const wrong = { n: 'seven' } as unknown as NumberedPayload;
  await expect(database.db.transaction(tx => publish(context(), tx, counted, wrong))).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  expect(await count('events')).toBe(0);
});

it('the boot check refuses a kind whose payload is of another class than its event', () => {
  class LookAlike extends NumberedPayload {}
  const event = defineEvent({ name: 'tests.look-alike-seen', payload: LookAlike });
  const faulty = testKind(async () => null, { kind: 'tests.faulty', on: [event] });
  expect(() => collectJobKinds([{ file: 'features/tests/faulty.job.ts', exports: { faulty } }])).toThrow(
    'The kind "tests.faulty" takes NumberedPayload, but its event "tests.look-alike-seen" carries LookAlike',
  );
});

it('an event is named feature.noun-past-participle', () => {
  expect(() => defineEvent({ name: 'Counted', payload: NumberedPayload })).toThrow('is not an event');
});
