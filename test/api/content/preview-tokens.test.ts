import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

const { change, rows } = mutationsOf(() => api, ['articles', 'preview_tokens']);

const token = async (input: object = {}): Promise<string> => (await change('createPreviewToken', input, 'token')).token;
const codes = (answer: { errors?: { extensions: { code: string } }[] }) =>
  (answer.errors ?? []).map(({ extensions }) => extensions.code);

async function draft(input: object = {}): Promise<string> {
  const { article } = await change(
    'createArticle',
    { title: 'Draft', author: { create: { name: 'Drafted' } }, ...input },
    'article { id }',
  );
  return article.id;
}

describe('a preview token', () => {
  it('for all documents shows drafts and what is nested in them, in lookups, lists and searches', async () => {
    const id = await draft({ title: 'Zeppelin' });
    const { data, errors } = await api.query(
      `query ($id: ID!) { article(id: $id, perspective: DRAFT) { title author { name } } node(id: $id, perspective: DRAFT) { id }
       articles(first: 10, perspective: DRAFT, search: "zeppelin") { nodes { id } } }`,
      { id },
      { token: await token() },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      article: { title: 'Zeppelin', author: { name: 'Drafted' } },
      node: { id },
      articles: { nodes: [{ id }] },
    });
  });

  it('for one document shows that one and what is nested in it, and no other draft', async () => {
    const [id, other] = [await draft(), await draft({ slug: 'other-draft' })];
    const options = { token: await token({ documentId: id }) };
    const { data } = await api.query(
      `query ($id: ID!, $other: ID!) { mine: article(id: $id, perspective: DRAFT) { title author { name } }
       a: article(id: $other, perspective: DRAFT) { id } b: article(slug: "other-draft", perspective: DRAFT) { id }
       c: node(id: $other, perspective: DRAFT) { id } d: nodes(ids: [$other, $id], perspective: DRAFT) { id } }`,
      { id, other },
      options,
    );
    expect(data).toEqual({
      mine: { title: 'Draft', author: { name: 'Drafted' } },
      a: null,
      b: null,
      c: null,
      d: [null, { id }],
    });
    const refused = await Promise.all(
      [
        'articles(first: 1, perspective: DRAFT) { nodes { id } }',
        'articlesAggregate(perspective: DRAFT) { count }',
        `article(id: "${id}", perspective: DRAFT) { author { articles(first: 1) { nodes { id } } } }`,
      ].map(field => api.query(`{ ${field} }`, {}, options)),
    );
    expect(refused.map(codes)).toEqual([['FORBIDDEN'], ['FORBIDDEN'], ['FORBIDDEN']]);
    const published = await api.query('{ articles(first: 1) { nodes { id } } }', {}, options);
    expect(published.errors).toBeUndefined();
  });

  it('lets nobody write, read the history, or make further tokens', async () => {
    const id = await draft();
    const options = { token: await token() };
    const before = await rows();
    const answers = await Promise.all(
      [
        `mutation { updateArticle(input: { id: "${id}", title: "x" }) { article { id } } }`,
        `mutation { publishArticles(input: { filter: {} }) { job { id } } }`,
        'mutation { createPreviewToken(input: {}) { token } }',
        `{ revision(id: "${id}", number: 1) { number } }`,
        `{ article(id: "${id}", perspective: DRAFT) { usages { totalCount } } }`,
        '{ previewTokens { tokenId } }',
      ].map(query => api.query(query, {}, options)),
    );
    expect(answers.map(codes)).toEqual(Array(6).fill(['FORBIDDEN']));
    expect(await rows()).toEqual(before);
  });

  it('is taken from a header of its own as well', async () => {
    const id = await draft();
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-preview-token': await token({ documentId: id }) },
      body: JSON.stringify({ query: `{ article(id: "${id}", perspective: DRAFT) { state } }` }),
    });
    expect(response.headers.get('cache-control')).toContain('private');
    expect(await response.json()).toMatchObject({ data: { article: { state: 'DRAFT' } } });
  });

  it('is no good any more when it is revoked, has expired, or was made up', async () => {
    const { token: revoked, previewToken } = await change(
      'createPreviewToken',
      { ttlSeconds: 600 },
      'token previewToken { tokenId expiresAt createdBy }',
    );
    expect(previewToken.createdBy).toBe('admin');
    const expired = await token();
    const listed = await api.query('{ previewTokens { tokenId } }');
    expect(listed.data.previewTokens).toContainEqual({ tokenId: previewToken.tokenId });
    await change('revokePreviewToken', { tokenId: previewToken.tokenId }, 'tokenId');
    await api.db.run('UPDATE preview_tokens SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
    for (const bad of [revoked, expired, 'kpt_made-up']) {
      expect(codes(await api.query('{ articles(first: 1) { nodes { id } } }', {}, { token: bad }))).toEqual([
        'UNAUTHENTICATED',
      ]);
    }
    const again = await change('revokePreviewToken', { tokenId: previewToken.tokenId }, 'tokenId');
    expect(again).toMatchObject({ tokenId: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'tokenId'] }] });
  });

  it('is kept as a hash only', async () => {
    const secret = await token();
    const stored = JSON.stringify(await api.db.select('SELECT * FROM preview_tokens'));
    expect(stored).not.toContain(secret.slice(4));
  });

  it('is refused for a document that is not there, and for a life too short or too long', async () => {
    const before = await rows();
    const answers = [
      await change('createPreviewToken', { documentId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, 'token'),
      await change('createPreviewToken', { ttlSeconds: 5 }, 'token'),
      await change('createPreviewToken', { expiresAt: '2099-01-01T00:00:00Z' }, 'token'),
      await change('createPreviewToken', { expiresAt: '2001-01-01T00:00:00Z' }, 'token'),
    ];
    expect(answers.map(({ token: made, userErrors }) => [made, userErrors[0].code, userErrors[0].path[1]])).toEqual([
      [null, 'NOT_FOUND', 'documentId'],
      [null, 'VALIDATION_FAILED', 'ttlSeconds'],
      [null, 'VALIDATION_FAILED', 'expiresAt'],
      [null, 'VALIDATION_FAILED', 'expiresAt'],
    ]);
    expect(await rows()).toEqual(before);
  });
});
