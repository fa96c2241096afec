import { startApi, type TestApi } from '../../harness/api';
import { makeUser, type Visitor, visitorOf } from '../../harness/browser-session';
import { joinGraphqlSocket } from '../../harness/graphql-socket';
import { makeToken } from '../../harness/role-tokens';

const PASSWORD = 'a swallow over the quay';
const DRAFTS = '{ articles(first: 1, perspective: DRAFT) { totalCount } }';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

async function statusOf(token: string): Promise<number> {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: DRAFTS }),
  });
  return response.status;
}

const rowOf = async (tokenId: string) =>
  (await api.db.select<Record<string, unknown>>('SELECT * FROM api_tokens WHERE id = ?', [tokenId]))[0];

async function editor(): Promise<Visitor> {
  const email = `${Math.random().toString(36).slice(2)}@example.org`;
  await makeUser(api, { email, password: PASSWORD, roles: ['editor'] });
  const visitor = visitorOf(api);
  await visitor.change('signIn', { email, password: PASSWORD }, 'user { id }');
  return visitor;
}

describe('an API token', () => {
  it('is shown once, begins with what people know it by, and is stored as a hash', async () => {
    const { token, tokenId } = await makeToken(api, { permissions: ['content.read'] });
    expect(token).toMatch(/^kls_[\w-]{43}$/);
    const row = await rowOf(tokenId);
    expect(row.prefix).toBe(token.slice(0, 12));
    expect(JSON.stringify(row)).not.toContain(token.slice(12));
    const { data } = await api.query('{ apiTokens { tokenId prefix permissions createdBy lastUsedAt } }');
    expect(data.apiTokens[0]).toEqual({
      tokenId,
      prefix: token.slice(0, 12),
      permissions: ['content.read'],
      createdBy: 'admin',
      lastUsedAt: null,
    });
  });

  it('may do what it was made for and nothing else', async () => {
    const { token } = await makeToken(api, { permissions: ['content.read'] });
    expect((await api.query(DRAFTS, {}, { token })).data.articles.totalCount).toBe(0);
    const { errors } = await api.query('{ roles { name } }', {}, { token });
    expect(errors?.[0].extensions.code).toBe('FORBIDDEN');
  });

  it("ends at its time by the database's clock", async () => {
    const { token, tokenId } = await makeToken(api, { permissions: ['content.read'], ttlSeconds: 3600 });
    await api.db.run('UPDATE api_tokens SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE id = ?', [tokenId]);
    expect(await statusOf(token)).toBe(401);
    expect((await api.query('{ apiTokens { tokenId } }')).data.apiTokens).not.toContainEqual({ tokenId });
  });

  it('is known to have been used, exact to a minute', async () => {
    const { token, tokenId } = await makeToken(api, { permissions: ['content.read'] });
    expect(await statusOf(token)).toBe(200);
    const first = (await rowOf(tokenId)).last_used_at as Date;
    expect(first).toBeInstanceOf(Date);
    api.services.revocations.revoke(`token:${tokenId}`);
    expect(await statusOf(token)).toBe(200);
    expect((await rowOf(tokenId)).last_used_at).toEqual(first);
    await api.db.run('UPDATE api_tokens SET last_used_at = last_used_at - INTERVAL 61 SECOND WHERE id = ?', [tokenId]);
    api.services.revocations.revoke(`token:${tokenId}`);
    expect(await statusOf(token)).toBe(200);
    expect(((await rowOf(tokenId)).last_used_at as Date).getTime()).toBeGreaterThanOrEqual(first.getTime());
  });

  it('that is revoked is refused at once, and its sockets are closed', async () => {
    const { token, tokenId } = await makeToken(api, { permissions: ['content.read'] });
    expect(await statusOf(token)).toBe(200);
    const socket = await joinGraphqlSocket(api.url, `Bearer ${token}`);
    const { data } = await api.query(
      'mutation ($id: ID!) { revokeApiToken(input: { tokenId: $id }) { tokenId userErrors { code } } }',
      { id: tokenId },
    );
    expect(data.revokeApiToken).toEqual({ tokenId, userErrors: [] });
    expect(await statusOf(token)).toBe(401);
    expect(await socket.closed).toBe(4403);
  });
});

describe('a person who is signed in', () => {
  it('makes tokens with the rights that they have themselves, and no others', async () => {
    const visitor = await editor();
    const made = await visitor.change(
      'createApiToken',
      { name: 'My frontend', grants: [{ right: 'WRITE', types: ['Article'] }], permissions: ['content.read'] },
      'token apiToken { permissions grants { right types own } }',
    );
    expect(made.apiToken).toEqual({
      permissions: ['content.read'],
      grants: [{ right: 'WRITE', types: ['Article'], own: false }],
    });
    const { code } = await visitor.send(
      'mutation { createApiToken(input: { name: "More", permissions: ["users.manage"] }) { token } }',
    );
    expect(code).toBe('FORBIDDEN');
  });

  it('sees and revokes their own tokens; those of others do not exist for them', async () => {
    const [one, other] = [await editor(), await editor()];
    const { apiToken } = await one.change('createApiToken', { name: 'Mine' }, 'apiToken { tokenId }');
    expect((await one.send('{ apiTokens { tokenId } }')).data.apiTokens).toEqual([{ tokenId: apiToken.tokenId }]);
    expect((await other.send('{ apiTokens { tokenId } }')).data.apiTokens).toEqual([]);
    const refused = await other.change('revokeApiToken', { tokenId: apiToken.tokenId }, 'tokenId');
    expect(refused.userErrors[0].code).toBe('NOT_FOUND');
    expect(await one.change('revokeApiToken', { tokenId: apiToken.tokenId }, 'tokenId')).toEqual({
      tokenId: apiToken.tokenId,
      userErrors: [],
    });
  });
});

it.each(['0', '1abc', "' OR 1=1 --", '🦀', '01JZZZZZZZZZZZZZZZZZZZZZZZ'])(
  'revoking "%s", which is no token, finds none',
  async tokenId => {
    const { data } = await api.query(
      'mutation ($id: ID!) { revokeApiToken(input: { tokenId: $id }) { tokenId userErrors { code path } } }',
      { id: tokenId },
    );
    expect(data.revokeApiToken).toEqual({
      tokenId: null,
      userErrors: [{ code: 'NOT_FOUND', path: ['input', 'tokenId'] }],
    });
  },
);
