import { demandHeld } from '../../engine/access/demand-held';
import {
  ADMINISTRATOR_ROLE,
  findRole,
  insertRole,
  listRoles,
  PUBLIC_ROLE,
  PUBLIC_VIEWER_ID,
  type Role as StoredRole,
  type RoleContent,
  updateRole as storeRole,
  usersOfRole,
} from '../../engine/access/roles';
import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import { localeOf } from '../../engine/content/locales';
import type { Context } from '../../engine/context';
import { notFound, validationFailed, wrongState } from '../../errors';
import type { Sql } from '../../platform/database/database';
import { type ContentGrantInput, readGrants, readPermissions } from './content-grant';
import { type Role, roleNode } from './role';

/** What an input says of a role; what is left out stays. */
export interface RoleWish {
  name?: string | null;
  description?: string | null;
  permissions?: string[] | null;
  grants?: ContentGrantInput[] | null;
}

const LONGEST = { name: 100, description: 500 } as const;

/** Every role, the built-in ones first. Needs users.manage. */
export async function showRoles(ctx: Context): Promise<Role[]> {
  demand(ctx.viewer, 'users.manage');
  return (await listRoles(ctx.db)).map(roleNode);
}

/** Makes a role. Throws FORBIDDEN for rights that the viewer does not have, and VALIDATION_FAILED. */
export async function createRole(ctx: Context, wish: RoleWish): Promise<Role> {
  demand(ctx.viewer, 'users.manage');
  const content = read(ctx, wish, { name: '', description: '', permissions: [], grants: [] });
  const role = await ctx.db.transaction(async tx => {
    const created = await insertRole(tx, content);
    await audit(ctx, tx, {
      action: 'role.created',
      subject: { type: 'Role', id: created.id },
      details: { ...content },
    });
    return created;
  });
  return roleNode(role);
}

/** Changes a role, and ends the open connections of those who have it. Throws NOT_FOUND, WRONG_STATE (Administrator), FORBIDDEN. */
export async function updateRole(ctx: Context, roleId: string, wish: RoleWish): Promise<Role> {
  demand(ctx.viewer, 'users.manage');
  const { role, userIds } = await ctx.db.transaction(async tx => {
    const before = await demandRole(tx, roleId);
    if (before.builtIn === ADMINISTRATOR_ROLE)
      throw wrongState('The role Administrator may do everything, and stays as it is.', ['input', 'roleId']);
    demandHeld(ctx.viewer, before);
    const content = read(ctx, wish, before);
    if (before.builtIn === PUBLIC_ROLE) demandForEverybody(content);
    const after = await storeRole(tx, roleId, content);
    const { name, description, permissions, grants } = before;
    const details = { before: { name, description, permissions, grants }, after: content };
    await audit(ctx, tx, { action: 'role.changed', subject: { type: 'Role', id: roleId }, details });
    return { role: after, userIds: await usersOfRole(tx, roleId) };
  });
  revoke(ctx, role, userIds);
  return roleNode(role);
}

/** Deletes a role; those who have it lose what it allowed. Throws NOT_FOUND, or WRONG_STATE for a built-in one. */
export async function deleteRole(ctx: Context, roleId: string): Promise<{ roleId: string }> {
  demand(ctx.viewer, 'users.manage');
  const { role, userIds } = await ctx.db.transaction(async tx => {
    const found = await demandRole(tx, roleId);
    if (found.builtIn !== null)
      throw wrongState(`${found.name} is a built-in role and can't be deleted.`, ['input', 'roleId']);
    demandHeld(ctx.viewer, found);
    const had = await usersOfRole(tx, roleId);
    await tx.run('DELETE FROM user_roles WHERE role_id = ?', [roleId]);
    await tx.run('DELETE FROM roles WHERE id = ?', [roleId]);
    await audit(ctx, tx, {
      action: 'role.deleted',
      subject: { type: 'Role', id: roleId },
      details: { name: found.name, users: had.length },
    });
    return { role: found, userIds: had };
  });
  revoke(ctx, role, userIds);
  return { roleId };
}

/** A role that a user is to have. */
export interface RoleOfUser {
  roleId: string;
  locales?: string[] | null;
}

