import { Field, ObjectType } from 'type-graphql';
import { listRoles } from '../../engine/access/roles';
import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { inList, inLists } from '../../engine/jobs/sql-lists';
import { Role, roleNode } from './role';

@ObjectType({ description: 'A role that a user has.', simpleResolvers: true })
export class UserRole {
  @Field(() => Role, { description: 'What the user may do by it.' })
  role!: Role;

  @Field(() => [String], {
    nullable: true,
    description: 'The languages in which the user works by this role; null where that was left open.',
  })
  locales!: string[] | null;
}

/** The roles of a user, asked for by many at once read once. Needs users.manage, but for one's own. */
export function rolesOfUser(ctx: Context, userId: string): Promise<UserRole[]> {
  if (ctx.viewer.id !== userId) demand(ctx.viewer, 'users.manage');
  return ctx.load.load('roles-of-user', userId, async userIds => {
    const roles = new Map((await listRoles(ctx.db)).map(role => [role.id, roleNode(role)]));
    const found = new Map<string, UserRole[]>(userIds.map(id => [id, []]));
    for (const part of inLists(userIds)) {
      const list = inList(part);
      const rows = await ctx.db.select<{ userId: string; roleId: string; locales: string | null }>(
        `SELECT user_id AS userId, role_id AS roleId, locales FROM user_roles WHERE user_id ${list.sql}`,
        list.values,
      );
      for (const { userId: of, roleId, locales } of rows) {
        const role = roles.get(roleId);
        if (role) found.get(of)?.push({ role, locales: locales === null ? null : (JSON.parse(locales) as string[]) });
      }
    }
    return userIds.map(id => found.get(id) ?? []);
  });
}
