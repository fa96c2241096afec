import type { ExecutionResult } from 'graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { ANONYMOUS, type Viewer } from '../../../src/engine/access/viewer';
import { registerJobResult } from '../../../src/engine/jobs/job-result';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { findJobNode } from '../../../src/features/jobs/find-job';
import type { Database } from '../../../src/platform/database/database';
import { codeOfFirst, jobApi, MANAGER, OWNER, READER, STRANGER } from '../../harness/job-api';
import { gate, type NumberedPayload, testKind } from '../../harness/jobs';

@ObjectType({ simpleResolvers: true })
class DoublingResult {
  @Field(() => Int)
  doubled!: number;
}
registerJobResult('tests.work', DoublingResult);

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const work = testKind((payload, job) => perform(payload, job), { attempts: 1 });

const api = jobApi([work]);
const { ask, codeOf, contextOf } = api;

const enqueue = async (n = 1) => (await api.jobs.engine.client.enqueue(work, { n }, { viewer: OWNER })).id;

const JOB = `query ($id: ID!) { job(id: $id) {
  __typename id kind state queue attempt maxAttempts requestedBy cancelRequestedAt error { code message }
  progress { stage completed total fraction } result { ... on DoublingResult { doubled } }
  events { ver fromState toState actor }
  warnings(first: 1, severity: SKIPPED) { totalCount nodes { line code message } pageInfo { hasNextPage endCursor } }
} }`;

describe('job', () => {
  it('tells its owner everything about a job that is done', async () => {
    perform = async ({ n }, job) => {
      job.progress({ stage: 'Doubling', completed: 1, total: 2 });
      await job.commit(1, async (_tx, { warn }) => {
        warn({ severity: 'SKIPPED', line: 3, code: 'NO_HOME', message: 'A menu was left out.' });
        warn({ severity: 'SKIPPED', line: 9, code: 'NO_HOME', message: 'Another menu was left out.' });
        warn({ severity: 'NOTICE', code: 'FINE', message: 'All is well.' });
      });
      return { doubled: n * 2 };
    };
    const id = await enqueue(4);
    api.jobs.startWorker();
    await api.jobs.until(id, 'succeeded');
    const { data, errors } = await ask(OWNER, JOB, { id });
    expect(errors).toBeUndefined();
    expect(data?.job).toMatchObject({
      __typename: 'Job',
      id,
      kind: 'tests.work',
      state: 'SUCCEEDED',
      requestedBy: 'owner',
      error: null,
      progress: { stage: 'Doubling', completed: 1, total: 2, fraction: 0.5 },
      result: { doubled: 8 },
      events: [
        { ver: 1, fromState: null, toState: 'QUEUED', actor: 'owner' },
        { ver: 2, fromState: 'QUEUED', toState: 'RUNNING' },
        { ver: 3, fromState: 'RUNNING', toState: 'SUCCEEDED' },
      ],
      warnings: { totalCount: 2, nodes: [{ line: 3, code: 'NO_HOME' }], pageInfo: { hasNextPage: true } },
    });
  });

  it('is there for its owner and for jobs.read, and NOT_FOUND for everybody else', async () => {
    const id = await enqueue();
    expect((await ask(READER, JOB, { id })).data?.job).toMatchObject({ state: 'QUEUED' });
    expect(await codeOf(STRANGER, JOB, { id })).toBe('NOT_FOUND');
    expect(await codeOf(ANONYMOUS, JOB, { id })).toBe('NOT_FOUND');
    expect(await findJobNode(contextOf(STRANGER), id)).toBeNull();
    expect(await findJobNode(contextOf(OWNER), id)).toMatchObject({ id, __typename: 'Job' });
  });

  it('is SCHEDULED until its time comes', async () => {
    const { id } = await api.jobs.engine.client.enqueue(
      work,
      { n: 1 },
      { viewer: OWNER, runAt: new Date(Date.now() + 60_000) },
    );
    expect((await ask(OWNER, JOB, { id })).data?.job).toMatchObject({ state: 'SCHEDULED' });
  });
});

