import { viewerIdOf } from '../../engine/access/api-tokens';
import { demandSomeContent } from '../../engine/access/demand-content';
import { CONFIGURED_ADMIN } from '../../engine/access/viewer-of-owner';
import type { Context } from '../../engine/context';
import { inList } from '../../engine/jobs/sql-lists';
import { badUserInput } from '../../errors';
import { type Actor, ActorKind } from './actor';

const MOST = 100;

/** The names of those who have done something, in the order of their ids; without those who are no longer known. Throws FORBIDDEN. */
export async function findActors({ db, viewer }: Context, given: readonly string[]): Promise<Actor[]> {
  demandSomeContent(viewer, 'read');
  if (given.length > MOST)
    throw badUserInput(`There are ${given.length} ids; ${MOST} are allowed.`, { argument: 'ids' });
  const ids = [...new Set(given)];
  if (ids.length === 0) return [];
  const list = inList(ids);
  const tokens = inList(ids.map(id => (id.startsWith(viewerIdOf('')) ? id.slice(viewerIdOf('').length) : '')));
  const rows = await db.select<{ id: string; name: string; kind: ActorKind }>(
    `SELECT id, name, 'PERSON' AS kind FROM users WHERE id ${list.sql}
     UNION ALL SELECT CONCAT('${viewerIdOf('')}', id), name, 'TOKEN' FROM api_tokens WHERE id ${tokens.sql}`,
    [...list.values, ...tokens.values],
  );
  const known = new Map(rows.map(({ id, name, kind }) => [id, { actorId: id, name, kind }]));
  const admin = CONFIGURED_ADMIN.id as string;
  if (ids.includes(admin)) known.set(admin, { actorId: admin, name: "The server's operator", kind: ActorKind.TOKEN });
  return ids.flatMap(id => known.get(id) ?? []);
}
