import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolesOf, seedRoles } from '../../../src/engine/access/roles';
import { newId } from '../../../src/platform/crypto/new-id';
import { startApi, type TestApi } from '../../harness/api';
import { makeUser, type Visitor, visitorOf } from '../../harness/browser-session';
import { type Mutations, mutationsOf } from '../../harness/mutations';
import { makeToken } from '../../harness/role-tokens';

const PASSWORD = 'a swallow over the quay';

let api: TestApi;
let change: Mutations['change'];
let roles: Map<string, string>;

beforeAll(async () => {
  api = await startApi({ worker: false });
  await seedRoles(api.db);
  ({ change } = mutationsOf(() => api, []));
  const { data } = await api.query('{ roles { roleId builtIn } }');
  roles = new Map(data.roles.map(({ roleId, builtIn }: { roleId: string; builtIn: string }) => [builtIn, roleId]));
});
afterAll(() => api.close());

async function person(builtIn: string): Promise<{ userId: string; visitor: Visitor }> {
  const email = `${newId().toLowerCase()}@example.org`;
  const userId = await makeUser(api, { email, password: PASSWORD, roles: [builtIn] });
  const visitor = visitorOf(api);
  await visitor.change('signIn', { email, password: PASSWORD }, 'user { id }');
  return { userId, visitor };
}

it('every site begins with the same six roles, and seeding again leaves changed ones as they are', async () => {
  expect([...roles.keys()]).toEqual(['administrator', 'editor', 'author', 'translator', 'viewer', 'public']);
  const roleId = roles.get('viewer') as string;
  await change('updateRole', { roleId, name: 'Reader' }, 'role { name }');
  await seedRoles(api.db);
  const { data } = await api.query('{ roles { roleId name } }');
  expect(data.roles).toHaveLength(6);
  expect(data.roles).toContainEqual({ roleId, name: 'Reader' });
});

it('a role of the site has the permissions and the conditions that it was made with', async () => {
  const { role } = await change(
    'createRole',
    {
      name: 'Tag keeper',
      permissions: ['jobs.read'],
      grants: [
        { right: 'WRITE', types: ['Tag'] },
        { right: 'READ', types: ['Tag'], own: true },
      ],
    },
    'role { roleId builtIn permissions grants { right types own live } }',
  );
  expect(role).toMatchObject({
    builtIn: null,
    permissions: ['jobs.read'],
    grants: [
      { right: 'WRITE', types: ['Tag'], own: false, live: false },
      { right: 'READ', types: ['Tag'], own: true, live: false },
    ],
  });
  const { userId } = await person('viewer');
  await change('setUserRoles', { userId, roles: [{ roleId: role.roleId }] }, 'roles { name }');
  const rights = await rolesOf(api.db, userId);
  expect([...rights.permissions]).toEqual(['jobs.read']);
  expect(rights.grants).toContainEqual({ right: 'write', types: ['Tag'] });
});

it.each([
  [{ permissions: ['content.everything'] }, ['input', 'permissions']],
  [{ grants: [{ right: 'WRITE', types: ['Planet'] }] }, ['input', 'grants', '0', 'types']],
  [{ grants: [{ right: 'READ', types: ['Tag'], fields: ['weight'] }] }, ['input', 'grants', '0', 'fields']],
  [{ grants: [{ right: 'READ', fields: ['name'] }] }, ['input', 'grants', '0', 'fields']],
  [{ grants: [{ right: 'DELETE', live: true }] }, ['input', 'grants', '0', 'live']],
  [{ grants: [{ right: 'WRITE', locales: ['tlh'] }] }, ['input', 'grants', '0', 'locales']],
  [{ grants: [{ right: 'READ', ownLocales: true }] }, ['input', 'grants', '0', 'ownLocales']],
  [{ name: ' ' }, ['input', 'name']],
  [{ name: 'Editor' }, ['input', 'name']],
])('a role like %j is refused', async (input, path) => {
  const { userErrors } = await change('createRole', { name: 'Odd', ...input }, 'role { roleId }');
  expect(userErrors[0]).toMatchObject({ code: 'VALIDATION_FAILED', path });
});

it('the roles of a user decide what they may do, from their next request on', async () => {
  const { userId, visitor } = await person('viewer');
  const write = 'mutation { createTag(input: { name: "Dune" }) { userErrors { code } } }';
  expect((await visitor.send(write)).code).toBe('FORBIDDEN');
  await change('setUserRoles', { userId, roles: [{ roleId: roles.get('editor') }] }, 'roles { name }');
  expect((await visitor.send(write)).code).toBeNull();
  await change('setUserRoles', { userId, roles: [] }, 'roles { name }');
  expect((await visitor.send(write)).code).toBe('FORBIDDEN');
});