describe('jobs', () => {
  const JOBS = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: JobFilter) {
    jobs(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount nodes { id state } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const page = async (who: Viewer, variables: object) => (await ask(who, JOBS, variables)).data?.jobs as Page;
  interface Page {
    totalCount: number;
    nodes: { id: string; state: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  }

  it('pages through the jobs of the viewer, newest first, in both directions', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift(await enqueue(n));
    await api.jobs.engine.client.enqueue(work, { n: 9 }, { viewer: STRANGER });
    const first = await page(OWNER, { first: 2 });
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = await page(OWNER, { first: 3, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(ids);
    const back = await page(OWNER, { last: 2, before: second.pageInfo.startCursor });
    expect(back.nodes).toEqual(first.nodes);
    expect((await page(READER, { first: 10 })).totalCount).toBe(6);
  });

  it('narrows by state and kind', async () => {
    const [canceled] = [await enqueue(), await enqueue()];
    await api.jobs.engine.client.cancel(canceled, OWNER);
    expect((await page(OWNER, { first: 10, filter: { state: ['CANCELED'] } })).nodes).toEqual([
      { id: canceled, state: 'CANCELED' },
    ]);
    expect((await page(OWNER, { first: 10, filter: { kind: ['other.kind'] } })).totalCount).toBe(0);
  });

  it('narrows by queue, by who asked and by when', async () => {
    const ids = [await enqueue(1), await enqueue(2)];
    const { id: other } = await api.jobs.engine.client.enqueue(work, { n: 9 }, { viewer: STRANGER });
    await api.db.run('UPDATE jobs SET created_at = ? WHERE public_id = ?', [new Date('2031-04-01T10:00:00Z'), ids[0]]);
    const found = async (filter: object) =>
      (await page(READER, { first: 10, filter })).nodes.map(({ id }) => id).sort((a, b) => a.localeCompare(b));
    expect(await found({ requestedBy: ['owner'] })).toEqual(ids);
    expect(await found({ requestedBy: ['owner'], kind: ['tests.work'], queue: ['tests'] })).toEqual(ids);
    expect(await found({ queue: ['elsewhere'] })).toEqual([]);
    expect(await found({ since: '2031-04-01T10:00:00Z', until: '2031-04-01T10:00:01Z' })).toEqual([ids[0]]);
    expect(await found({ until: '2031-04-01T10:00:00Z' })).toEqual([ids[1], other]);
    expect(await codeOf(STRANGER, JOBS, { first: 10, filter: { requestedBy: ['owner'] } })).toBeUndefined();
    expect((await page(STRANGER, { first: 10, filter: { requestedBy: ['owner'] } })).nodes).toEqual([]);
  });

  it('asks nobody in particular to sign in', async () => {
    expect(await codeOf(ANONYMOUS, JOBS, { first: 1 })).toBe('UNAUTHENTICATED');
  });
});

describe('what hangs on the jobs of a list', () => {
  const DETAILS = `query ($first: Int) { jobs(first: $first) { nodes {
    id events(after: 1, first: 1) { ver toState }
    warnings(first: 1) { totalCount nodes { line } pageInfo { hasNextPage } }
    last: warnings(last: 1, severity: SKIPPED) { totalCount nodes { line } }
  } } }`;

  /** The jobs with their details, and how many statements that took. */
  async function details(first: number) {
    let statements = 0;
    const counting: Database = {
      ...api.db,
      select(sql, values) {
        statements++;
        return api.db.select(sql, values);
      },
    };
    const { data, errors } = await ask(READER, DETAILS, { first }, contextOf(READER, { db: counting }));
    expect(errors).toBeUndefined();
    return { nodes: data?.jobs.nodes, statements };
  }

  it('is read together: many jobs take as few statements as two', async () => {
    perform = ({ n }, job) =>
      job.commit(1, async (_tx, { warn }) => {
        for (let line = 1; line <= n; line++) {
          warn({ severity: line % 2 ? 'SKIPPED' : 'NOTICE', line, code: 'NO_HOME', message: 'It was left out.' });
        }
      });
    const ids: string[] = [];
    for (let n = 0; n < 8; n++) ids.push(await enqueue(n));
    api.jobs.startWorker();
    for (const id of ids) await api.jobs.until(id, 'succeeded');
    const [few, many] = [await details(2), await details(8)];
    expect(many.statements).toBe(few.statements);
    expect(many.nodes).toEqual(
      ids
        .map((id, n) => ({
          id,
          events: [{ ver: 2, toState: 'RUNNING' }],
          warnings: {
            totalCount: n,
            nodes: n > 0 ? [{ line: 1 }] : [],
            pageInfo: { hasNextPage: n > 1 },
          },
          last: { totalCount: Math.ceil(n / 2), nodes: n > 0 ? [{ line: n - ((n + 1) % 2) }] : [] },
        }))
        .reverse(),
    );
    expect(few.nodes).toEqual(many.nodes.slice(0, 2));
  });

  it('is refused beyond its bounds', async () => {
    const id = await enqueue();
    const events = (args: string) =>
      codeOf(OWNER, `query ($id: ID!) { job(id: $id) { events(${args}) { ver } } }`, { id });
    expect(await events('first: 0')).toBe('BAD_USER_INPUT');
    expect(await events('first: 201')).toBe('BAD_USER_INPUT');
    expect(await events('after: -1')).toBe('BAD_USER_INPUT');
  });
});

describe('cancelJob and retryJob', () => {
  const CANCEL =
    'mutation ($id: ID!) { cancelJob(input: { id: $id }) { job { id state } userErrors { code message path } } }';
  const RETRY =
    'mutation ($id: ID!) { retryJob(input: { id: $id }) { job { state attempt } userErrors { code message path } } }';

  it('cancels for the owner and for jobs.manage, and for nobody else', async () => {
    const [own, managed, other] = [await enqueue(), await enqueue(), await enqueue()];
    expect((await ask(OWNER, CANCEL, { id: own })).data?.cancelJob).toMatchObject({
      job: { state: 'CANCELED' },
      userErrors: [],
    });
    expect((await ask(MANAGER, CANCEL, { id: managed })).data?.cancelJob).toMatchObject({ job: { state: 'CANCELED' } });
    expect(await codeOf(READER, CANCEL, { id: other })).toBe('FORBIDDEN');
    const { data } = await ask(STRANGER, CANCEL, { id: other });
    expect(data?.cancelJob).toMatchObject({ job: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await api.jobs.engine.client.find(other)).toMatchObject({ state: 'queued' });
  });

  it('answers what the caller can mend as a userErrors entry that says where', async () => {
    const id = await enqueue();
    const { data } = await ask(OWNER, RETRY, { id });
    expect(data?.retryJob).toMatchObject({ job: null, userErrors: [{ code: 'WRONG_STATE', path: ['input', 'id'] }] });
  });

  it('queues a failed job again', async () => {
    perform = async () => {
      throw new Error('once');
    };
    const id = await enqueue();
    const worker = api.jobs.startWorker();
    await api.jobs.until(id, 'failed');
    await worker.stop({ graceMs: 1000 });
    expect((await ask(OWNER, RETRY, { id })).data?.retryJob).toEqual({
      job: { state: 'QUEUED', attempt: 0 },
      userErrors: [],
    });
  });
});

describe('jobProgress', () => {
  const PROGRESS =
    'subscription ($id: ID!) { jobProgress(id: $id) { id state progress { completed } result { __typename } } }';
  const follow = (who: Viewer, id: string) => api.subscribeTo(who, PROGRESS, { id });

  it('starts with the job as it is, shows it change, and completes when it has settled', async () => {
    const finish = gate();
    perform = async (_, job) => {
      job.progress({ stage: 'Half', completed: 5, total: 10 });
      await finish.opened;
      return { doubled: 2 };
    };
    const id = await enqueue();
    const stream = (await follow(OWNER, id)) as AsyncGenerator<ExecutionResult>;
    const seen: unknown[] = [(await stream.next()).value.data];
    api.jobs.startWorker();
    for await (const { data, errors } of stream) {
      expect(errors).toBeUndefined();
      seen.push(data);
      if ((data?.jobProgress as { progress: unknown }).progress) finish.open();
    }
    expect(seen[0]).toMatchObject({ jobProgress: { id, state: 'QUEUED', progress: null } });
    expect(seen.at(-1)).toMatchObject({
      jobProgress: { state: 'SUCCEEDED', progress: { completed: 5 }, result: { __typename: 'DoublingResult' } },
    });
  });

  it('is refused to those who may not see the job', async () => {
    const refused = (await follow(STRANGER, await enqueue())) as ExecutionResult;
    expect(codeOfFirst(refused)).toBe('NOT_FOUND');
  });
});
