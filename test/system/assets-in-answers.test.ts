import { ADMIN_TOKEN } from '../harness/http-server';
import { until } from '../harness/keelson-process';
import { png, uploaded } from '../harness/media';
import { type Roles, startRoles } from '../harness/roles';

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles();
});
afterAll(() => roles.close());

const QUESTION = '{ articles(first: 5) { nodes { hero { alt url } body { html } } } }';

async function asAnybody(): Promise<{ hero: { alt: string; url: string } | null; body: { html: string } }> {
  const response = await fetch(`${roles.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUESTION }),
  });
  const { data } = (await response.json()) as { data: { articles: { nodes: never[] } } };
  return data.articles.nodes[0];
}

const update = (input: object) =>
  roles.query('mutation ($input: UpdateAssetInput!) { updateAsset(input: $input) { userErrors { message } } }', {
    input,
  });

it('answers that are kept for everybody follow the assets that they show, and private ones are never kept', async () => {
  const { asset } = await uploaded({ url: roles.url, adminToken: ADMIN_TOKEN }, png(), 'a.png', { alt: 'first' });
  const body = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'image', attrs: { assetId: asset.id } }] }],
  };
  const { data } = await roles.query(
    'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } userErrors { message } } }',
    { input: { title: 'Shown', heroId: asset.id, body } },
  );
  await roles.query('mutation ($id: ID!) { publishArticle(input: { id: $id }) { userErrors { message } } }', {
    id: data.createArticle.article.id,
  });
  await until(async () => (await asAnybody())?.hero?.alt === 'first');
  for (let time = 0; time < 3; time++) expect((await asAnybody()).hero?.alt).toBe('first');
  await update({ id: asset.id, alt: 'second' });
  await until(async () => (await asAnybody()).hero?.alt === 'second');
  await update({ id: asset.id, private: true });
  await until(async () => /signature=/.test((await asAnybody()).hero?.url ?? ''));
  const { hero, body: shown } = await asAnybody();
  expect(shown.html).toContain('signature=');
  const found = await fetch(hero?.url.replace(/^https?:\/\/[^/]+/, roles.url) ?? '');
  expect(found.status).toBe(200);
});
