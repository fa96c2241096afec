import { startApi, type TestApi } from '../../harness/api';
import { type AssetAnswer, png, uploaded } from '../../harness/media';

let api: TestApi;
let hero: AssetAnswer;
let inText: AssetAnswer;
let articleId: string;

const INPUT =
  'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } userErrors { code path message } } }';
const NO_ID = '01JZZZZZZZZZZZZZZZZZZZZZZZ';

const textWith = (assetId: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'image', attrs: { assetId, alt: 'a "picture"' } }] }],
});

async function created(input: object): Promise<string> {
  const { data, errors } = await api.query(INPUT, { input });
  expect(errors).toBeUndefined();
  expect(data.createArticle.userErrors).toEqual([]);
  return data.createArticle.article.id;
}

const publish = (id: string) =>
  api.query('mutation ($id: ID!) { publishArticle(input: { id: $id }) { userErrors { code } } }', { id });

async function deleted(id: string) {
  const { data } = await api.query(
    `mutation ($id: ID!) { deleteAsset(input: { id: $id }) { deletedIds usages { totalCount nodes { type documentId field targetId } } userErrors { code } } }`,
    { id },
  );
  return data.deleteAsset;
}

beforeAll(async () => {
  api = await startApi();
  hero = (await uploaded(api, png(), 'hero.png', { alt: 'Hero' })).asset;
  inText = (await uploaded(api, png(), 'text.png')).asset;
  articleId = await created({ title: 'Shown', heroId: hero.id, body: textWith(inText.id) });
  expect((await publish(articleId)).data.publishArticle.userErrors).toEqual([]);
});
afterAll(() => api.close());

