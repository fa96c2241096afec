import type { ExecutionResult } from 'graphql';
import { ANONYMOUS, type Viewer } from '../../../src/engine/access/viewer';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { jobChannel } from '../../../src/engine/jobs/job-notices';
import { codeOfFirst, jobApi, OWNER, READER, STRANGER } from '../../harness/job-api';
import { createTestJobs, eventually, gate, type NumberedPayload, testKind } from '../../harness/jobs';

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const work = testKind((payload, job) => perform(payload, job), { attempts: 1 });
const other = testKind(async () => 'done', { kind: 'tests.other', attempts: 1 });

interface Seen {
  id: string;
  state: string;
  kind: string;
  progress: { completed: number } | null;
}

const opened: AsyncIterator<ExecutionResult>[] = [];

// Before the engine closes.
afterEach(async () => {
  for (const one of opened.splice(0)) await one.return?.();
});
const api = jobApi([work, other]);

const enqueue = async (owner = OWNER, definition = work, from = api.jobs) =>
  (await from.engine.client.enqueue(definition, { n: 1 }, { viewer: owner })).id;

const FOLLOW = `subscription ($filter: JobFilter, $first: Int) {
  jobs(filter: $filter, first: $first) { id state kind progress { completed } }
}`;

const begin = (who: Viewer, variables: object = {}, from = api.jobs) => api.subscribeTo(who, FOLLOW, variables, from);

/** A subscription that runs, and its events one by one. */
async function follow(who: Viewer, variables: object = {}, from = api.jobs) {
  const results = (await begin(who, variables, from)) as AsyncGenerator<ExecutionResult>;
  opened.push(results);
  const next = async () => {
    const { value } = await results.next();
    expect(value.errors).toBeUndefined();
    return (value as ExecutionResult).data?.jobs as Seen;
  };
  return {
    next,
    async take(count: number) {
      const seen: Seen[] = [];
      while (seen.length < count) seen.push(await next());
      return seen;
    },
    async until(found: (seen: Seen) => boolean) {
      const all: Seen[] = [];
      do all.push(await next());
      while (!found(all[all.length - 1]));
      return all;
    },
  };
}

/** Connections that hear of jobs: Redis counts whom it gave a notice. */
const listeners = () => api.jobs.redis.commands().publish(jobChannel(api.jobs.redis, 'nobody'), '{"ver":null}');

describe('following jobs', () => {
  it('begins with the newest, newest first, and goes on with each change of any', async () => {
    perform = async (_payload, job) => {
      job.progress({ completed: 7 });
    };
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.unshift(await enqueue());
    const list = await follow(OWNER, { first: 2 });
    expect((await list.take(2)).map(({ id, state }) => [id, state])).toEqual(ids.slice(0, 2).map(id => [id, 'QUEUED']));
    const added = await enqueue();
    expect(await list.next()).toMatchObject({ id: added, state: 'QUEUED' });
    api.jobs.startWorker();
    const done = new Set<string>();
    await list.until(({ id, state, progress }) => {
      if (state === 'SUCCEEDED' && progress?.completed === 7) done.add(id);
      return done.size === 4;
    });
    expect([...done].sort()).toEqual([added, ...ids].sort());
  });

  it('shows viewers their own jobs only, and everybody’s with jobs.read', async () => {
    const mine = await enqueue(OWNER);
    const theirs = await enqueue(STRANGER);
    const [own, all] = [await follow(OWNER), await follow(READER)];
    expect((await all.take(2)).map(({ id }) => id)).toEqual([theirs, mine]);
    expect((await own.next()).id).toBe(mine);
    const secret = await enqueue(STRANGER);
    const open = await enqueue(OWNER);
    expect((await all.take(2)).map(({ id }) => id).sort()).toEqual([secret, open].sort());
    expect((await own.next()).id).toBe(open);
  });

  it('shows what matches the filter, and once more what no longer does', async () => {
    const finish = gate();
    perform = () => finish.opened;
    await enqueue(OWNER, other);
    const id = await enqueue();
    const running = await follow(READER, { filter: { state: ['RUNNING'], kind: ['tests.work'] } });
    api.jobs.startWorker();
    expect(await running.next()).toMatchObject({ id, state: 'RUNNING' });
    await eventually(async () => {
      const [{ n }] = await api.db.select<{ n: number }>(
        "SELECT COUNT(*) AS n FROM jobs WHERE state = 'succeeded'",
        [],
      );
      return Number(n) === 1;
    });
    finish.open();
    expect(await running.next()).toMatchObject({ id, state: 'SUCCEEDED' });
  });

  it('does not tell one viewer what another one’s beginning was', async () => {
    const old = await enqueue();
    await api.jobs.engine.client.cancel(old, OWNER);
    const newest = await enqueue();
    const short = await follow(READER, { first: 1 });
    expect((await short.next()).id).toBe(newest);
    const long = await follow(READER, { first: 5 });
    expect((await long.take(2)).map(({ id }) => id)).toEqual([newest, old]);
    const added = await enqueue();
    expect((await short.next()).id).toBe(added);
  });

  it('is for those who are somebody, and begins with 1 to 100', async () => {
    const codeOf = async (who: Viewer, variables = {}) => {
      return codeOfFirst((await begin(who, variables)) as ExecutionResult);
    };
    expect(await codeOf(ANONYMOUS)).toBe('UNAUTHENTICATED');
    expect(await codeOf(OWNER, { first: 101 })).toBe('BAD_USER_INPUT');
    expect(await codeOf(OWNER, { first: 0 })).toBe('BAD_USER_INPUT');
    await eventually(async () => (await listeners()) === 0);
  });

  it('listens once for any number of followers, and not at all when they have left', async () => {
    const lists = await Promise.all(Array.from({ length: 10 }, () => begin(READER)));
    expect(await listeners()).toBe(1);
    expect(api.jobs.engine.watched()).toBe(10);
    for (const list of lists) await (list as AsyncGenerator).return(undefined);
    expect(api.jobs.engine.watched()).toBe(0);
    await eventually(async () => (await listeners()) === 0);
  });

  it('finds what was not told while its connection to Redis was broken', async () => {
    const known = await enqueue();
    const list = await follow(READER);
    expect((await list.next()).id).toBe(known);
    await api.jobs.redis.commands().client('KILL', 'TYPE', 'pubsub');
    const quiet = createTestJobs(api.db, [work, other], { redisUrl: 'redis://127.0.0.1:1' });
    const unheard = await enqueue(OWNER, work, quiet);
    await quiet.engine.client.cancel(known, OWNER);
    const found = new Map<string, string>();
    await list.until(({ id, state }) => {
      found.set(id, state);
      return found.get(known) === 'CANCELED' && found.get(unheard) === 'QUEUED';
    });
    await quiet.close();
  });

  it('goes on by polling while nothing listens at the address of Redis', async () => {
    const alone = createTestJobs(api.db, [work, other], { redisUrl: 'redis://127.0.0.1:1' });
    perform = async () => 'done';
    const before = await enqueue(OWNER, work, alone);
    const list = await follow(READER, {}, alone);
    expect(await list.next()).toMatchObject({ id: before, state: 'QUEUED' });
    alone.startWorker();
    const later = await enqueue(OWNER, work, alone);
    const done = new Set<string>();
    await list.until(({ id, state }) => {
      if (state === 'SUCCEEDED') done.add(id);
      return done.has(before) && done.has(later);
    });
    await alone.close();
  });
});
