import { SYSTEM } from '../../../src/engine/access/viewer';
import { type EffectOptions, type EffectOutcome, effectNotMade } from '../../../src/engine/jobs/effects';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { freezable } from '../../harness/freezable-database';
import { createTestJobs, eventually, gate, type NumberedPayload, type TestJobs, testKind } from '../../harness/jobs';

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const work = testKind((payload, job) => perform(payload, job), { attempts: 3 });
const frozen: ReturnType<typeof freezable>[] = [];

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [work]);
});
afterEach(async () => {
  for (const { thaw } of frozen.splice(0)) thaw();
  await jobs.close();
  await database.db.run('DELETE FROM effects');
  await database.db.run('DELETE FROM jobs');
});
afterAll(() => database.drop());

const statuses = async () =>
  (await database.db.select<{ status: string }>('SELECT status FROM effects ORDER BY effect_key')).map(
    ({ status }) => status,
  );

/** One effect, whose first holder makes it and is gone before it can say so; another worker takes the job over. */
async function abandonAfterMaking(options: EffectOptions) {
  const keys: string[] = [];
  const outcomes: EffectOutcome[] = [];
  const away = freezable(database.db);
  frozen.push(away);
  const never = gate();
  perform = async (_, job) => {
    const outcome = await job.effect('mail', options, async key => {
      keys.push(key);
      if (keys.length > 1) return;
      away.freeze();
      await never.opened;
    });
    outcomes.push(outcome);
  };
  jobs.startWorker({ db: away.db });
  const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
  await eventually(() => keys.length === 1);
  jobs.startWorker();
  const job = await jobs.until(id, 'succeeded', 'failed');
  const seen = { id, state: job.state, keys: [...keys], outcomes: [...outcomes], statuses: await statuses() };
  away.thaw();
  never.open();
  return { ...seen, statusesAfter: statuses };
}

describe('an effect outside the database', () => {
  it('is made once and remembered: another run of the handler does not repeat it', async () => {
    let made = 0;
    const outcomes: EffectOutcome[] = [];
    perform = async (_, job) => {
      outcomes.push(await job.effect('mail', { policy: 'at_least_once' }, async () => void made++));
      if (job.attempt === 1) throw new Error('try again');
    };
    jobs.startWorker();
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
    await jobs.until(id, 'succeeded');
    expect({ made, outcomes, statuses: await statuses() }).toEqual({
      made: 1,
      outcomes: ['made', 'made_before'],
      statuses: ['done'],
    });
  });

  it('of a worker that died before it could say so is made again where at least once is asked for', async () => {
    const { id, ...seen } = await abandonAfterMaking({ policy: 'at_least_once' });
    const key = `${id}:mail`;
    expect(seen).toMatchObject({ state: 'succeeded', keys: [key, key], outcomes: ['made'], statuses: ['done'] });
  });

  it('of a worker that died before it could say so is left alone where at most once is asked for', async () => {
    const { id, statusesAfter, ...seen } = await abandonAfterMaking({ policy: 'at_most_once' });
    expect(seen).toEqual({
      state: 'succeeded',
      keys: [`${id}:mail`],
      outcomes: ['unknown'],
      statuses: ['unknown'],
    });
    expect(await statusesAfter()).toEqual(['unknown']);
  });

  it('is asked for again under the same key where the remote knows keys, whatever the policy', async () => {
    const { id, keys, outcomes } = await abandonAfterMaking({ policy: 'at_most_once', idempotent: true });
    expect({ keys, outcomes }).toEqual({ keys: [`${id}:mail`, `${id}:mail`], outcomes: ['made'] });
  });

  it('that certainly was not made may be made by the next attempt, even at most once', async () => {
    let tries = 0;
    perform = async (_, job) =>
      job.effect('mail', { policy: 'at_most_once' }, async () => {
        if (++tries === 1) throw effectNotMade(new Error('connection refused'));
      });
    jobs.startWorker();
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
    expect((await jobs.until(id, 'succeeded')).result).toBe('made');
    expect(tries).toBe(2);
  });

  it('that was made is remembered even if the job is canceled meanwhile', async () => {
    const making = gate();
    const canceled = gate();
    perform = async (_, job) => {
      await job.effect('mail', { policy: 'at_most_once' }, async () => {
        making.open();
        await canceled.opened;
      });
      job.signal.throwIfAborted();
      await job.commit(1, async () => undefined);
    };
    jobs.startWorker();
    const { id } = await jobs.engine.client.enqueue(work, { n: 1 });
    await making.opened;
    await jobs.engine.client.cancel(id, SYSTEM);
    canceled.open();
    await jobs.until(id, 'canceled');
    expect(await statuses()).toEqual(['done']);
  });
});