/** Gives a user these roles and no others, and ends their open connections. Throws NOT_FOUND, VALIDATION_FAILED, WRONG_STATE, FORBIDDEN. */
export async function setUserRoles(ctx: Context, userId: string, wanted: readonly RoleOfUser[]): Promise<Role[]> {
  demand(ctx.viewer, 'users.manage');
  for (const [index, { locales }] of wanted.entries()) {
    const unknown = locales?.find(locale => localeOf(ctx.locales, locale) === null);
    if (unknown !== undefined)
      throw validationFailed(`There is no locale "${unknown.slice(0, 40)}" here.`, [
        'input',
        'roles',
        index,
        'locales',
      ]);
  }
  const roles = await ctx.db.transaction(async tx => {
    const [user] = await tx.select('SELECT id FROM users WHERE id = ? FOR UPDATE', [userId.slice(0, 26)]);
    if (!user || userId.length !== 26) throw notFound('user', userId.slice(0, 40), ['input', 'userId']);
    const before = await tx.select<{ roleId: string }>('SELECT role_id AS roleId FROM user_roles WHERE user_id = ?', [
      userId,
    ]);
    const had = new Set(before.map(({ roleId }) => roleId));
    const given = new Map(
      wanted.map(({ roleId, locales }) => [
        roleId,
        { roleId, locales: locales?.map(locale => localeOf(ctx.locales, locale) as string) },
      ]),
    );
    const found: StoredRole[] = [];
    for (const [index, { roleId }] of [...given.values()].entries()) {
      const role = await demandRole(tx, roleId, ['input', 'roles', index, 'roleId']);
      if (role.builtIn === PUBLIC_ROLE) throw notFound('role', roleId, ['input', 'roles', index, 'roleId']);
      demandHeld(ctx.viewer, role);
      found.push(role);
    }
    // Who may do less than somebody can't take that away from them either.
    for (const roleId of had) if (!given.has(roleId)) demandHeld(ctx.viewer, await demandRole(tx, roleId));
    await demandAdministrator(tx, userId, found);
    await tx.run('DELETE FROM user_roles WHERE user_id = ?', [userId]);
    for (const { id } of found) {
      const locales = given.get(id)?.locales;
      await tx.run('INSERT INTO user_roles (user_id, role_id, locales) VALUES (?, ?, ?)', [
        userId,
        id,
        locales ? JSON.stringify(locales) : null,
      ]);
    }
    await audit(ctx, tx, {
      action: 'user.roles-changed',
      subject: { type: 'User', id: userId },
      details: {
        before: [...had],
        after: found.map(({ id, name }) => ({ id, name, locales: given.get(id)?.locales ?? null })),
      },
    });
    return found;
  });
  ctx.revocations.revoke(userId);
  return roles.map(roleNode);
}

/** The site keeps somebody who may do everything. */
async function demandAdministrator(tx: Sql, userId: string, roles: readonly StoredRole[]): Promise<void> {
  if (roles.some(({ builtIn }) => builtIn === ADMINISTRATOR_ROLE)) return;
  const rows = await tx.select<{ userId: string }>(
    'SELECT u.user_id AS userId FROM user_roles u JOIN roles r ON r.id = u.role_id WHERE r.built_in = ? FOR UPDATE',
    [ADMINISTRATOR_ROLE],
  );
  if (rows.length === 1 && rows[0].userId === userId)
    throw wrongState('This is the last administrator; make another one first.', ['input', 'roles']);
}

async function demandRole(
  tx: Sql,
  roleId: string,
  path = ['input', 'roleId'] as (string | number)[],
): Promise<StoredRole> {
  const role = await findRole(tx, roleId);
  if (!role) throw notFound('role', roleId.slice(0, 40), path);
  return role;
}

function read(ctx: Context, wish: RoleWish, before: RoleContent): RoleContent {
  const content: RoleContent = {
    name: wish.name == null ? before.name : wish.name.trim(),
    description: wish.description == null ? before.description : wish.description.trim(),
    permissions: wish.permissions == null ? before.permissions : readPermissions(wish.permissions),
    grants: wish.grants == null ? before.grants : readGrants(ctx.locales, wish.grants),
  };
  if (content.name === '') throw validationFailed('The role needs a name.', ['input', 'name']);
  for (const property of ['name', 'description'] as const) {
    if ([...content[property]].length > LONGEST[property])
      throw validationFailed(`It has ${LONGEST[property]} characters at most.`, ['input', property]);
  }
  demandHeld(ctx.viewer, content);
  return content;
}

/** What nobody in particular may do is limited to reading: there would be nobody to hold to account. */
function demandForEverybody({ permissions, grants }: RoleContent): void {
  if (permissions.length > 0)
    throw validationFailed('Everybody has no permissions; give grants to READ what is live.', ['input', 'permissions']);
  const index = grants.findIndex(({ right, live }) => right !== 'read' || !live);
  if (index >= 0) throw validationFailed('Everybody may only READ what is live.', ['input', 'grants', index]);
}

function revoke(ctx: Context, { builtIn }: StoredRole, userIds: readonly string[]): void {
  if (builtIn === PUBLIC_ROLE) ctx.revocations.revoke(PUBLIC_VIEWER_ID);
  for (const userId of userIds) ctx.revocations.revoke(userId);
}
