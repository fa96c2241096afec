import { demandHeld } from '../../engine/access/demand-held';
import type { ContentGrant } from '../../engine/access/grants';
import type { Viewer } from '../../engine/access/viewer';
import { PUBLIC_ROLE } from '../../engine/access/roles';
import { notFound } from '../../errors';
import type { Sql } from '../../platform/database/database';

/** Gives roles to a user who has none. Throws NOT_FOUND, and FORBIDDEN for a role that may do what the giver may not. */
export async function giveRoles(giver: Viewer, tx: Sql, userId: string, roleIds: readonly string[]): Promise<void> {
  for (const [index, roleId] of [...new Set(roleIds)].entries()) {
    const [role] = await tx.select<{ permissions: string; grants: string; builtIn: string | null }>(
      'SELECT permissions, grants, built_in AS builtIn FROM roles WHERE id = ?',
      [roleId],
    );
    if (!role || role.builtIn === PUBLIC_ROLE) throw notFound('role', roleId.slice(0, 40), ['input', 'roleIds', index]);
    demandHeld(giver, {
      permissions: JSON.parse(role.permissions) as string[],
      grants: JSON.parse(role.grants) as ContentGrant[],
    });
    await tx.run('INSERT INTO user_roles (user_id, role_id) VALUES (?, ?)', [userId, roleId]);
  }
}
