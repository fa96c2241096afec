import { SYSTEM } from '../../../src/engine/access/viewer';
import type { JobNotices } from '../../../src/engine/jobs/job-notices';
import { findJob, lockJob } from '../../../src/engine/jobs/job-row';
import { type JobState, type Step, TRANSITIONS, transition } from '../../../src/engine/jobs/job-state';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, type TestJobs, testKind } from '../../harness/jobs';

const STATES: JobState[] = ['queued', 'running', 'succeeded', 'failed', 'canceled'];
/** From and to of every legal step, apart from the first. */
const LEGAL: [Step, JobState, JobState][] = [
  ['T2', 'queued', 'running'],
  ['T3', 'running', 'succeeded'],
  ['T4', 'running', 'queued'],
  ['T5', 'running', 'failed'],
  ['T6', 'running', 'canceled'],
  ['T7', 'running', 'queued'],
  ['T8', 'running', 'queued'],
  ['T8', 'running', 'failed'],
  ['T8', 'running', 'canceled'],
  ['T9', 'queued', 'canceled'],
  ['T10', 'queued', 'failed'],
  ['T10', 'running', 'failed'],
  ['T11', 'failed', 'queued'],
];
const EVERY = (Object.keys(TRANSITIONS) as Step[]).flatMap(step =>
  STATES.flatMap(from => STATES.map((to): [Step, JobState, JobState] => [step, from, to])),
);
const isLegal = (candidate: [Step, JobState, JobState]) => LEGAL.some(legal => legal.join() === candidate.join());

const work = testKind(async () => null);
let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
  jobs = createTestJobs(database.db, [work]);
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

async function jobIn(state: JobState): Promise<string> {
  const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
  await database.db.run('UPDATE jobs SET state = ? WHERE public_id = ?', [state, id]);
  return id;
}

async function step(id: string, [name, , to]: [Step, JobState, JobState], heard: string[] = []): Promise<void> {
  const notices = { transitioned: ({ change }) => void heard.push(change.step) } as JobNotices;
  const found = await findJob(database.db, id);
  await database.db.transaction(async tx => {
    const job = await lockJob(tx, found?.id ?? 0);
    if (!job) throw new Error('no job');
    await transition(tx, notices, job, { step: name, to, actor: 'test', reason: 'why not' });
    expect(heard).toEqual([]);
  });
}

describe('a transition', () => {
  it.each(LEGAL)('%s takes a job from %s to %s, raises its version and leaves an event', async (...made) => {
    const [name, from, to] = made;
    const id = await jobIn(from);
    const heard: string[] = [];
    await step(id, made, heard);
    const job = await findJob(database.db, id);
    expect(job).toMatchObject({ state: to, ver: 2 });
    expect(job?.finishedAt === null).toBe(!['succeeded', 'failed', 'canceled'].includes(to));
    expect(heard).toEqual([name]);
    const events = await database.db.select(
      'SELECT step, from_state, to_state, actor, reason FROM job_events WHERE job_id = ? AND ver = 2',
      [job?.id ?? 0],
    );
    expect(events).toEqual([{ step: name, from_state: from, to_state: to, actor: 'test', reason: 'why not' }]);
  });

  it('is refused when the table does not have it, and changes nothing', async () => {
    const ids = new Map<JobState, string>();
    for (const state of STATES) ids.set(state, await jobIn(state));
    const illegal = EVERY.filter(candidate => !isLegal(candidate));
    expect(illegal.length).toBe(EVERY.length - LEGAL.length);
    for (const candidate of illegal) {
      await expect(step(ids.get(candidate[1]) as string, candidate)).rejects.toThrow(`${candidate[0]} can't take job`);
    }
    for (const [state, id] of ids) expect(await findJob(database.db, id)).toMatchObject({ state, ver: 1 });
  });
});

describe('canceling and retrying', () => {
  it('cancels a queued job at once, and again without complaint', async () => {
    const id = await jobIn('queued');
    expect(await jobs.engine.client.cancel(id, SYSTEM)).toMatchObject({ state: 'canceled', ver: 2 });
    expect(await jobs.engine.client.cancel(id, SYSTEM)).toMatchObject({ state: 'canceled', ver: 2 });
  });

  it.each(['succeeded', 'failed'] as const)('does not cancel a job that has %s', async state => {
    await expect(jobs.engine.client.cancel(await jobIn(state), SYSTEM)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('queues a failed job again with its counters reset and its checkpoint kept', async () => {
    const id = await jobIn('failed');
    await database.db.run(
      `UPDATE jobs SET attempt = 3, lost_count = 2, error_code = 'X', error_message = 'x', finished_at = UTC_TIMESTAMP(3), checkpoint = '"here"' WHERE public_id = ?`,
      [id],
    );
    const job = await jobs.engine.client.retry(id, SYSTEM);
    expect(job).toMatchObject({
      state: 'queued',
      attempt: 0,
      lostCount: 0,
      errorCode: null,
      finishedAt: null,
      checkpoint: 'here',
    });
  });

  it.each(['queued', 'running', 'succeeded', 'canceled'] as const)('does not retry a job that is %s', async state => {
    await expect(jobs.engine.client.retry(await jobIn(state), SYSTEM)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('says so when there is no such job', async () => {
    await expect(jobs.engine.client.cancel('01ARZ3NDEKTSV4RRFFQ69G5FAV', SYSTEM)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
