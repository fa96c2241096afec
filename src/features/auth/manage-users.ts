import { endApiTokensOf, viewerIdOf } from '../../engine/access/api-tokens';
import { endPreviewTokensOf } from '../../engine/access/preview-tokens';
import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { type Connection, type PageArgs, paginate } from '../../engine/pagination/connection';
import { validationFailed, wrongState } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { sendMail } from '../mail/send-mail';
import { lockUser, USER_COLUMNS, type UserRecord, userNode } from './find-user';
import { dropSecondFactor } from './second-factor';
import { closeSessionsIn } from './session-access';
import { type User, UserState } from './user';

/** Which users are wanted; null and what is left out: all. */
export interface UserWish {
  search?: string | null;
  state?: UserState | null;
}

const IN_STATE: Record<UserState, string> = {
  [UserState.DISABLED]: 'disabled_at IS NOT NULL',
  [UserState.ACTIVE]: 'disabled_at IS NULL AND activated_at IS NOT NULL',
  [UserState.INVITED]: 'disabled_at IS NULL AND activated_at IS NULL',
};

/** The users, the latest first. Needs users.manage. */
export async function listUsers(ctx: Context, args: PageArgs & UserWish): Promise<Connection<User>> {
  demand(ctx.viewer, 'users.manage');
  const { where, values } = conditionOf(args);
  return paginate<User>(args, {
    order: 'User:NEWEST',
    keyOf: ({ id }) => [id],
    async fetch({ limit, backward, beyond }) {
      const rows = await ctx.db.select<UserRecord>(
        `SELECT ${USER_COLUMNS} FROM users WHERE ${where}${beyond ? ` AND id ${backward ? '>' : '<'} ?` : ''}
         ORDER BY id ${backward ? 'ASC' : 'DESC'} LIMIT ${Math.trunc(limit)}`,
        beyond ? [...values, String(beyond[0])] : values,
      );
      return rows.map(userNode);
    },
    async count() {
      const [{ n }] = await ctx.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM users WHERE ${where}`, values);
      return Number(n);
    },
  });
}

function conditionOf({ search, state }: UserWish): { where: string; values: string[] } {
  const words = (search ?? '').trim().slice(0, 200);
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = [...(state ? [IN_STATE[state]] : []), ...(words === '' ? [] : ['(name LIKE ? OR email LIKE ?)'])];
  return { where: conditions.join(' AND ') || 'TRUE', values: words === '' ? [] : [like, like.toLowerCase()] };
}

/** Keeps a user from signing in, and ends their sessions, tokens and sockets. Needs users.manage; throws NOT_FOUND or VALIDATION_FAILED. */
export function disableUser(ctx: Context, userId: string): Promise<{ user: User }> {
  return changeUser(ctx, userId, 'user.disabled', async tx => {
    await tx.run('UPDATE users SET disabled_at = COALESCE(disabled_at, UTC_TIMESTAMP(3)) WHERE id = ?', [userId]);
    await endAccess(ctx, tx, userId);
  });
}

/** Lets a disabled user sign in again. Needs users.manage; throws NOT_FOUND. */
export function enableUser(ctx: Context, userId: string): Promise<{ user: User }> {
  return changeUser(ctx, userId, 'user.enabled', async tx => {
    await tx.run('UPDATE users SET disabled_at = NULL WHERE id = ?', [userId]);
  });
}

/** Deletes an account; what its owner has written stays. Needs users.manage; throws NOT_FOUND or VALIDATION_FAILED. */
export async function deleteUser(ctx: Context, userId: string): Promise<{ userId: string }> {
  await changeUser(ctx, userId, 'user.deleted', async tx => {
    await endAccess(ctx, tx, userId);
    await tx.run('DELETE FROM user_roles WHERE user_id = ?', [userId]);
    await tx.run('DELETE FROM users WHERE id = ?', [userId]);
  });
  return { userId };
}

/** Takes away the second factor of somebody who has lost it, and ends their sessions. Needs users.manage; throws NOT_FOUND or WRONG_STATE. */
export function resetSecondFactor(ctx: Context, userId: string): Promise<{ user: User }> {
  return changeUser(ctx, userId, 'second-factor.reset', async (tx, user) => {
    if (!(await dropSecondFactor(tx, userId))) throw wrongState('This user has no second factor.', ['input', 'userId']);
    await closeSessionsIn(ctx, tx, userId);
    await sendMail(ctx, tx, {
      to: user.email,
      template: 'account-changed',
      values: {
        change: 'The second factor of your account was removed by an administrator.',
        at: ctx.now().toUTCString(),
      },
    });
  });
}

async function changeUser(
  ctx: Context,
  userId: string,
  action: string,
  change: (tx: Transaction, user: UserRecord) => Promise<void>,
): Promise<{ user: User }> {
  demand(ctx.viewer, 'users.manage');
  if (userId === ctx.viewer.id)
    throw validationFailed('Your own account is for somebody else to change.', ['input', 'userId']);
  const user = await ctx.db.transaction(async tx => {
    await change(tx, await lockUser(tx, userId));
    await audit(ctx, tx, { action, subject: { type: 'User', id: userId } });
    const [changed] = await tx.select<UserRecord>(`SELECT ${USER_COLUMNS} FROM users WHERE id = ?`, [userId]);
    return changed;
  });
  return { user: user && userNode(user) };
}

async function endAccess(ctx: Context, tx: Transaction, userId: string): Promise<void> {
  await closeSessionsIn(ctx, tx, userId);
  await tx.run('DELETE FROM one_time_tokens WHERE user_id = ?', [userId]);
  const ended = await endApiTokensOf(tx, userId);
  for (const { tokenId, name, prefix } of ended) {
    await audit(ctx, tx, {
      action: 'api-token.revoked',
      subject: { type: 'ApiToken', id: tokenId },
      details: { name, prefix, userId },
    });
  }
  const viewers = [
    userId,
    ...ended.map(({ tokenId }) => viewerIdOf(tokenId)),
    ...(await endPreviewTokensOf(tx, userId)),
  ];
  tx.afterCommit(() => viewers.forEach(id => ctx.revocations.revoke(id)));
}
