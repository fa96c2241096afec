import { findJob } from '../../../src/engine/jobs/job-row';
import { jobApi, OWNER, STRANGER } from '../../harness/job-api';
import { eventually, gate, testKind } from '../../harness/jobs';

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

const api = jobApi([parent, child], { keep: true });
const { ask, dataOf } = api;

const FAMILY = `query ($id: ID!, $after: String) { job(id: $id) {
  state childCount failedChildCount progress { completed total fraction } parent { id }
  children(first: 3, after: $after) { totalCount nodes { state parent { id } } pageInfo { hasNextPage endCursor } }
} }`;

describe('the family of a job', () => {
  it('is shown with the sum of its progress, page by page, and runs as long as its children do', async () => {
    api.jobs.startWorker();
    const { id } = await api.jobs.engine.client.enqueue(parent, { n: 0 }, { viewer: OWNER });
    await eventually(async () => (await findJob(api.db, id))?.childrenCompleted === 20);
    await eventually(async () => (await findJob(api.db, id))?.children === 'awaited');
    const { job } = await dataOf(OWNER, FAMILY, { id });
    expect(job).toMatchObject({
      state: 'RUNNING',
      childCount: 4,
      failedChildCount: 1,
      progress: { completed: 20, total: 40, fraction: 0.5 },
      parent: null,
    });
    const { children } = job;
    expect(children.totalCount).toBe(4);
    expect(children.nodes.map((node: { state: string }) => node.state)).toEqual(['SUCCEEDED', 'FAILED', 'RUNNING']);
    expect(children.nodes.every((node: { parent: { id: string } }) => node.parent.id === id)).toBe(true);
    const rest = await dataOf(OWNER, FAMILY, { id, after: children.pageInfo.endCursor });
    expect(rest.job.children).toMatchObject({ nodes: [{ state: 'RUNNING' }], pageInfo: { hasNextPage: false } });

    const running = '{ jobs(first: 10, filter: { state: [RUNNING], kind: ["tests.parent"] }) { nodes { id state } } }';
    expect((await dataOf(OWNER, running)).jobs.nodes).toEqual([{ id, state: 'RUNNING' }]);

    holdBack.open();
    await api.jobs.until(id, 'succeeded');
    await eventually(async () => (await findJob(api.db, id))?.children === null);
    const after = await dataOf(OWNER, FAMILY, { id });
    expect(after.job).toMatchObject({ state: 'SUCCEEDED', progress: { completed: 40, total: 40, fraction: 1 } });
  });

  it('is not shown to others', async () => {
    const [row] = await api.db.select<{ id: string }>(`SELECT public_id AS id FROM jobs WHERE kind = 'tests.parent'`);
    const { data, errors } = await ask(STRANGER, FAMILY, { id: row.id });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });
});
