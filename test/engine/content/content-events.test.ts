import { SYSTEM } from '../../../src/engine/access/viewer';
import {
  CONTENT_ACTIONS,
  ContentEventPayload,
  contentEvent,
  recordChanges,
} from '../../../src/engine/content/content-events';
import { definitionOf } from '../../../src/engine/content/content-type';
import { defineJob, type JobDefinition } from '../../../src/engine/jobs/define-job';
import { findJob } from '../../../src/engine/jobs/job-row';
import { Article } from '../../../src/features/content/article/article.entity';
import { Page } from '../../../src/features/content/page/page.entity';
import type { Transaction } from '../../../src/platform/database/database';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { changeOf, tellerOf } from '../../harness/events';
import { createTestJobs, type NumberedPayload, type TestJobs } from '../../harness/jobs';

const article = definitionOf(Article);
const page = definitionOf(Page);
const seen: ContentEventPayload[] = [];

const reacting = (kind: string, uniqueBy?: (payload: ContentEventPayload) => string) =>
  defineJob({
    kind,
    queue: 'tests',
    payload: ContentEventPayload,
    attempts: 1,
    on: [contentEvent(article, 'published'), contentEvent(article, 'updated')],
    ...(uniqueBy ? { uniqueBy } : {}),
    async perform(payload) {
      seen.push(payload);
    },
  }) as unknown as JobDefinition<NumberedPayload>;

let database: TestDatabase;
let jobs: TestJobs;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  jobs = createTestJobs(database.db, [reacting('tests.react'), reacting('tests.once', ({ id }) => id)]);
});
afterEach(async () => {
  await jobs.close();
  seen.length = 0;
  for (const table of ['jobs', 'events']) await database.db.run(`DELETE FROM ${table}`);
});
afterAll(() => database.drop());

const record = (...changes: ReturnType<typeof changeOf>[]) =>
  database.db.transaction(tx =>
    recordChanges(tellerOf(jobs.engine.client, undefined, { ...SYSTEM, id: 'ada' }), tx, changes),
  );
const jobsOf = async (kind: string) => {
  const rows = await database.db.select<{ publicId: string }>('SELECT public_id AS publicId FROM jobs WHERE kind = ?', [
    kind,
  ]);
  return Promise.all(rows.map(({ publicId }) => findJob(database.db, publicId)));
};

it('a change becomes an event that names the document, the action and the fields, never their values', async () => {
  const change = changeOf({ revision: 3, fields: ['title', 'body'], locale: 'de', live: true });
  await record(change);
  const [row] = await database.db.select('SELECT name, type, document_id, live, payload, actor FROM events');
  expect(row).toEqual({
    name: 'content.article-published',
    type: 'Article',
    document_id: change.id,
    live: 1,
    actor: 'ada',
    payload: {
      type: 'Article',
      id: change.id,
      action: 'published',
      revision: 3,
      fields: ['title', 'body'],
      locale: 'de',
    },
  });
});

it('a job that is on a content event runs for each such change, and for no other', async () => {
  const wanted = [changeOf(), changeOf({ action: 'updated', live: false })];
  await record(...wanted, changeOf({ definition: page }), changeOf({ action: 'trashed' }));
  const made = await jobsOf('tests.react');
  expect(new Set(made.map(job => (job?.payload as ContentEventPayload).id))).toEqual(
    new Set(wanted.map(({ id }) => id)),
  );
  expect(made.every(job => job?.ownerId === 'ada')).toBe(true);
  jobs.startWorker();
  for (const job of made) await jobs.until(job?.publicId as string, 'succeeded');
  expect(seen.every(payload => payload instanceof ContentEventPayload)).toBe(true);
});

it('a kind whose jobs are unique has one job for several changes of one document', async () => {
  const { id } = changeOf();
  await record(changeOf({ id }), changeOf({ id, action: 'updated' }), changeOf());
  expect(await jobsOf('tests.once')).toHaveLength(2);
  expect(await jobsOf('tests.react')).toHaveLength(3);
});

it('nothing is told of changes that are rolled back', async () => {
  const failing = database.db.transaction(async tx => {
    await recordChanges(tellerOf(jobs.engine.client), tx, [changeOf()]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await database.db.select('SELECT id FROM events')).toEqual([]);
  expect(await jobsOf('tests.react')).toEqual([]);
});

it('a thousand changes go in batches, in their order', async () => {
  const statements: string[] = [];
  const changes = Array.from({ length: 1000 }, (_, n) => changeOf({ definition: page, revision: n + 1 }));
  await database.db.transaction(async tx => {
    const noting: Transaction = { ...tx, run: (sql, values) => (statements.push(sql), tx.run(sql, values)) };
    await recordChanges(tellerOf(jobs.engine.client), noting, changes);
  });
  expect(statements).toHaveLength(4);
  const rows = await database.db.select<{ documentId: string }>(
    'SELECT document_id AS documentId FROM events ORDER BY id',
  );
  expect(rows.map(({ documentId }) => documentId)).toEqual(changes.map(({ id }) => id));
});

it('every action has an event with a name of its own', () => {
  const names = CONTENT_ACTIONS.map(action => contentEvent({ name: 'BlogPost' }, action).name);
  expect(names).toContain('content.blog-post-published');
  expect(new Set(names).size).toBe(CONTENT_ACTIONS.length);
});
