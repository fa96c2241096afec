import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { readLocales } from '../../../src/engine/content/locales';
import { startApi, type TestApi } from '../../harness/api';
import { askForExport, exportFile, jsonLines, unzip } from '../../harness/exports';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
let author: string;
let tags: string[];
const { change } = mutationsOf(() => api, []);

const BODY = {
  type: 'doc',
  content: [{ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Sand' }] }],
};

beforeAll(async () => {
  api = await startApi({ locales: readLocales('en, de', '') });
  author = await publish('Author', { name: 'Mara', slug: 'mara', email: 'mara@example.org' });
  tags = [await publish('Tag', { name: 'Varnish' }), await publish('Tag', { name: 'Spring' })];
  const first = await make('Article', {
    title: 'A first coat',
    excerpt: '=HYPERLINK("http://evil.example")',
    body: BODY,
    pinned: true,
    authorId: author,
    tagIds: [tags[1], tags[0]],
  });
  await change('updateArticle', { id: first, locale: 'de', title: 'Erster Anstrich' }, '__typename');
  await change('publishArticle', { id: first }, '__typename');
  for (const excerpt of [
    '+1',
    '-1',
    '@SUM(A1)',
    '\tTab',
    'He said "no",\r\nthen left',
    "'quoted",
    '-5 degrees',
    '＝1',
  ]) {
    await publish('Article', { title: `On ${excerpt.trim().slice(0, 10)}`, excerpt });
  }
  await make('Article', { title: 'A draft' });
});
afterAll(() => api.close());

async function make(type: string, input: object): Promise<string> {
  const singular = type.toLowerCase();
  const { userErrors, ...payload } = await change(`create${type}`, input, `${singular} { id }`);
  expect(userErrors).toEqual([]);
  return payload[singular].id as string;
}

async function publish(type: string, input: object): Promise<string> {
  const id = await make(type, input);
  expect((await change(`publish${type}`, { id }, '__typename')).userErrors).toEqual([]);
  return id;
}

const csv = (body: Buffer) => parse(body, { columns: true, bom: true }) as Record<string, string>[];

it('writes CSV that any reader takes, with ids and slugs of what is referred to', async () => {
  const { body, result } = await exportFile(api, { type: 'Article', format: 'CSV' });
  expect(result).toMatchObject({
    snapshot: true,
    deleted: 0,
    file: { filename: 'articles.csv', contentType: 'text/csv; charset=utf-8', rows: 9 },
  });
  const rows = csv(body);
  expect(rows).toHaveLength(9);
  expect(rows[0]).toMatchObject({
    slug: 'a-first-coat',
    title: 'A first coat',
    state: 'PUBLISHED',
    body: '## Sand',
    pinned: 'true',
    authorId: author,
    authorSlug: 'mara',
    tagIds: `${tags[1]},${tags[0]}`,
    tagSlugs: 'spring,varnish',
    categoryIds: '',
  });
  expect(Object.keys(rows[0])).not.toContain('publishAt');
  expect(new Date(rows[0].publishedAt).toISOString()).toBe(rows[0].publishedAt);
});

it('neutralises every cell that a spreadsheet would run, and leaves other texts as they are', async () => {
  const { body } = await exportFile(api, { type: 'articles', format: 'CSV', fields: ['excerpt'], bom: true });
  expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(csv(body).map(({ excerpt }) => excerpt)).toEqual([
    '\'=HYPERLINK("http://evil.example")',
    "'+1",
    "'-1",
    "'@SUM(A1)",
    "'\tTab",
    'He said "no",\r\nthen left',
    "'quoted",
    "'-5 degrees",
    "'＝1",
  ]);
  expect(body.toString().endsWith('\r\n')).toBe(true);
});

it('writes JSON lines that keep types and lists', async () => {
  const { body } = await exportFile(api, {
    type: 'Article',
    format: 'JSONL',
    richText: 'JSON',
    fields: ['title', 'pinned', 'tags', 'body'],
    filter: { tags: { some: { slug: { eq: 'varnish' } } } },
  });
  expect(jsonLines(body)).toEqual([
    {
      id: expect.any(String),
      title: 'A first coat',
      pinned: true,
      tagIds: [tags[1], tags[0]],
      tagSlugs: ['spring', 'varnish'],
      body: { type: 'doc', content: [{ type: 'heading', attrs: expect.anything(), content: expect.anything() }] },
    },
  ]);
});

it('writes a workbook whose cells are texts, numbers and dates, and never formulas', async () => {
  const { body, result } = await exportFile(api, { type: 'Article', format: 'XLSX' });
  expect(result.file.filename).toBe('articles.xlsx');
  const files = await unzip(body);
  expect(Object.keys(files).sort()).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ]);
  const sheet = files['xl/worksheets/sheet1.xml'].toString();
  expect(sheet.match(/<row>/g)).toHaveLength(10);
  expect(sheet).not.toMatch(/<f[ >]/);
  expect(sheet).toContain('<t xml:space="preserve">=HYPERLINK(&quot;http://evil.example&quot;)</t>');
  expect(sheet).toMatch(/<c s="2"><v>4\d{4}\.\d+<\/v><\/c>/);
});

