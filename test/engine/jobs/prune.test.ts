import { findJob } from '../../../src/engine/jobs/job-row';
import { PRUNE_BATCH } from '../../../src/engine/jobs/prune';
import { pruneJobs } from '../../../src/engine/jobs/prune-jobs.job';
import type { Database } from '../../../src/platform/database/database';
import { testKind } from '../../harness/jobs';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, type NumberedPayload, type TestJobs } from '../../harness/jobs';
import type { JobDefinition } from '../../../src/engine/jobs/define-job';

const OLD = 20_000;
const work = testKind(async (_, job) => {
  await job.commit(1, async (_tx, { warn }) => warn({ severity: 'NOTICE', code: 'FINE', message: 'All is well.' }));
  return null;
});
const prune = pruneJobs as unknown as JobDefinition<NumberedPayload>;

let database: TestDatabase;
let jobs: TestJobs;
/** The most rows that one transaction has deleted, by table. */
const most = new Map<string, number>();

beforeAll(async () => {
  database = await createTestDatabase();
  jobs = createTestJobs(database.db, [work, prune], { settings: { retentionDays: 7, reconcileSeconds: 3600 } });
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

/** A database that notes how much each transaction deletes. */
function noting(db: Database): Database {
  return {
    ...db,
    transaction: work =>
      db.transaction(tx => {
        const deleted = new Map<string, number>();
        return work({
          ...tx,
          async run(sql, values) {
            const result = await tx.run(sql, values);
            const table = /^DELETE FROM (\w+)/.exec(sql)?.[1];
            if (table) {
              deleted.set(table, (deleted.get(table) ?? 0) + result.affectedRows);
              most.set(table, Math.max(most.get(table) ?? 0, deleted.get(table) ?? 0));
            }
            return result;
          },
        });
      }),
  };
}

const count = async (table: string) =>
  Number((await database.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0].n);

it('deletes what settled long ago with all that belongs to it, in batches, and nothing else', async () => {
  const { db } = database;
  jobs.startWorker({ db: noting(db) });
  const old = await jobs.engine.client.enqueue(work, { n: 1 }, { idempotencyKey: 'old' });
  const fresh = await jobs.engine.client.enqueue(work, { n: 2 }, { idempotencyKey: 'fresh' });
  await jobs.until(old.id, 'succeeded');
  await jobs.until(fresh.id, 'succeeded');
  const aged = (id: string) =>
    db.run('UPDATE jobs SET finished_at = UTC_TIMESTAMP(3) - INTERVAL 8 DAY WHERE public_id = ?', [id]);
  await aged(old.id);
  await db.run(`UPDATE idempotency_keys SET expires_at = UTC_TIMESTAMP(3) WHERE \`key\` = 'old'`);
  const waiting = await jobs.engine.client.enqueue(work, { n: 3 }, { runAt: new Date(Date.now() + 3_600_000) });
  await db.run(`UPDATE jobs SET created_at = UTC_TIMESTAMP(3) - INTERVAL 90 DAY WHERE public_id = ?`, [waiting.id]);
  // Some thousand more of the old ones.
  for (let copies = 1; copies < OLD; copies *= 2)
    await db.run(
      `INSERT INTO jobs (public_id, kind, queue, payload, state, max_attempts, run_at, created_at, finished_at)
       SELECT CONCAT('C', LPAD(id + ?, 25, '0')), kind, queue, payload, IF(MOD(id, 2), 'failed', 'canceled'), 1, run_at, created_at, finished_at
       FROM jobs WHERE finished_at < UTC_TIMESTAMP(3) - INTERVAL 7 DAY`,
      [copies * 1_000_000],
    );
  await db.run(
    `INSERT INTO schedule_fires (schedule, fire_at, outcome, at) VALUES
     ('tests.clock', '2020-01-01', 'ENQUEUED', UTC_TIMESTAMP(3)), ('tests.clock', '2020-01-02', 'WAITING', UTC_TIMESTAMP(3)),
     ('tests.clock', UTC_TIMESTAMP(3), 'ENQUEUED', UTC_TIMESTAMP(3))`,
  );
  await db.run(
    `INSERT INTO job_events (job_id, ver, step, from_state, to_state, fence, actor, at)
     SELECT id, ver + 1, 'T3', 'running', 'succeeded', 1, 'tests', finished_at FROM jobs WHERE public_id LIKE 'C%'`,
  );
  const [{ id: oldRow }] = await db.select<{ id: number }>('SELECT id FROM jobs WHERE public_id = ?', [old.id]);
  await db.run(
    `INSERT INTO effects (effect_key, job_id, fence, status, at) VALUES ('a', ?, 1, 'done', UTC_TIMESTAMP(3))`,
    [oldRow],
  );
  await db.run(
    `INSERT INTO job_warnings (job_id, seq, severity, code, message)
     SELECT ?, id + 1, 'NOTICE', 'FINE', 'One of very many.' FROM jobs WHERE public_id LIKE 'C%' LIMIT ${3 * PRUNE_BATCH}`,
    [oldRow],
  );
  const before = await count('jobs');
  expect(before).toBeGreaterThan(OLD);

  const pruning = await jobs.engine.client.schedules.runNow(prune.kind, {
    kind: 'system',
    id: null,
    permissions: new Set(),
  });
  const done = await jobs.until(pruning.id, 'succeeded');
  expect(done.result).toEqual({ jobs: before - 2, idempotencyKeys: 1, scheduleFires: 1 });
  expect([...most.keys()].sort()).toEqual(
    ['effects', 'idempotency_keys', 'job_events', 'job_warnings', 'jobs', 'schedule_fires'].sort(),
  );
  expect(Math.max(...most.values())).toBeLessThanOrEqual(PRUNE_BATCH);
  const left = await db.select<{ id: string }>('SELECT public_id AS id FROM jobs ORDER BY id');
  expect(left.map(({ id }) => id)).toEqual([fresh.id, waiting.id, pruning.id]);
  expect(await findJob(db, old.id)).toBeNull();
  for (const table of ['job_events', 'job_warnings', 'effects'])
    expect(await db.select(`SELECT 1 FROM ${table} WHERE job_id NOT IN (SELECT id FROM jobs)`)).toEqual([]);
  expect(await count('job_warnings')).toBe(1);
  expect(await db.select('SELECT `key` FROM idempotency_keys')).toEqual([{ key: 'fresh' }]);
  expect(await count('schedule_fires')).toBe(2);
});

it('keeps the children of a job that is still active, since it counts them', async () => {
  const { db } = database;
  const parent = await jobs.engine.client.enqueue(work, { n: 1 }, { runAt: new Date(Date.now() + 3_600_000) });
  const child = await jobs.engine.client.enqueue(work, { n: 2 });
  await jobs.until(child.id, 'succeeded');
  await db.run(
    `UPDATE jobs child JOIN jobs parent ON parent.public_id = ?
     SET child.parent_id = parent.id, child.finished_at = UTC_TIMESTAMP(3) - INTERVAL 8 DAY WHERE child.public_id = ?`,
    [parent.id, child.id],
  );
  const nobody = { kind: 'system', id: null, permissions: new Set<string>() } as const;
  await jobs.until((await jobs.engine.client.schedules.runNow(prune.kind, nobody)).id, 'succeeded');
  expect(await findJob(db, child.id)).not.toBeNull();
});
