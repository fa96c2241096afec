import { SYSTEM } from '../../../src/engine/access/viewer';
import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { publishDueJob } from '../../../src/engine/content/publish-due.job';
import { purgeTrashJob } from '../../../src/engine/content/purge-trash.job';
import { sweepDueJob } from '../../../src/engine/content/sweep-due.job';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { type Schedule, scheduleDocument } from '../../../src/engine/content/writing/schedule-document';
import { trashDocuments } from '../../../src/engine/content/writing/trash-documents';
import type { JobDefinition } from '../../../src/engine/jobs/define-job';
import { Article } from '../../../src/features/content/article/article.entity';
import { createArticle, createTag } from '../../factories/content';
import { fault, row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { createTestJobs, eventually, type NumberedPayload, type TestJobs } from '../../harness/jobs';

const articles = definitionOf(Article);
const DRAFT = { state: ContentState.DRAFT };
let database: TestDatabase;
let jobs: TestJobs;
beforeAll(async () => {
  database = await createTestDatabase();
  const kinds = [publishDueJob, sweepDueJob, purgeTrashJob] as unknown as JobDefinition<NumberedPayload>[];
  jobs = createTestJobs(database.db, kinds);
  for (let n = 0; n < 3; n++) jobs.startWorker();
});
afterAll(async () => {
  await jobs.close();
  await database.drop();
});

const ctx = () => ({ ...writer(), jobs: jobs.engine.client });
const plan = (id: string, schedule: Partial<Schedule>) =>
  database.db.transaction(tx => scheduleDocument(ctx(), tx, { definition: articles, id, ...schedule }));
const stored = (id: string) => row<Record<string, unknown>>(database.db, 'SELECT * FROM articles WHERE id = ?', [id]);
const reaches = (id: string, state: ContentState) => eventually(async () => (await stored(id)).state === state);
const soon = () => new Date(Date.now() + 300);
const far = new Date('2099-01-01T00:00:00.000Z');
const told = async (id: string, action: string) =>
  Number(
    (
      await row<{ n: number }>(database.db, 'SELECT COUNT(*) AS n FROM events WHERE document_id = ? AND name = ?', [
        id,
        `content.article-${action}`,
      ])
    ).n,
  );
async function run(kind: object): Promise<void> {
  const { id } = await jobs.engine.client.enqueue(kind as typeof sweepDueJob, {}, { viewer: SYSTEM });
  expect(await jobs.until(id, 'succeeded', 'failed')).toMatchObject({ state: 'succeeded' });
}

it('goes live at its time and is taken down at its time, each once, whoever does it', async () => {
  const id = await createArticle(database.db, { ...DRAFT, references: { tags: [await createTag(database.db)] } });
  const [publishAt, unpublishAt] = [soon(), new Date(Date.now() + 900)];
  await plan(id, { publishAt, unpublishAt });
  expect(await stored(id)).toMatchObject({ state: 'SCHEDULED', live_at: null });
  await reaches(id, ContentState.PUBLISHED);
  expect(await stored(id)).toMatchObject({ published_at: publishAt, live_at: publishAt, publish_at: null });
  expect(await row(database.db, 'SELECT live_at FROM article_tags WHERE owner_id = ?', [id])).toEqual({
    live_at: publishAt,
  });
  await reaches(id, ContentState.DRAFT);
  expect(await stored(id)).toMatchObject({ live_at: null, unpublish_at: null });
  expect([await told(id, 'published'), await told(id, 'unpublished')]).toEqual([1, 1]);
});

it('plans for the unpublished changes of a live document', async () => {
  const id = await createArticle(database.db, { title: 'Live' });
  await database.db.transaction(tx =>
    saveDocument(ctx(), tx, articles, { id, change: { values: { title: 'Later' } } }),
  );
  await plan(id, { publishAt: soon() });
  expect(await stored(id)).toMatchObject({ state: 'CHANGED', title: 'Live' });
  await reaches(id, ContentState.PUBLISHED);
  expect(await stored(id)).toMatchObject({ title: 'Later', publish_at: null });
});

it('cancels a plan, and leaves what was planned anew for its new time', async () => {
  const id = await createArticle(database.db, DRAFT);
  await plan(id, { publishAt: soon() });
  await plan(id, { publishAt: null });
  expect(await stored(id)).toMatchObject({ state: 'DRAFT', publish_at: null });
  const again = await createArticle(database.db, DRAFT);
  await plan(again, { publishAt: soon() });
  await plan(again, { publishAt: far });
  const early = await jobs.engine.client.enqueue(publishDueJob, { type: 'Article', id: again });
  await jobs.until(early.id, 'succeeded');
  expect(await stored(again)).toMatchObject({ state: 'SCHEDULED', publish_at: far });
});

it('refuses times that have passed or come in the wrong order, and a live document without changes', async () => {
  const id = await createArticle(database.db, DRAFT);
  const past = new Date('2001-01-01');
  expect(await fault(plan(id, { publishAt: past }))).toMatchObject({ details: { path: ['input', 'publishAt'] } });
  const wrong = { publishAt: far, unpublishAt: new Date('2098-01-01') };
  expect(await fault(plan(id, wrong))).toMatchObject({ details: { path: ['input', 'unpublishAt'] } });
  const live = await createArticle(database.db);
  expect(await fault(plan(live, { publishAt: far }))).toMatchObject({ code: 'WRONG_STATE' });
});

it('finds plans whose job was lost', async () => {
  const id = await createArticle(database.db, { state: ContentState.SCHEDULED, publishAt: new Date('2020-05-04') });
  await run(sweepDueJob);
  await reaches(id, ContentState.PUBLISHED);
});

it('purges what was trashed 30 days ago, and keeps what is younger or still referred to', async () => {
  const old = await createArticle(database.db);
  const young = await createArticle(database.db);
  const targets = [old, young].map(id => ({ definition: articles, id }));
  await database.db.transaction(tx => trashDocuments(ctx(), tx, targets));
  await database.db.run('UPDATE articles SET trashed_at = trashed_at - INTERVAL 31 DAY WHERE id = ?', [old]);
  await run(purgeTrashJob);
  const rows = await database.db.select<{ id: string }>('SELECT id FROM articles WHERE id IN (?, ?)', [old, young]);
  expect(rows).toEqual([{ id: young }]);
});
