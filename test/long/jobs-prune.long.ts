import { auditJobs } from '../harness/job-ledger';
import { type Roles, startRoles } from '../harness/roles';
import { report } from '../harness/seeded-random';

const OLD = 1_000_000;
const FRESH = 1000;
const READS = 400;
const READ = '{ articles(first: 1) { totalCount } jobs(first: 20) { nodes { id state } } }';
const PRUNE = 'mutation { runScheduleNow(input: { kind: "jobs.prune-jobs" }) { job { id } userErrors { message } } }';
const JOB = 'query ($id: ID!) { job(id: $id) { state result { ... on PruneJobsResult { jobs } } } }';

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles();
});
afterAll(() => roles.close());

it(`${OLD} jobs that settled long ago are deleted while the API goes on answering`, async () => {
  const { db } = roles.database;
  await db.run(
    `INSERT INTO jobs (public_id, kind, queue, payload, state, ver, max_attempts, run_at, created_at, finished_at)
     VALUES ('C0000000000000000000000000', 'tests.old', 'tests', '{}', 'succeeded', 2, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3),
       UTC_TIMESTAMP(3))`,
  );
  for (let rows = 1; rows < OLD + FRESH; ) {
    const more = Math.min(rows, 50_000, OLD + FRESH - rows);
    await db.run(
      `INSERT INTO jobs (public_id, kind, queue, payload, state, ver, max_attempts, run_at, created_at, finished_at)
       SELECT CONCAT('C', LPAD(id + ?, 25, '0')), kind, queue, payload, state, ver, max_attempts, run_at, created_at, finished_at
       FROM jobs ORDER BY id LIMIT ${more}`,
      [rows * 10],
    );
    rows += more;
  }
  const [{ least }] = await db.select<{ least: string }>('SELECT MIN(id) AS least FROM jobs');
  for (let from = Number(least); ; from += 50_000) {
    const range = [from, from + 50_000];
    const { affectedRows } = await db.run(
      `INSERT INTO job_events (job_id, ver, step, from_state, to_state, fence, actor, at)
       SELECT id, 1, 'T1', NULL, 'queued', 0, 'tests', finished_at FROM jobs WHERE id >= ? AND id < ?`,
      range,
    );
    if (affectedRows === 0) break;
  }
  const [{ youngest }] = await db.select<{ youngest: string }>(
    `SELECT MIN(id) AS youngest FROM (SELECT id FROM jobs ORDER BY id DESC LIMIT ${FRESH}) AS fresh`,
  );
  for (let from = Number(least); from < Number(youngest); from += 50_000) {
    const to = Math.min(from + 50_000, Number(youngest));
    await db.run('UPDATE jobs SET finished_at = finished_at - INTERVAL 31 DAY WHERE id >= ? AND id < ?', [from, to]);
  }

  const calm = await readTimes(() => false);
  roles.startWorker();
  const startedAt = performance.now();
  const { data } = await roles.query(PRUNE);
  expect(data.runScheduleNow.userErrors).toEqual([]);
  const { id } = data.runScheduleNow.job;
  const state = async () => (await roles.query(JOB, { id })).data.job;
  let over = false;
  const pruning = readTimes(() => !over);
  while (!['SUCCEEDED', 'FAILED'].includes((await state()).state))
    await new Promise(resolve => setTimeout(resolve, 500));
  over = true;
  const busy = await pruning;
  report(
    `${OLD} jobs in ${Math.round((performance.now() - startedAt) / 1000)} s; p99 of a read ${p99(calm)} ms before, ${p99(busy)} ms meanwhile (${busy.length} reads)`,
  );
  expect(await state()).toEqual({ state: 'SUCCEEDED', result: { jobs: OLD } });
  const [{ left }] = await db.select<{ left: string }>("SELECT COUNT(*) AS `left` FROM jobs WHERE kind = 'tests.old'");
  expect(Number(left)).toBe(FRESH);
  expect(await db.select('SELECT 1 FROM job_events WHERE job_id NOT IN (SELECT id FROM jobs) LIMIT 1')).toEqual([]);
  await db.run("DELETE FROM jobs WHERE kind = 'tests.old'");
  expect(await auditJobs(db)).toEqual([]);
}, 1_800_000);

/** How long reads take, in ms, one after the other: some hundred of them, and more for as long as the test says. */
async function readTimes(goesOn: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (times.length < READS || goesOn()) {
    const sentAt = performance.now();
    const { errors } = await roles.query(READ);
    expect(errors).toBeUndefined();
    times.push(performance.now() - sentAt);
  }
  return times;
}

function p99(times: number[]): number {
  return Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)]);
}
