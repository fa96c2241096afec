import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, type NumberedPayload, type TestJobs, testKind } from '../../harness/jobs';

const work = testKind(async ({ n }) => ({ n }));
const unique = testKind(async () => null, { kind: 'tests.unique', uniqueBy: ({ n }) => String(n) });
const VIEWER = { kind: 'token', id: 'viewer-1', permissions: new Set<string>() } as const;

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
  jobs = createTestJobs(database.db, [work, unique]);
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

async function countJobs(): Promise<number> {
  const [{ n }] = await database.db.select<{ n: number }>('SELECT COUNT(*) AS n FROM jobs');
  return Number(n);
}

describe('enqueueing a job', () => {
  it('writes a queued job with its first event', async () => {
    const { id, replayed } = await jobs.engine.client.enqueue(work, { n: 1 }, { viewer: VIEWER });
    const job = await jobs.engine.client.find(id);
    expect(replayed).toBe(false);
    expect(job).toMatchObject({
      state: 'queued',
      ver: 1,
      ownerId: 'viewer-1',
      payload: { n: 1 },
      maxAttempts: 3,
      dispatchSeq: 1,
    });
    const events = await database.db.select(
      'SELECT ver, step, from_state, to_state, actor FROM job_events WHERE job_id = ?',
      [job?.id ?? 0],
    );
    expect(events).toEqual([{ ver: 1, step: 'T1', from_state: null, to_state: 'queued', actor: 'viewer-1' }]);
  });

  it('leaves no job when the caller rolls back', async () => {
    const before = await countJobs();
    const rolledBack = database.db.transaction(async tx => {
      await jobs.engine.client.enqueue(work, { n: 2 }, { tx });
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect(await countJobs()).toBe(before);
  });

  it('refuses a payload that breaks a rule of its class, and one that is too large', async () => {
    const wrong = { n: 'one' } as unknown as NumberedPayload;
    await expect(jobs.engine.client.enqueue(work, wrong)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const large = { n: 1, label: 'x'.repeat(70_000) };
    await expect(jobs.engine.client.enqueue(work, large)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it('refuses a kind that has no handler in this program', async () => {
    const stranger = testKind(async () => null, { kind: 'tests.stranger' });
    await expect(jobs.engine.client.enqueue(stranger, { n: 1 })).rejects.toThrow('no handler');
  });

  it('makes one job of a hundred concurrent calls with one idempotency key', async () => {
    const before = await countJobs();
    const calls = Array.from({ length: 100 }, () =>
      jobs.engine.client.enqueue(work, { n: 3 }, { viewer: VIEWER, idempotencyKey: 'same' }),
    );
    const handles = await Promise.all(calls);
    expect(new Set(handles.map(({ id }) => id)).size).toBe(1);
    expect(handles.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await countJobs()).toBe(before + 1);
  });

  it('refuses an idempotency key that comes again with other input', async () => {
    await jobs.engine.client.enqueue(work, { n: 4 }, { viewer: VIEWER, idempotencyKey: 'other' });
    const again = jobs.engine.client.enqueue(work, { n: 5 }, { viewer: VIEWER, idempotencyKey: 'other' });
    await expect(again).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('keeps the idempotency keys of two viewers apart', async () => {
    const other = { ...VIEWER, id: 'viewer-2' };
    const one = await jobs.engine.client.enqueue(work, { n: 6 }, { viewer: VIEWER, idempotencyKey: 'mine' });
    const two = await jobs.engine.client.enqueue(work, { n: 6 }, { viewer: other, idempotencyKey: 'mine' });
    expect(two.id).not.toBe(one.id);
  });

  it('takes an idempotency key anew after its 48 hours', async () => {
    const first = await jobs.engine.client.enqueue(work, { n: 7 }, { viewer: VIEWER, idempotencyKey: 'old' });
    await database.db.run("UPDATE idempotency_keys SET expires_at = '2000-01-01' WHERE `key` = 'old'");
    const second = await jobs.engine.client.enqueue(work, { n: 8 }, { viewer: VIEWER, idempotencyKey: 'old' });
    expect(second).toMatchObject({ replayed: false });
    expect(second.id).not.toBe(first.id);
  });

  it('gives the active job of a unique kind instead of a second one', async () => {
    const handles = await Promise.all(Array.from({ length: 20 }, () => jobs.engine.client.enqueue(unique, { n: 1 })));
    expect(new Set(handles.map(({ id }) => id)).size).toBe(1);
    const other = await jobs.engine.client.enqueue(unique, { n: 2 });
    expect(other.id).not.toBe(handles[0].id);
    await jobs.engine.client.cancel(handles[0].id, VIEWER);
    const next = await jobs.engine.client.enqueue(unique, { n: 1 });
    expect(next).toMatchObject({ replayed: false });
  });
});
