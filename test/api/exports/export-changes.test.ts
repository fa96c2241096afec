import { startApi, type TestApi } from '../../harness/api';
import { askForExport, EXPORT_JOB, exportFile, jsonLines } from '../../harness/exports';
import { mutationsOf } from '../../harness/mutations';
import { until } from '../../harness/keelson-process';

let api: TestApi;
const { change } = mutationsOf(() => api, []);

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function publish(title: string): Promise<string> {
  const { article } = await change('createArticle', { title }, 'article { id }');
  await change('publishArticle', { id: article.id }, '__typename');
  return article.id as string;
}

/** Until the sequencer has given every event its number. */
async function sequenced(): Promise<void> {
  await until(async () => {
    const [{ n }] = await api.db.select<{ n: number }>('SELECT COUNT(*) AS n FROM events WHERE seq IS NULL');
    return Number(n) === 0;
  });
}

const titles = (body: Buffer) => jsonLines(body).map(({ title, deleted }) => (deleted ? null : (title as string)));

it('gives only what has changed since, tells what is gone, and where to go on', async () => {
  const ids: string[] = [];
  for (const title of ['Kept', 'Changed', 'Taken down', 'Trashed', 'Purged']) ids.push(await publish(title));
  await sequenced();
  const first = await exportFile(api, { type: 'Article', format: 'JSONL', fields: ['title'] });
  expect(titles(first.body)).toHaveLength(5);

  await change('updateArticle', { id: ids[1], title: 'Changed again' }, '__typename');
  await change('publishArticle', { id: ids[1] }, '__typename');
  await change('updateArticle', { id: ids[0], title: 'Only a draft' }, '__typename');
  await change('unpublishArticle', { id: ids[2] }, '__typename');
  await change('trashArticle', { id: ids[3] }, '__typename');
  await change('trashArticle', { id: ids[4] }, '__typename');
  await change('purgeArticle', { id: ids[4] }, '__typename');
  const added = await publish('New');
  await sequenced();

  const since = { type: 'Article', format: 'JSONL', fields: ['title'], since: first.result.nextSince };
  const second = await exportFile(api, since);
  expect(jsonLines(second.body)).toEqual([
    { id: ids[1], deleted: false, title: 'Changed again' },
    { id: ids[2], deleted: true, title: null },
    { id: ids[3], deleted: true, title: null },
    { id: ids[4], deleted: true, title: null },
    { id: added, deleted: false, title: 'New' },
  ]);
  expect(second.result).toMatchObject({ deleted: 3, file: { rows: 5 } });

  const third = await exportFile(api, { ...since, since: second.result.nextSince });
  expect(third.body).toHaveLength(0);
  const drafts = await exportFile(api, { ...since, perspective: 'DRAFT' });
  expect(titles(drafts.body)).toEqual(['Only a draft', 'Changed again', 'Taken down', null, null, 'New']);
});

it('takes a point in time, and refuses one of which nothing is known any more', async () => {
  const before = new Date(Date.now() - 1).toISOString();
  const id = await publish('Since a moment');
  await sequenced();
  const { body } = await exportFile(api, { type: 'Article', format: 'JSONL', fields: ['title'], since: before });
  expect(jsonLines(body)).toEqual([{ id, deleted: false, title: 'Since a moment' }]);
  await api.db.run('UPDATE event_sequence SET pruned = last WHERE id = 1');
  const { payload } = await askForExport(api, { type: 'Article', format: 'JSONL', since: before });
  expect(payload?.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'since'] }]);
});

it('reads from one snapshot while writes go on', async () => {
  for (let n = 0; n < 30; n++) await publish(`Before ${n}`);
  const [{ n: before }] = await api.db.select<{ n: number }>(
    'SELECT COUNT(*) AS n FROM articles WHERE live_at IS NOT NULL',
  );
  // The snapshot is open when the query's first page has been read; everything is rewritten before the next one.
  const { queries } = api.services;
  const read = queries.read.bind(queries);
  let pages = 0;
  queries.read = async (query, variables) => {
    const paged = await read(query, variables);
    return {
      ...paged,
      async page(ctx, after) {
        if (++pages === 2) {
          await api.db.run("UPDATE articles SET title = CONCAT('Later ', title)");
          await publish('Later still');
        }
        return paged.page(ctx, after);
      },
    };
  };
  try {
    const query = '{ articles(first: 5, sort: UPDATED_AT_ASC) { nodes { title } } }';
    const { body, result } = await exportFile(api, { query, format: 'JSONL' });
    expect(result.snapshot).toBe(true);
    expect(pages).toBeGreaterThan(3);
    expect(titles(body)).toHaveLength(Number(before));
    expect(titles(body).filter(title => title?.startsWith('Later'))).toEqual([]);
  } finally {
    queries.read = read;
  }
});

it('goes on without a snapshot when that would take too long, and says so', async () => {
  const without = await startApi({ exports: { snapshotSeconds: 0 } });
  try {
    const { result } = await exportFile(without, { type: 'Article', format: 'CSV' });
    expect(result.snapshot).toBe(false);
  } finally {
    await without.close();
  }
});

it('sweeps files that have expired, and parts that nobody will read again', async () => {
  const { result, jobId } = await exportFile(api, { type: 'Article', format: 'CSV' });
  await api.db.run('UPDATE export_files SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE job_id = ?', [
    jobId,
  ]);
  const { data } = await api.query(EXPORT_JOB, { id: jobId });
  expect(data.job.result.file).toBeNull();
  const { pathname, search } = new URL(result.file.url);
  expect((await fetch(`${api.url}${pathname}${search}`)).status).toBe(404);
  const { data: swept } = await api.query(
    'mutation { runScheduleNow(input: { kind: "exports.sweep-exports" }) { job { id } userErrors { message } } }',
  );
  await api.settled(swept.runScheduleNow.job.id);
  expect(await api.db.select('SELECT id FROM export_files WHERE job_id = ?', [jobId])).toEqual([]);
  expect((await api.services.storage.list('exports')).filter(({ key }) => key.includes(jobId))).toEqual([]);
});