it('writes Parquet with typed columns', async () => {
  const { body } = await exportFile(api, { type: 'Article', format: 'PARQUET' });
  const file = body.buffer.slice(body.byteOffset, body.byteOffset + body.length) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  expect(rows).toHaveLength(9);
  expect(rows[0]).toMatchObject({
    title: 'A first coat',
    pinned: true,
    revision: expect.anything(),
    createdAt: expect.any(Date),
    tagSlugs: ['spring', 'varnish'],
  });
});

it('gives each language a column of its own, empty where a document has no text in it', async () => {
  const { body } = await exportFile(api, {
    type: 'Article',
    format: 'JSONL',
    fields: ['title', 'pinned'],
    locale: ['en', 'de'],
  });
  const rows = jsonLines(body);
  expect(rows[0]).toMatchObject({ title_en: 'A first coat', title_de: 'Erster Anstrich', pinned: true });
  expect(rows[1].title_de).toBeNull();
  const one = await exportFile(api, { type: 'Article', format: 'JSONL', fields: ['title'], locale: 'de' });
  expect(jsonLines(one.body).map(({ title }) => title)).toEqual([
    'Erster Anstrich',
    ...rows.slice(1).map(row => row.title_en),
  ]);
});

it('shows drafts from the perspective DRAFT alone', async () => {
  const draft = await exportFile(api, {
    type: 'Article',
    format: 'JSONL',
    fields: ['title', 'state', 'publishAt'],
    perspective: 'DRAFT',
  });
  expect(jsonLines(draft.body)).toContainEqual({
    id: expect.any(String),
    title: 'A draft',
    state: 'DRAFT',
    publishAt: null,
  });
  const live = await exportFile(api, { type: 'Article', format: 'JSONL', fields: ['title'] });
  expect(jsonLines(live.body).map(({ title }) => title)).not.toContain('A draft');
});

it('exports a tree with paths and places', async () => {
  const boats = await publish('Category', { name: 'Boats' });
  await publish('Category', { name: 'Dinghies', parentId: boats });
  const { body } = await exportFile(api, { type: 'categories', format: 'CSV' });
  expect(csv(body)).toMatchObject([
    { path: 'boats', parentSlug: '' },
    { path: 'boats/dinghies', parentId: boats, parentSlug: 'boats' },
  ]);
});

it('gives a file with a header even when there is nothing to export', async () => {
  const input = { type: 'Article', filter: { slug: { eq: 'nowhere' } }, fields: ['title'] };
  expect((await exportFile(api, { ...input, format: 'CSV' })).body.toString()).toBe('id,title\r\n');
  expect((await exportFile(api, { ...input, format: 'JSONL' })).body).toHaveLength(0);
  const { body } = await exportFile(api, { ...input, format: 'PARQUET' });
  expect(body.subarray(0, 4).toString()).toBe('PAR1');
});

it('gives addresses that work for a while, for whoever has them, and parts of the file', async () => {
  const { result, body } = await exportFile(api, { type: 'Tag', format: 'CSV' });
  const { pathname, search } = new URL(result.file.url);
  const whole = await fetch(`${api.url}${pathname}${search}`);
  expect(whole.headers.get('content-disposition')).toContain('attachment; filename="tags.csv"');
  expect(whole.headers.get('cache-control')).toContain('private');
  const part = await fetch(`${api.url}${pathname}${search}`, { headers: { range: 'bytes=3-6' } });
  expect({ status: part.status, text: await part.text() }).toEqual({ status: 206, text: body.toString().slice(3, 7) });
  for (const wrong of [
    pathname,
    `${pathname}${search.replace(/signature=./, 'signature=!')}`,
    `${pathname.replace('tags', 'other')}${search}`,
  ]) {
    expect((await fetch(`${api.url}${wrong}`)).status).toBe(403);
  }
});

it.each([
  [{ type: 'Nothing', format: 'CSV' }, ['input', 'type']],
  [{ format: 'CSV' }, ['input', 'type']],
  [{ type: 'Article', format: 'CSV', filter: { titel: { eq: 'x' } } }, ['input', 'filter']],
  [{ type: 'Article', format: 'CSV', filter: { title: { eq: 5 } } }, ['input', 'filter', 'title', 'eq']],
  [{ type: 'Article', format: 'CSV', fields: ['title', 'colour'] }, ['input', 'fields', '1']],
  [{ type: 'Article', format: 'CSV', locale: ['fr'] }, ['input', 'locale']],
  [{ type: 'Article', format: 'CSV', since: 'yesterday' }, ['input', 'since']],
  [{ type: 'Article', format: 'WXR' }, ['input', 'type']],
])('tells what is wrong with %j, and makes no job', async (input, path) => {
  const { payload, errors } = await askForExport(api, input);
  expect(errors).toBeUndefined();
  expect(payload?.job).toBeNull();
  expect(payload?.userErrors).toEqual([{ code: 'VALIDATION_FAILED', message: expect.stringMatching(/[.?]$/), path }]);
});

it('writes down who has asked for what', async () => {
  const { jobId } = await exportFile(api, { type: 'Tag', format: 'CSV' });
  const { data } = await api.query(
    '{ auditLog(first: 1, filter: { action: ["export.requested"] }) { nodes { action actor subjectType subjectId } } }',
  );
  expect(data.auditLog.nodes).toEqual([
    { action: 'export.requested', actor: 'admin', subjectType: 'Job', subjectId: jobId },
  ]);
});
