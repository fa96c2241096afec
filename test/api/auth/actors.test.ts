import { readLocales } from '../../../src/engine/content/locales';
import { startApi, type TestApi } from '../../harness/api';
import { makeUser } from '../../harness/browser-session';
import { makeRoleTokens, makeToken, type RoleTokens } from '../../harness/role-tokens';

/*
 * What screens need to know to offer only what will be let through: who did something, and what may be done with a document.
 */

let api: TestApi;
let tokens: RoleTokens;
beforeAll(async () => {
  api = await startApi({ worker: false, locales: readLocales('en,de', '') });
  tokens = await makeRoleTokens(api, ['de']);
});
afterAll(() => api.close());

const ask = async (query: string, variables: object = {}, token: string | null = api.adminToken) =>
  (await api.query(query, variables, { token })).data;

async function makeArticle(token: string | null): Promise<string> {
  const { createArticle } = await ask(
    'mutation { createArticle(input: { title: "Lighthouse" }) { article { id } } }',
    {},
    token,
  );
  return createArticle.article.id;
}

it('ids of people and programs become names, and unknown ones are left out', async () => {
  const person = await makeUser(api, { email: 'ann@example.org', password: 'eleven lamps in the harbour' });
  const { tokenId } = await makeToken(api, { permissions: ['content.read'] });
  const { actors } = await ask('query ($ids: [ID!]!) { actors(ids: $ids) { actorId name kind } }', {
    ids: [`token:${tokenId}`, 'nobody', person, 'admin', person],
  });
  expect(actors).toEqual([
    { actorId: `token:${tokenId}`, name: 'A test', kind: 'TOKEN' },
    { actorId: person, name: 'Ann Example', kind: 'PERSON' },
    { actorId: 'admin', name: "The server's operator", kind: 'TOKEN' },
  ]);
});

it('an author may change their own document, and do nothing with those of others', async () => {
  const [own, other] = [await makeArticle(tokens.author), await makeArticle(api.adminToken)];
  const rightsOf = async (id: string, token: string | null) =>
    (await ask('query ($id: ID!) { contentRights(id: $id) }', { id }, token)).contentRights;
  expect(await rightsOf(own, tokens.author)).toEqual(['READ', 'WRITE', 'DELETE']);
  expect(await rightsOf(other, tokens.author)).toEqual([]);
  expect(await rightsOf(other, tokens.editor)).toEqual(['READ', 'WRITE', 'PUBLISH', 'DELETE']);
  expect(await rightsOf(other, tokens.viewer)).toEqual(['READ']);
  expect(await rightsOf('01JZZZZZZZZZZZZZZZZZZZZZZZ', tokens.administrator)).toEqual([]);
});

it('a content type says which of its fields and languages one may write', async () => {
  const { token } = await makeToken(api, {
    permissions: ['content.read'],
    grants: [{ right: 'WRITE', types: ['Article'], fields: ['title', 'slug'] }],
  });
  const of = async (credential: string | null) =>
    (await ask('{ contentTypes { name rights writableFields writableLocales } }', {}, credential)).contentTypes.find(
      ({ name }: { name: string }) => name === 'Article',
    );
  expect(await of(token)).toMatchObject({ writableFields: ['title', 'slug'], writableLocales: null });
  expect(await of(tokens.translator)).toMatchObject({ writableFields: null, writableLocales: ['de'] });
  expect(await of(tokens.administrator)).toMatchObject({ writableFields: null, writableLocales: null });
});
