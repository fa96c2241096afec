import { inviteFirst } from '../../../src/features/auth/invitations';
import { newFirstInvitation } from '../../../src/features/auth/one-time-tokens';
import { newId } from '../../../src/platform/crypto/new-id';
import { startApi, type TestApi } from '../../harness/api';
import { linkedToken, makeUser, type Visitor, visitorOf } from '../../harness/browser-session';
import { joinGraphqlSocket } from '../../harness/graphql-socket';

const PASSWORD = 'a swallow over the quay';
let api: TestApi;
let admin: Visitor;
let adminId: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const roleId = async (builtIn: string) =>
  (await api.db.select<{ id: string }>('SELECT id FROM roles WHERE built_in = ?', [builtIn]))[0].id;
const freshEmail = () => `${newId().toLowerCase()}@example.org`;

it('whoever holds the first invitation becomes the administrator, and nobody else does by it', async () => {
  const { token, hash } = newFirstInvitation();
  expect(await inviteFirst(api.db, hash)).toBe(true);
  const accept = (n: number) =>
    visitorOf(api).change(
      'acceptInvitation',
      { token, password: PASSWORD, name: `First ${n}`, email: `first-${n}@example.org` },
      'user { id email }',
    );
  const answers = await Promise.all([accept(0), accept(1), accept(2)]);
  const users = answers.flatMap(({ user }) => user ?? []);
  expect(users).toHaveLength(1);
  adminId = users[0].id;
  admin = visitorOf(api);
  await admin.change('signIn', { email: users[0].email, password: PASSWORD }, 'user { id }');
  expect((await admin.send('{ viewer { permissions } }')).data.viewer.permissions).toEqual(['*']);
  expect(await inviteFirst(api.db, newFirstInvitation().hash)).toBe(false);
});

