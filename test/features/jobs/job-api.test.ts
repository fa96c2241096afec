import { type ExecutionResult, execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { ANONYMOUS, type Viewer } from '../../../src/engine/access/viewer';
import { registerJobResult } from '../../../src/engine/jobs/job-result';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import { findJobNode } from '../../../src/features/jobs/find-job';
import { buildApiSchema } from '../../../src/server/schema';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, gate, type NumberedPayload, type TestJobs, testContext, testKind } from '../../harness/jobs';

@ObjectType({ simpleResolvers: true })
class DoublingResult {
  @Field(() => Int)
  doubled!: number;
}
registerJobResult('tests.work', DoublingResult);

let perform: (payload: NumberedPayload, job: JobRun) => Promise<unknown>;
const work = testKind((payload, job) => perform(payload, job), { attempts: 1 });

const viewer = (id: string, ...permissions: string[]): Viewer => ({
  kind: 'token',
  id,
  permissions: new Set(permissions),
});
const OWNER = viewer('owner');
const STRANGER = viewer('stranger');
const READER = viewer('reader', 'jobs.read');
const MANAGER = viewer('manager', 'jobs.read', 'jobs.manage');

let database: TestDatabase;
let jobs: TestJobs;
let schema: GraphQLSchema;

beforeAll(async () => {
  database = await createTestDatabase();
  schema = await buildApiSchema();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [work]);
});
afterEach(async () => {
  await jobs.close();
  await database.db.run('DELETE FROM jobs');
});
afterAll(() => database.drop());

const contextOf = (who: Viewer) => testContext(database.db, jobs.engine.client, who);

async function ask(
  who: Viewer,
  source: string,
  variableValues: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  // GraphQL's objects have no prototype; a copy compares as plain data.
  return JSON.parse(JSON.stringify(await execute({ schema, document, contextValue: contextOf(who), variableValues })));
}

const codeOf = async (who: Viewer, source: string, variables = {}) => {
  const document = parse(source);
  const { errors } = await execute({ schema, document, contextValue: contextOf(who), variableValues: variables });
  return (errors?.[0]?.originalError as { code?: string } | undefined)?.code;
};

const enqueue = async (n = 1) => (await jobs.engine.client.enqueue(work, { n }, { viewer: OWNER })).id;

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
    jobs.startWorker();
    await jobs.until(id, 'succeeded');
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
    const { id } = await jobs.engine.client.enqueue(
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
  const page = async (who: Viewer, variables: object) => (await ask(who, JOBS, { ...variables })).data?.jobs as Page;
  interface Page {
    totalCount: number;
    nodes: { id: string; state: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  }

  it('pages through the jobs of the viewer, newest first, in both directions', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift(await enqueue(n));
    await jobs.engine.client.enqueue(work, { n: 9 }, { viewer: STRANGER });
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
    await jobs.engine.client.cancel(canceled, OWNER);
    expect((await page(OWNER, { first: 10, filter: { state: ['CANCELED'] } })).nodes).toEqual([
      { id: canceled, state: 'CANCELED' },
    ]);
    expect((await page(OWNER, { first: 10, filter: { kind: ['other.kind'] } })).totalCount).toBe(0);
  });

  it('asks nobody in particular to sign in', async () => {
    expect(await codeOf(ANONYMOUS, JOBS, { first: 1 })).toBe('UNAUTHENTICATED');
  });
});

describe('cancelJob and retryJob', () => {
  const CANCEL =
    'mutation ($id: ID!) { cancelJob(input: { id: $id }) { job { id state } userErrors { code message } } }';
  const RETRY =
    'mutation ($id: ID!) { retryJob(input: { id: $id }) { job { state attempt } userErrors { code message } } }';

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
    expect(await jobs.engine.client.find(other)).toMatchObject({ state: 'queued' });
  });

  it('answers what the caller can mend as a userErrors entry', async () => {
    const id = await enqueue();
    const { data } = await ask(OWNER, RETRY, { id });
    expect(data?.retryJob).toMatchObject({ job: null, userErrors: [{ code: 'WRONG_STATE' }] });
  });

  it('queues a failed job again', async () => {
    perform = async () => {
      throw new Error('once');
    };
    const id = await enqueue();
    const worker = jobs.startWorker();
    await jobs.until(id, 'failed');
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
  const follow = (who: Viewer, id: string) =>
    subscribe({ schema, document: parse(PROGRESS), contextValue: contextOf(who), variableValues: { id } });

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
    jobs.startWorker();
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
    expect((refused.errors?.[0].originalError as { code?: string }).code).toBe('NOT_FOUND');
  });
});
