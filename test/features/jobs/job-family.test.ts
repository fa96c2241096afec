import { execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { Viewer } from '../../../src/engine/access/viewer';
import { findJob } from '../../../src/engine/jobs/job-row';
import { buildApiSchema } from '../../../src/server/schema';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, gate, type TestJobs, testContext, testKind } from '../../harness/jobs';

const holdBack = gate();
const child = testKind(
  async ({ n }) => {
    if (n === 2) throw new Error('this row is wrong');
    if (n > 2) await holdBack.opened;
  },
  { kind: 'tests.child', attempts: 1 },
);
const parent = testKind(
  async (_, job) => {
    if (job.checkpoint() === null) {
      await job.commit(1, async tx => {
        await job.spawn(tx, child, [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }], { unitsOf: () => 10 });
      });
    }
    await job.childrenSettled();
  },
  { kind: 'tests.parent' },
);

const viewer = (id: string): Viewer => ({ kind: 'token', id, permissions: new Set<string>() });

let database: TestDatabase;
let jobs: TestJobs;
let schema: GraphQLSchema;

beforeAll(async () => {
  database = await createTestDatabase();
  schema = await buildApiSchema();
  jobs = createTestJobs(database.db, [parent, child]);
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

async function ask(who: Viewer, source: string, variableValues: Record<string, unknown>) {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const contextValue = testContext(database.db, jobs.engine.client, who);
  return JSON.parse(JSON.stringify(await execute({ schema, document, contextValue, variableValues })));
}

const FAMILY = `query ($id: ID!, $after: String) { job(id: $id) {
  state childCount failedChildCount progress { completed total fraction } parent { id }
  children(first: 3, after: $after) { totalCount nodes { state parent { id } } pageInfo { hasNextPage endCursor } }
} }`;

describe('the family of a job', () => {
  it('is shown with the sum of its progress, page by page, and runs as long as its children do', async () => {
    jobs.startWorker();
    const { id } = await jobs.engine.client.enqueue(parent, { n: 0 }, { viewer: viewer('owner') });
    await eventually(async () => (await findJob(database.db, id))?.childrenCompleted === 20);
    await eventually(async () => (await findJob(database.db, id))?.children === 'awaited');
    const { data } = await ask(viewer('owner'), FAMILY, { id });
    expect(data.job).toMatchObject({
      state: 'RUNNING',
      childCount: 4,
      failedChildCount: 1,
      progress: { completed: 20, total: 40, fraction: 0.5 },
      parent: null,
    });
    const { children } = data.job;
    expect(children.totalCount).toBe(4);
    expect(children.nodes.map((node: { state: string }) => node.state)).toEqual(['SUCCEEDED', 'FAILED', 'RUNNING']);
    expect(children.nodes.every((node: { parent: { id: string } }) => node.parent.id === id)).toBe(true);
    const rest = await ask(viewer('owner'), FAMILY, { id, after: children.pageInfo.endCursor });
    expect(rest.data.job.children).toMatchObject({ nodes: [{ state: 'RUNNING' }], pageInfo: { hasNextPage: false } });

    const running = '{ jobs(first: 10, filter: { state: [RUNNING], kind: ["tests.parent"] }) { nodes { id state } } }';
    expect((await ask(viewer('owner'), running, {})).data.jobs.nodes).toEqual([{ id, state: 'RUNNING' }]);

    holdBack.open();
    await jobs.until(id, 'succeeded');
    await eventually(async () => (await findJob(database.db, id))?.children === null);
    const after = await ask(viewer('owner'), FAMILY, { id });
    expect(after.data.job).toMatchObject({ state: 'SUCCEEDED', progress: { completed: 40, total: 40, fraction: 1 } });
  });

  it('is not shown to others', async () => {
    const [row] = await database.db.select<{ id: string }>(
      `SELECT public_id AS id FROM jobs WHERE kind = 'tests.parent'`,
    );
    const { data, errors } = await ask(viewer('stranger'), FAMILY, { id: row.id });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });
});
