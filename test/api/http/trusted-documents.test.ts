import { createHash } from 'node:crypto';
import { createArticle } from '../../factories/content';
import { startApi, type TestApi } from '../../harness/api';

const PERSIST = `mutation Persist($documents: [TrustedDocumentInput!]!) {
  persistDocuments(input: { documents: $documents }) { added known userErrors { code message path } }
}`;
const LIST = 'query Titles($n: Int!) { articles(first: $n) { nodes { title } } }';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

interface Sent {
  query?: string;
  documentId?: string;
  variables?: object;
  extensions?: object;
}

let api: TestApi;

async function post(body: Sent, headers: Record<string, string> = {}) {
  const answer = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, ...((await answer.json()) as { data?: any; errors?: any[] }) };
}

const persist = async (documents: { id: string; text: string }[]) =>
  (await api.query(PERSIST, { documents })).data.persistDocuments;

describe('documents that were made known', () => {
  beforeAll(async () => {
    api = await startApi();
    await createArticle(api.db, { title: 'Lanterns' });
  });
  afterAll(() => api.close());

  it('are answered by their id, in a body, a URL and in the form of Apollo', async () => {
    const id = hash(LIST);
    expect(await persist([{ id, text: LIST }])).toEqual({ added: 1, known: 0, userErrors: [] });
    const data = { articles: { nodes: [{ title: 'Lanterns' }] } };
    for (let times = 0; times < 3; times++) {
      expect(await post({ documentId: id, variables: { n: 1 } })).toEqual({ status: 200, data });
      expect(await post({ documentId: `sha256:${id}`, variables: { n: 1 } })).toEqual({ status: 200, data });
      const extensions = { persistedQuery: { version: 1, sha256Hash: id } };
      expect(await post({ extensions, variables: { n: 1 } })).toEqual({ status: 200, data });
      const url = `${api.url}/graphql?documentId=${id}&variables=${encodeURIComponent('{"n":1}')}`;
      const answer = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
      expect([answer.status, await answer.json()]).toEqual([200, { data }]);
      expect(answer.headers.get('etag')).toBeTruthy();
    }
  });

  it('are answered over a WebSocket as well', async () => {
    const socket = api.sockets();
    const payload = { query: '', extensions: { persistedQuery: hash(LIST) }, variables: { n: 1 } };
    const answers = [];
    for await (const answer of socket.iterate(payload)) answers.push(answer.data);
    expect(answers).toEqual([{ articles: { nodes: [{ title: 'Lanterns' }] } }]);
    await socket.dispose();
  });

  it('an id that nobody knows is PERSISTED_QUERY_NOT_FOUND', async () => {
    const { status, errors } = await post({ documentId: 'nobody-knows' });
    expect([status, errors?.[0].extensions.code]).toEqual([404, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  it('are checked against the schema, and kept all or none', async () => {
    const documents = [
      { id: 'sound', text: '{ __typename }' },
      { id: 'unsound', text: '{ nothing }' },
      { id: 'broken', text: '{ articles(' },
      { id: 'no id', text: '{ __typename }' },
    ];
    const { added, userErrors } = await persist(documents);
    expect(added).toBeNull();
    expect(userErrors.map(({ path }: { path: string[] }) => path.join('.'))).toEqual([
      'input.documents.1.text',
      'input.documents.2.text',
      'input.documents.3.id',
    ]);
    expect((await post({ documentId: 'sound' })).status).toBe(404);
  });

  it('an id keeps its meaning', async () => {
    expect(await persist([{ id: 'names', text: '{ tags(first: 1) { nodes { name } } }' }])).toMatchObject({ added: 1 });
    const { added, userErrors } = await persist([
      { id: 'fresh', text: '{ __typename }' },
      { id: 'names', text: '{ __typename }' },
    ]);
    expect(added).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'documents', '1', 'id'] }]);
    expect((await post({ documentId: 'fresh' })).status).toBe(404);
  });

  it('are made known by people with settings.manage alone', async () => {
    const { errors } = await api.query(PERSIST, { documents: [{ id: 'x', text: '{ __typename }' }] }, { token: null });
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('a server that answers strangers nothing but trusted documents', () => {
  beforeAll(async () => {
    api = await startApi({ trustedDocumentsOnly: true });
    await createArticle(api.db, { title: 'Lanterns' });
    await persist([{ id: hash(LIST), text: LIST }]);
  });
  afterAll(() => api.close());

  it('refuses other documents, known ones of the signed-in included, however they come', async () => {
    const other = '{ articles(first: 1) { nodes { id title } } }';
    expect((await api.query(other)).errors).toBeUndefined();
    for (let times = 0; times < 3; times++) {
      const { status, data, errors } = await post({ query: other });
      expect([status, data, errors?.[0].extensions.code]).toEqual([403, undefined, 'UNTRUSTED_DOCUMENT']);
    }
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash(other) } };
    expect((await post({ extensions })).errors?.[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await post({ query: other, extensions })).errors?.[0].extensions.code).toBe('UNTRUSTED_DOCUMENT');
    const answer = await fetch(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: other }),
    });
    expect(await answer.text()).toContain('UNTRUSTED_DOCUMENT');
  });

  it('answers trusted ones by id and by text, and everything to who has a token', async () => {
    for (let times = 0; times < 3; times++) {
      expect((await post({ query: LIST, variables: { n: 1 } })).status).toBe(200);
      expect((await post({ documentId: hash(LIST), variables: { n: 1 } })).status).toBe(200);
    }
    const answer = await post(
      { query: '{ tags(first: 2) { nodes { name } } }' },
      { authorization: `Bearer ${api.adminToken}` },
    );
    expect(answer.status).toBe(200);
  });

  it('lets people sign in, and slips nothing in beside it', async () => {
    const signIn =
      'mutation { signIn(input: { email: "a@b.example", password: "wrong one" }) { userErrors { code } } }';
    expect((await post({ query: signIn })).status).toBe(200);
    expect((await post({ query: '{ viewer { __typename } }' })).status).toBe(200);
    const { errors } = await post({
      query: '{ viewer { __typename } ...More } fragment More on Query { articles(first: 1) { nodes { id } } }',
    });
    expect(errors?.[0].extensions.code).toBe('UNTRUSTED_DOCUMENT');
  });
});
