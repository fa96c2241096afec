import { SYSTEM } from '../../../src/engine/access/viewer';
import { ContentState } from '../../../src/engine/content/content';
import { publishDueJob } from '../../../src/engine/content/publish-due.job';
import { createArticle, createTag } from '../../factories/content';
import { startApi, type TestApi } from '../../harness/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const seen = async (id: string) =>
  (await api.query(`{ article(id: "${id}") { state publishedAt publishAt tags { name } } }`, {}, { token: null })).data
    .article;

async function runJob(id: string): Promise<void> {
  const job = await api.services.jobs.enqueue(publishDueJob, { type: 'Article', id }, { viewer: SYSTEM });
  await api.settled(job.id);
}

it('a scheduled article goes live when its time has come, with the time that was planned', async () => {
  const tag = await createTag(api.db, { name: 'news' });
  const publishAt = new Date('2020-05-04T03:02:01.000Z');
  const id = await createArticle(api.db, { state: ContentState.SCHEDULED, publishAt, references: { tags: [tag] } });
  expect(await seen(id)).toBeNull();
  await runJob(id);
  expect(await seen(id)).toEqual({
    state: 'PUBLISHED',
    publishedAt: publishAt.toISOString(),
    publishAt: null,
    tags: [{ name: 'news' }],
  });
  const [join] = await api.db.select<{ liveAt: Date }>(
    'SELECT live_at AS liveAt FROM article_tags WHERE owner_id = ?',
    [id],
  );
  expect(join.liveAt).toEqual(publishAt);
});

it('stays hidden when the job comes too early, and is left alone when it is no longer scheduled', async () => {
  const early = await createArticle(api.db, { state: ContentState.SCHEDULED, publishAt: new Date('2099-01-01') });
  const draft = await createArticle(api.db, { state: ContentState.DRAFT });
  await Promise.all([runJob(early), runJob(draft)]);
  expect([await seen(early), await seen(draft)]).toEqual([null, null]);
});
