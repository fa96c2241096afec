import { PUBLIC_ROLE } from '../../../engine/access/roles';
import type { Sql } from '../../../platform/database/database';
import type { OpenidIdentity } from '../../../platform/openid/openid-provider';
import type { OidcRules } from './oidc-rules';

/** Brings the roles that groups decide about in line with the person's groups; true when that changed anything. */
export async function giveGroupRoles(
  tx: Sql,
  userId: string,
  { claims }: OpenidIdentity,
  { roleClaim, roles }: OidcRules,
): Promise<boolean> {
  if (roles.size === 0) return false;
  const claim = Object.hasOwn(claims, roleClaim) ? claims[roleClaim] : [];
  const groups = new Set((Array.isArray(claim) ? claim : [claim]).filter(group => typeof group === 'string'));
  const deserved = new Set([...roles].filter(([group]) => groups.has(group)).map(([, role]) => role));
  let changed = 0;
  for (const role of new Set(roles.values())) {
    const [found] = await tx.select<{ id: string }>(
      `SELECT id FROM roles WHERE (name = ? OR built_in = ?) AND (built_in IS NULL OR built_in <> '${PUBLIC_ROLE}')
       ORDER BY name = ? DESC LIMIT 1`,
      [role, role, role],
    );
    if (!found) continue;
    const sql = deserved.has(role)
      ? 'INSERT IGNORE INTO user_roles (user_id, role_id) VALUES (?, ?)'
      : 'DELETE FROM user_roles WHERE user_id = ? AND role_id = ?';
    changed += (await tx.run(sql, [userId, found.id])).affectedRows;
  }
  return changed > 0;
}
