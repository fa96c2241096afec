import { may } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { nodeLookups } from '../../engine/content/node';
import { notFound } from '../../errors';
import type { Sql } from '../../platform/database/database';
import { type User, UserState } from './user';

/** A user's row as sign-in reads it. */
export interface UserRecord {
  id: string;
  email: string;
  name: string;
  passwordHash: string | null;
  createdAt: Date;
  activatedAt: Date | null;
  disabledAt: Date | null;
}

export const USER_COLUMNS =
  'id, email, name, password_hash AS passwordHash, created_at AS createdAt, activated_at AS activatedAt, disabled_at AS disabledAt';

/** The user with this id, whoever asks; null when there is none. */
export async function findUser(sql: Sql, userId: string): Promise<UserRecord | null> {
  const [found] = await sql.select<UserRecord>(`SELECT ${USER_COLUMNS} FROM users WHERE id = ?`, [userId]);
  return found ?? null;
}

/** The user with this address, as `normalEmail` writes it; null when there is none. */
export async function findUserByEmail(sql: Sql, email: string): Promise<UserRecord | null> {
  const [found] = await sql.select<UserRecord>(`SELECT ${USER_COLUMNS} FROM users WHERE email = ?`, [email]);
  return found ?? null;
}

/** The same under a lock, for those who change it. Throws NOT_FOUND. */
export async function lockUser(tx: Sql, userId: string): Promise<UserRecord> {
  const [found] = await tx.select<UserRecord>(`SELECT ${USER_COLUMNS} FROM users WHERE id = ? FOR UPDATE`, [userId]);
  if (!found) throw notFound('user', userId.slice(0, 40), ['input', 'userId']);
  return found;
}

/** A user as the API shows them. */
export function userNode({ id, email, name, createdAt, activatedAt, disabledAt }: UserRecord): User {
  return { __typename: 'User', id, email, name, createdAt, state: stateOf({ activatedAt, disabledAt }) };
}

function stateOf({ activatedAt, disabledAt }: Pick<UserRecord, 'activatedAt' | 'disabledAt'>): UserState {
  if (disabledAt) return UserState.DISABLED;
  return activatedAt ? UserState.ACTIVE : UserState.INVITED;
}

nodeLookups.push(async (ctx: Context, id: string) => {
  if (ctx.viewer.id !== id && !may(ctx.viewer, 'users.manage')) return null;
  const user = await findUser(ctx.db, id);
  return user && userNode(user);
});