it('nobody gives rights that they do not have themselves', async () => {
  const { userId } = await person('viewer');
  const { token } = await makeToken(api, { permissions: ['users.manage'] });
  const attempts: [string, object][] = [
    [
      'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { name } } }',
      { name: 'Me', permissions: ['*'] },
    ],
    [
      'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { name } } }',
      { name: 'Me', grants: [{ right: 'WRITE' }] },
    ],
    [
      'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { roles { name } } }',
      { userId, roles: [{ roleId: roles.get('administrator') }] },
    ],
    [
      'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { roles { name } } }',
      { userId, roles: [{ roleId: roles.get('author') }] },
    ],
    [
      'mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { role { name } } }',
      { roleId: roles.get('editor'), permissions: [] },
    ],
    [
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token } }',
      { name: 'Me', permissions: ['content.write'] },
    ],
  ];
  for (const [query, input] of attempts) {
    const { errors } = await api.query(query, { input }, { token });
    expect([query, errors?.[0].extensions.code]).toEqual([query, 'FORBIDDEN']);
  }
});

it('the site keeps its built-in roles and its last administrator', async () => {
  const { userId } = await person('administrator');
  const last = await change('setUserRoles', { userId, roles: [] }, 'roles { name }');
  expect(last.userErrors[0].code).toBe('WRONG_STATE');
  expect((await change('deleteRole', { roleId: roles.get('editor') }, 'roleId')).userErrors[0].code).toBe(
    'WRONG_STATE',
  );
  const administrator = { roleId: roles.get('administrator'), permissions: [] };
  expect((await change('updateRole', administrator, 'role { name }')).userErrors[0].code).toBe('WRONG_STATE');
  const everybody = { roleId: roles.get('public'), grants: [{ right: 'WRITE' }] };
  expect((await change('updateRole', everybody, 'role { name }')).userErrors[0].code).toBe('VALIDATION_FAILED');
});

describe('the audit log', () => {
  it('says who has done what, when, from where and with which token, newest first', async () => {
    const { tokenId, token } = await makeToken(api, { permissions: ['users.manage', 'audit.read'] });
    const { data: made } = await api.query(
      'mutation { createRole(input: { name: "Guest" }) { role { roleId } } }',
      {},
      { token },
    );
    const { roleId } = made.createRole.role;
    const { data } = await api.query(
      'query ($id: String!) { auditLog(first: 5, filter: { subjectId: $id }) { nodes { at actor actorKind token address action subjectType details } totalCount } }',
      { id: roleId },
      { token },
    );
    expect(data.auditLog).toEqual({
      nodes: [
        {
          at: expect.any(String),
          actor: `token:${tokenId}`,
          actorKind: 'token',
          token: `token:${tokenId}`,
          address: expect.stringMatching(/127\.0\.0\.1|::1/),
          action: 'role.created',
          subjectType: 'Role',
          details: { name: 'Guest', description: '', permissions: [], grants: [] },
        },
      ],
      totalCount: 1,
    });
  });

  it('is read in pages that what is added meanwhile does not shift', async () => {
    const page = (after: string | null) =>
      api.query(
        'query ($after: String) { auditLog(first: 2, after: $after, filter: { action: ["role.created"] }) { edges { cursor node { entryId } } } }',
        { after },
      );
    for (const name of ['A', 'B', 'C']) await change('createRole', { name: `Page ${name}` }, 'role { roleId }');
    const first = (await page(null)).data.auditLog.edges;
    await change('createRole', { name: 'Page D' }, 'role { roleId }');
    const second = (await page(first[1].cursor)).data.auditLog.edges;
    const ids = [...first, ...second].map(({ node }: { node: { entryId: string } }) => Number(node.entryId));
    expect(ids).toEqual([...ids].sort((one, other) => other - one));
    expect(new Set(ids).size).toBe(4);
  });

  it('is only ever added to', () => {
    const source = join(__dirname, '../../../src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    const changing = files.filter(file =>
      /(UPDATE|DELETE FROM|TRUNCATE|REPLACE INTO)\s+audit_entries/i.test(readFileSync(join(source, file), 'utf8')),
    );
    expect(changing).toEqual([]);
  });

  it('holds no secret', async () => {
    const { token } = await makeToken(api, { permissions: ['jobs.read'] });
    const rows = await api.db.select('SELECT * FROM audit_entries');
    expect(JSON.stringify(rows)).not.toContain(token.slice(12));
  });
});
