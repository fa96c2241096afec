import { SYSTEM } from '../../../src/engine/access/viewer';
import { findJob } from '../../../src/engine/jobs/job-row';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, type TestJobs, testKind } from '../../harness/jobs';

const work = testKind(async (_, job) => {
  await job.commit('done', async tx => {
    await tx.run('INSERT INTO effects_seen (job) VALUES (?)', [job.jobId]);
  });
});

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.dataSource.query('CREATE TABLE effects_seen (job CHAR(26) NOT NULL PRIMARY KEY)');
  jobs = createTestJobs(database.db, [work]);
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

describe('canceling a job while it completes', () => {
  it('leaves each of 100 jobs in one final state that agrees with its effects, by legal steps without a gap', async () => {
    jobs.startWorker();
    jobs.startWorker();
    const states: string[] = [];
    for (let round = 0; round < 100; round++) {
      const { id } = await jobs.engine.client.enqueue(work, { n: round });
      await jobs.engine.client.cancel(id, SYSTEM).catch(error => expect(error).toMatchObject({ code: 'WRONG_STATE' }));
      const { state } = await jobs.until(id, 'succeeded', 'canceled', 'failed');
      const [{ effects }] = await database.db.select<{ effects: number }>(
        'SELECT COUNT(*) AS effects FROM effects_seen WHERE job = ?',
        [id],
      );
      expect(Number(effects)).toBe(state === 'succeeded' ? 1 : 0);
      expect(await findJob(database.db, id)).toMatchObject({ state, activeKey: null, leaseUntil: null });
      states.push(state);
    }
    expect(states.filter(state => state === 'failed')).toEqual([]);
    const gaps = await database.db.select('SELECT job_id FROM job_events GROUP BY job_id HAVING COUNT(*) <> MAX(ver)');
    expect(gaps).toEqual([]);
    const illegal = await database.db.select(
      `SELECT e.step FROM job_events e JOIN job_events p ON p.job_id = e.job_id AND p.ver = e.ver - 1 WHERE p.to_state <> e.from_state`,
    );
    expect(illegal).toEqual([]);
  });
});
