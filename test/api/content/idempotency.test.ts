import { startApi, type TestApi } from '../../harness/api';
import { mutationsOf } from '../../harness/mutations';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

const { rows } = mutationsOf(() => api, ['articles', 'tags']);

async function send(query: string, variables: object, key?: string): Promise<any> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${api.adminToken}`,
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

const CREATE = `mutation ($title: String!) { createArticle(input: { title: $title }) { article { id title } userErrors { code } } }`;
const KEYED = CREATE.replace('createArticle(input: { title: $title })', '$& @idempotent(key: $key)').replace(
  '$title: String!',
  '$&, $key: String!',
);

describe('an idempotency key', () => {
  it('in the header lets a hundred requests do the work once, and all learn what became of it', async () => {
    const before = (await rows()).articles;
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(CREATE, { title: 'Once' }, 'a-hundred')));
    const ids = new Set(answers.map(({ data }) => data.createArticle.article.id));
    expect(ids.size).toBe(1);
    expect((await rows()).articles).toBe(before + 1);
  });

  it('in the directive does the same, for its field alone', async () => {
    const [first, again] = [
      await send(KEYED, { title: 'Keyed', key: 'k' }),
      await send(KEYED, { title: 'Keyed', key: 'k' }),
    ];
    expect(first.errors).toBeUndefined();
    expect(again).toEqual(first);
  });

  it('is refused with other input, and nothing is written', async () => {
    await send(CREATE, { title: 'This' }, 'reused');
    const before = await rows();
    const { data } = await send(CREATE, { title: 'That' }, 'reused');
    expect(data.createArticle).toEqual({ article: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect(await rows()).toEqual(before);
  });

  it('stands for each field of a request by itself', async () => {
    const both = `mutation { a: createTag(input: { name: "A" }) { tag { id } } b: createTag(input: { name: "B" }) { tag { id } } }`;
    const [first, again] = [await send(both, {}, 'two-fields'), await send(both, {}, 'two-fields')];
    expect(first.errors).toBeUndefined();
    expect(again).toEqual(first);
    expect(first.data.a.tag.id).not.toBe(first.data.b.tag.id);
  });

  it('is free again when nothing was written', async () => {
    const query = `mutation ($name: String!, $slug: String) { createTag(input: { name: $name, slug: $slug }) { tag { id } userErrors { code } } }`;
    const refused = await send(query, { name: '', slug: 'not a slug' }, 'refused-first');
    expect(refused.data.createTag.tag).toBeNull();
    const mended = await send(query, { name: 'Mended' }, 'refused-first');
    expect(mended.data.createTag.userErrors).toEqual([]);
  });

  it('is answered again with what is selected then', async () => {
    await send(CREATE, { title: 'Selected' }, 'selected');
    const other = CREATE.replace('id title', 'slug state');
    const { data } = await send(other, { title: 'Selected' }, 'selected');
    expect(data.createArticle.article).toEqual({ slug: 'selected', state: 'DRAFT' });
  });
});