describe('an asset that a document shows', () => {
  it('is seen by everybody who sees the document', async () => {
    const { data } = await api.query(
      'query ($id: ID!) { article(id: $id) { hero { id alt url kind } body { html markdown } } }',
      { id: articleId },
      { token: null },
    );
    expect(data.article.hero).toEqual({ id: hero.id, alt: 'Hero', url: hero.url, kind: 'IMAGE' });
    expect(data.article.body.html).toBe(`<p><img src="${inText.url}" alt="a &quot;picture&quot;"></p>`);
    expect(data.article.body.markdown).toContain(`](${inText.url})`);
  });

  it('is fetched by one statement for a whole list', async () => {
    for (let index = 0; index < 5; index++) {
      const asset = (await uploaded(api, png(), `${index}.png`)).asset;
      await publish(await created({ title: `Nr ${index}`, heroId: asset.id }));
    }
    const statements = await api.statements(() =>
      api.query('{ articles(first: 10) { nodes { title hero { filename width } } } }', {}, { token: null }),
    );
    expect(statements.filter(sql => sql.includes('FROM assets'))).toHaveLength(1);
    expect(statements).toHaveLength(2);
  });

  it('is named by who shows it, and can not be deleted while somebody does', async () => {
    expect(await deleted(hero.id)).toEqual({
      deletedIds: [],
      usages: {
        totalCount: 1,
        nodes: [{ type: 'Article', documentId: articleId, field: 'hero', targetId: hero.id }],
      },
      userErrors: [{ code: 'IN_USE' }],
    });
    expect((await deleted(inText.id)).usages.nodes).toMatchObject([{ documentId: articleId, field: 'body' }]);
    const { data } = await api.query('query ($id: ID!) { asset(id: $id) { usages { totalCount nodes { field } } } }', {
      id: inText.id,
    });
    expect(data.asset.usages).toEqual({ totalCount: 1, nodes: [{ field: 'body' }] });
  });

  it('is still in use by readers while a draft no longer shows it', async () => {
    const asset = (await uploaded(api, png(), 'draft.png')).asset;
    const id = await created({ title: 'Draft', heroId: asset.id });
    await publish(id);
    const clear = await api.query(
      'mutation ($id: ID!) { updateArticle(input: { id: $id, heroId: null }) { userErrors { code message } } }',
      { id },
    );
    const read = (perspective: string) =>
      api.query(`query ($id: ID!) { article(id: $id, perspective: ${perspective}) { hero { id } } }`, { id });
    if (clear.errors) throw new Error(clear.errors[0].message);
    expect((await read('DRAFT')).data.article.hero).toBeNull();
    expect((await read('PUBLISHED')).data.article.hero).toEqual({ id: asset.id });
    expect((await deleted(asset.id)).userErrors).toEqual([{ code: 'IN_USE' }]);
    await publish(id);
    expect((await deleted(asset.id)).deletedIds).toEqual([asset.id]);
  });

  it('is left out, and told of, when a revision that showed it is restored after it was deleted', async () => {
    const [picture, drawn] = [(await uploaded(api, png(), 'a.png')).asset, (await uploaded(api, png(), 'b.png')).asset];
    const id = await created({ title: 'Restored', heroId: picture.id, body: textWith(drawn.id) });
    await publish(id);
    await api.query(
      'mutation ($id: ID!) { updateArticle(input: { id: $id, heroId: null, body: null }) { userErrors { code } } }',
      { id },
    );
    await publish(id);
    expect((await deleted(picture.id)).deletedIds).toEqual([picture.id]);
    expect((await deleted(drawn.id)).deletedIds).toEqual([drawn.id]);
    const { data, errors } = await api.query(
      `mutation ($id: ID!) { restoreArticleRevision(input: { id: $id, number: 1 }) {
         article { hero { id } body { html } } droppedReferences { field documentId } userErrors { code } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data.restoreArticleRevision).toMatchObject({
      userErrors: [],
      droppedReferences: expect.arrayContaining([
        { field: 'hero', documentId: picture.id },
        { field: 'body', documentId: drawn.id },
      ]),
      article: { hero: null, body: { html: expect.stringContaining(`/media/${drawn.id}`) } },
    });
  });

  it('must exist and be of the right kind', async () => {
    const text = (await uploaded(api, Buffer.from('words'), 'a.txt')).asset;
    const answer = async (input: object) => (await api.query(INPUT, { input })).data.createArticle.userErrors;
    expect(await answer({ title: 'a', heroId: text.id })).toMatchObject([
      { code: 'VALIDATION_FAILED', path: ['input', 'heroId'] },
    ]);
    expect(await answer({ title: 'a', heroId: NO_ID })).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'heroId'] },
    ]);
    expect(await answer({ title: 'a', body: textWith(NO_ID) })).toMatchObject([
      { code: 'NOT_FOUND', path: ['input', 'body'] },
    ]);
  });

  it('is what lists are filtered by', async () => {
    const found = async (filter: string) =>
      (await api.query(`{ articles(first: 20, filter: ${filter}) { nodes { id } } }`)).data.articles.nodes.map(
        (node: { id: string }) => node.id,
      );
    expect(await found(`{ heroId: { eq: "${hero.id}" } }`)).toEqual([articleId]);
    expect(await found('{ heroId: { kind: IMAGE, withoutAlt: false } }')).toEqual([articleId]);
    expect(await found('{ heroId: { kind: VIDEO } }')).toEqual([]);
    expect(await found('{ heroId: { isNull: true } }')).not.toContain(articleId);
  });

  it('is told of by the content types', async () => {
    const { data } = await api.query('{ contentTypes { name fields { name kind inputName targetType accept } } }');
    const article = data.contentTypes.find(({ name }: { name: string }) => name === 'Article');
    expect(article.fields.find(({ name }: { name: string }) => name === 'hero')).toEqual({
      name: 'hero',
      kind: 'MEDIA',
      inputName: 'heroId',
      targetType: 'Asset',
      accept: 'IMAGE',
    });
  });
});

describe('an asset that nobody shows', () => {
  it('is deleted with its files', async () => {
    const { asset } = await uploaded(api, png(), 'gone.png');
    const path = new URL(asset.url).pathname;
    expect((await fetch(api.url + path)).status).toBe(200);
    expect(await deleted(asset.id)).toEqual({ deletedIds: [asset.id], usages: null, userErrors: [] });
    expect((await fetch(api.url + path)).status).toBe(404);
    const jobs = await api.db.select<{ id: string }>(
      `SELECT public_id AS id FROM jobs WHERE kind = 'media.purge-files'`,
    );
    for (const { id } of jobs) await api.settled(id);
    expect(await api.services.storage.list(asset.sha256)).toEqual([]);
  });
});