describe('an invitation', () => {
  it('makes an account that its owner completes by the link of a mail, once', async () => {
    const email = freshEmail();
    const input = { email: email.toUpperCase(), name: 'Ben Example', roleIds: [await roleId('editor')] };
    const { user } = await admin.change('inviteUser', input, 'user { id email state }');
    expect(user).toMatchObject({ email, state: 'INVITED' });
    const token = await linkedToken(api, email);
    const early = await visitorOf(api).change('signIn', { email, password: PASSWORD }, 'user { id }');
    expect(early.userErrors).toMatchObject([{ code: 'INVALID_CREDENTIALS' }]);

    const visitor = visitorOf(api);
    const weak = await visitor.change('acceptInvitation', { token, password: 'password' }, 'user { id }');
    expect(weak.userErrors).toMatchObject([{ code: 'VALIDATION_FAILED', path: ['input', 'password'] }]);
    await visitor.change('acceptInvitation', { token, password: PASSWORD }, 'user { id }');
    const { viewer } = (await visitor.send('{ viewer { user { id name state } permissions } }')).data;
    expect(viewer.user).toEqual({ id: user.id, name: 'Ben Example', state: 'ACTIVE' });
    expect(viewer.permissions).toContain('content.publish');
    const again = await visitorOf(api).change('acceptInvitation', { token, password: PASSWORD }, 'user { id }');
    expect(again.userErrors).toMatchObject([{ path: ['input', 'token'] }]);
  });

  it('sent again makes the earlier link useless', async () => {
    const email = freshEmail();
    const { user } = await admin.change('inviteUser', { email, name: 'Cleo', roleIds: [] }, 'user { id }');
    const first = await linkedToken(api, email);
    await admin.change('resendInvitation', { userId: user.id }, 'user { id }');
    const second = await linkedToken(api, email, [first]);
    const accept = (token: string) =>
      visitorOf(api).change('acceptInvitation', { token, password: PASSWORD }, 'user { id }');
    expect((await accept(first)).user).toBeNull();
    expect((await accept(second)).user).toEqual({ id: user.id });
    const late = await admin.change('resendInvitation', { userId: user.id }, 'user { id }');
    expect(late.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  it('is refused for an address that is none or is taken, and for a role that is not there', async () => {
    const invite = (input: object) =>
      admin.change('inviteUser', { email: freshEmail(), name: 'Dora', roleIds: [], ...input }, 'user { id }');
    const answers = [
      await invite({ email: 'nowhere' }),
      await invite({ email: 'FIRST-0@example.org' }),
      await invite({ email: 'first-1@example.org' }),
      await invite({ email: 'first-2@example.org' }),
      await invite({ name: ' ' }),
      await invite({ roleIds: [newId()] }),
    ];
    const paths = answers.map(({ userErrors }) => userErrors[0]?.path.join('.') ?? null);
    expect(paths[0]).toBe('input.email');
    expect(paths.slice(1, 4).filter(Boolean)).toEqual(['input.email']);
    expect(paths.slice(4)).toEqual(['input.name', 'input.roleIds.0']);
  });

  it('gives nobody more than the inviter may do', async () => {
    const roleIds = [await roleId('administrator')];
    const id = newId();
    await api.db.run(
      `INSERT INTO roles (id, name, description, permissions, grants, created_at, updated_at)
       VALUES (?, ?, 'Manages the users.', '["users.manage"]', '[]', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      [id, `Office ${id}`],
    );
    const email = freshEmail();
    await api.db.run('INSERT INTO user_roles (user_id, role_id) VALUES (?, ?)', [
      await makeUser(api, { email, password: PASSWORD }),
      id,
    ]);
    const office = visitorOf(api);
    await office.change('signIn', { email, password: PASSWORD }, 'user { id }');
    const query = 'mutation ($i: InviteUserInput!) { inviteUser(input: $i) { user { id } } }';
    expect((await office.send(query, { i: { email: freshEmail(), name: 'Eve', roleIds } })).code).toBe('FORBIDDEN');
  });
});

describe('who manages the users', () => {
  it('sees them page by page; nobody else does, but for themselves', async () => {
    const email = freshEmail();
    const id = await makeUser(api, { email, password: PASSWORD, roles: ['editor'] });
    const first = (
      await admin.send('{ users(first: 1) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }')
    ).data.users;
    expect(first.nodes).toEqual([{ id }]);
    expect(first.totalCount).toBeGreaterThan(1);
    const { data } = await admin.send('query ($after: String) { users(first: 100, after: $after) { nodes { id } } }', {
      after: first.pageInfo.endCursor,
    });
    expect(data.users.nodes).toHaveLength(first.totalCount - 1);

    const editor = visitorOf(api);
    await editor.change('signIn', { email, password: PASSWORD }, 'user { id }');
    expect((await editor.send('{ users(first: 1) { totalCount } }')).code).toBe('FORBIDDEN');
    const nodes = await editor.send('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [id, adminId] });
    expect(nodes.data.nodes).toEqual([{ id }, null]);
    expect((await visitorOf(api).send('query ($id: ID!) { node(id: $id) { id } }', { id })).data.node).toBeNull();
  });

  it('finds them by words of their name or address, and by their state, and sees their roles', async () => {
    const email = freshEmail();
    const id = await makeUser(api, { email, password: PASSWORD, roles: ['translator'] });
    const find = async (args: string) =>
      (await admin.send(`{ users(first: 9, ${args}) { totalCount nodes { id roles { role { builtIn } locales } } } }`))
        .data.users;
    expect(await find(`search: "${email.toUpperCase()}"`)).toEqual({
      totalCount: 1,
      nodes: [{ id, roles: [{ role: { builtIn: 'translator' }, locales: null }] }],
    });
    expect((await find(`search: "${email}", state: INVITED`)).nodes).toEqual([]);
    expect((await find('search: "%_"')).totalCount).toBe(0);
    await admin.change('disableUser', { userId: id }, '__typename');
    expect((await find(`search: "${email}", state: DISABLED`)).totalCount).toBe(1);
  });

  it('deletes an account with its sessions and links, but not their own', async () => {
    const email = freshEmail();
    const userId = await makeUser(api, { email, password: PASSWORD, roles: ['editor'] });
    const visitor = visitorOf(api);
    await visitor.change('signIn', { email, password: PASSWORD }, 'user { id }');
    expect((await admin.change('deleteUser', { userId }, 'userId')).userId).toBe(userId);
    expect((await visitor.send('{ __typename }')).status).toBe(401);
    expect((await admin.change('deleteUser', { userId }, 'userId')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    for (const mutation of ['deleteUser', 'disableUser'])
      expect((await admin.change(mutation, { userId: adminId }, '__typename')).userErrors).toMatchObject([
        { code: 'VALIDATION_FAILED', path: ['input', 'userId'] },
      ]);
  });

  it.each(['disableUser', 'deleteUser'])(
    'ends by %s the tokens that somebody has made, with their sockets',
    async mutation => {
      const email = freshEmail();
      const userId = await makeUser(api, { email, password: PASSWORD, roles: ['administrator'] });
      const visitor = visitorOf(api);
      await visitor.change('signIn', { email, password: PASSWORD }, 'user { id }');
      const wish = { name: 'A site', permissions: ['users.manage', 'content.read', 'content.write'] };
      const { token } = await visitor.change('createApiToken', wish, 'token');
      const { data } = await api.query(
        'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token } }',
        { input: { name: 'Made by that token', permissions: ['content.read'] } },
        { token },
      );
      const made = data.createApiToken.token;
      const preview = (await visitor.change('createPreviewToken', {}, 'token')).token;
      const statusOf = async (headers: Record<string, string>) =>
        (
          await fetch(`${api.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify({ query: '{ articles(first: 1, perspective: DRAFT) { totalCount } }' }),
          })
        ).status;
      const asks = () =>
        Promise.all([
          statusOf({ authorization: `Bearer ${token}` }),
          statusOf({ authorization: `Bearer ${made}` }),
          statusOf({ 'x-preview-token': preview }),
        ]);
      expect(await asks()).toEqual([200, 200, 200]);
      const sockets = await Promise.all([token, made].map(each => joinGraphqlSocket(api.url, `Bearer ${each}`)));
      expect((await admin.change(mutation, { userId }, '__typename')).userErrors).toEqual([]);
      expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4403, 4403]);
      expect((await asks()).every(status => status >= 400)).toBe(true);
    },
  );

  it('finds in the audit log what was done', async () => {
    const actions = await api.db.select<{ action: string }>('SELECT DISTINCT action FROM audit_entries');
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'invitation.accepted',
        'session.opened',
        'sign-in.refused',
        'user.deleted',
        'user.invited',
      ]),
    );
  });
});
