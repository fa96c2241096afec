import { unavailable } from '../../../src/errors';
import { findJob } from '../../../src/engine/jobs/job-row';
import type { Database } from '../../../src/platform/database/database';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, gate, type TestJobs, testKind } from '../../harness/jobs';

let runs = 0;
let meet: () => void;
const work = testKind(
  async () => {
    runs++;
    meet();
    return 'done';
  },
  { attempts: 1 },
);

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  runs = 0;
  jobs = createTestJobs(database.db, [work]);
});
afterEach(() => jobs.close());
afterAll(() => database.drop());

it('a run that met a database which went away is given back, and costs the job no attempt', async () => {
  let away = false;
  const leaving: Database = {
    ...database.db,
    ping: timeoutMs => (away ? Promise.reject(unavailable('The database')) : database.db.ping(timeoutMs)),
    transaction: done => (away ? Promise.reject(unavailable('The database')) : database.db.transaction(done)),
  };
  meet = () => {
    if (runs > 1) return;
    away = true;
    throw unavailable('The database');
  };
  jobs.startWorker({ db: leaving, settings: { leaseSeconds: 30 } });
  const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
  await eventually(() => runs === 1);
  expect(await findJob(database.db, id)).toMatchObject({ state: 'running', attempt: 1 });
  away = false;
  expect(await jobs.until(id, 'succeeded', 'failed')).toMatchObject({ state: 'succeeded', attempt: 1 });
  expect(await steps()).toEqual(['T1', 'T2', 'T7', 'T2', 'T3']);
});

it('the same error while the database answers is an error of the run', async () => {
  meet = () => {
    throw unavailable('The database');
  };
  jobs.startWorker();
  const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
  expect(await jobs.until(id, 'succeeded', 'failed')).toMatchObject({ state: 'failed', errorCode: 'UNAVAILABLE' });
  expect(runs).toBe(1);
});

it('a lease that ran out while the database was away is renewed by its holder, and costs the job no loss', async () => {
  const hold = gate();
  meet = () => undefined;
  const long = testKind(() => hold.opened, { kind: 'tests.long' });
  const own = createTestJobs(database.db, [long]);
  let away = false;
  const whenThere = <T>(work: () => Promise<T>) => (away ? Promise.reject(unavailable('The database')) : work());
  const leaving: Database = {
    ...database.db,
    select: (sql, values) => whenThere(() => database.db.select(sql, values)),
    run: (sql, values) => whenThere(() => database.db.run(sql, values)),
    transaction: done => whenThere(() => database.db.transaction(done)),
  };
  const holder = own.startWorker({ db: leaving, settings: { leaseSeconds: 3 } });
  const other = own.startWorker({ db: leaving, settings: { leaseSeconds: 3 } });
  const { id } = await own.engine.client.enqueue(long, { n: 1 });
  await own.until(id, 'running');
  away = true;
  await Promise.all([holder.reconcile(), other.reconcile()]);
  await database.db.run('UPDATE jobs SET lease_until = created_at WHERE public_id = ?', [id]);
  away = false;
  await Promise.all([holder.reconcile(), other.reconcile()]);
  const isRenewed = async () => {
    const [row] = await database.db.select<{ renewed: number }>(
      'SELECT lease_until > UTC_TIMESTAMP(3) AS renewed FROM jobs WHERE public_id = ?',
      [id],
    );
    return Number(row.renewed) === 1;
  };
  await eventually(isRenewed);
  hold.open();
  expect(await own.until(id, 'succeeded')).toMatchObject({ fence: 1, lostCount: 0 });
  await own.close();
});

it('runs that were lost with their workers take no attempt from the errors that a job may meet', async () => {
  const patient = testKind(
    async () => {
      runs++;
      if (runs === 1) throw new Error('It did not work.');
    },
    { kind: 'tests.patient', attempts: 2 },
  );
  const own = createTestJobs(database.db, [patient]);
  const { id } = await own.engine.client.enqueue(patient, { n: 1 });
  // As after two losses with a checkpoint since each of them.
  await database.db.run('UPDATE jobs SET attempt = 2, lost_count = 0 WHERE public_id = ?', [id]);
  own.startWorker();
  expect(await own.until(id, 'succeeded', 'failed')).toMatchObject({ state: 'succeeded' });
  expect(runs).toBe(2);
  await own.close();
}, 60_000);

async function steps(): Promise<string[]> {
  const events = await database.db.select<{ step: string }>('SELECT step FROM job_events ORDER BY ver');
  return events.map(({ step }) => step);
}
