import { ADMINISTRATOR_ROLE, seedRoles } from '../../engine/access/roles';
import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { validationFailed, wrongState } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import { hashPassword } from '../../platform/crypto/passwords';
import type { Database, Sql, Transaction } from '../../platform/database/database';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import { sendMail } from '../mail/send-mail';
import { loadSiteSettings } from '../site/load-site-settings';
import { demandGoodPassword } from './accept-password';
import { acceptEmail, acceptName } from './email-address';
import { findUser, lockUser, userNode } from './find-user';
import { giveRoles } from './give-roles';
import { keepFirstInvitation, makeOneTimeToken, readOneTimeToken, useOneTimeToken } from './one-time-tokens';
import { enter } from './sign-in';
import type { User } from './user';

/** Who is invited, and what they may do then. */
export interface Invitation {
  email: string;
  name: string;
  roleIds: readonly string[];
}

/** Makes an account whose owner gets a mail to choose a password. Needs users.manage; throws VALIDATION_FAILED. */
export async function inviteUser(ctx: Context, invitation: Invitation): Promise<{ user: User }> {
  demand(ctx.viewer, 'users.manage');
  const email = acceptEmail(invitation.email, ['input', 'email']);
  const name = acceptName(invitation.name, ['input', 'name']);
  const id = newId();
  await ctx.db.transaction(async tx => {
    await insertUser(tx, { id, email, name }, ['input', 'email']);
    await giveRoles(ctx.viewer, tx, id, invitation.roleIds);
    await audit(ctx, tx, {
      action: 'user.invited',
      subject: { type: 'User', id },
      details: { roleIds: invitation.roleIds },
    });
    await sendInvitation(ctx, tx, { id, email });
  });
  return { user: userNode(await lockUser(ctx.db, id)) };
}

/** Sends the mail again, with a new link. Needs users.manage; throws NOT_FOUND or WRONG_STATE. */
export async function resendInvitation(ctx: Context, userId: string): Promise<{ user: User }> {
  demand(ctx.viewer, 'users.manage');
  const user = await ctx.db.transaction(async tx => {
    const invited = await lockUser(tx, userId);
    if (invited.activatedAt !== null) throw wrongState('This user has accepted already.', ['input', 'userId']);
    await sendInvitation(ctx, tx, invited);
    return invited;
  });
  return { user: userNode(user) };
}

/** What somebody gives who accepts. */
export interface Acceptance {
  token: string;
  password: string;
  name?: string | null;
  email?: string | null;
}

/** Sets the account's first password by the token of an invitation, once, and signs its owner in. Throws VALIDATION_FAILED. */
export async function acceptInvitation(ctx: Context, acceptance: Acceptance): Promise<{ user: User }> {
  const { token, password } = acceptance;
  const { userId } = await readOneTimeToken(ctx.db, 'invitation', token);
  const known = userId === null ? null : await findUser(ctx.db, userId);
  const name = acceptance.name == null && known ? known.name : acceptName(acceptance.name ?? '', ['input', 'name']);
  const email = known ? known.email : acceptEmail(acceptance.email ?? '', ['input', 'email']);
  const id = known?.id ?? newId();
  demandGoodPassword(password, { email, name }, ['input', 'password']);
  const hash = await hashPassword(password);
  await enter(ctx, { id }, async tx => {
    await useOneTimeToken(tx, 'invitation', token);
    if (known) await lockUser(tx, id);
    else await insertFirst(tx, { id, email, name });
    await tx.run(
      'UPDATE users SET name = ?, password_hash = ?, activated_at = COALESCE(activated_at, UTC_TIMESTAMP(3)) WHERE id = ?',
      [name, hash, id],
    );
    await audit(ctx, tx, { action: 'invitation.accepted', subject: { type: 'User', id } });
  });
  return { user: userNode(await lockUser(ctx.db, id)) };
}

/** True while no account was made, so that somebody has to be the first. */
export async function isWithoutUsers(sql: Sql): Promise<boolean> {
  return (await sql.select('SELECT 1 FROM users LIMIT 1')).length === 0;
}

/** Lets who holds the token of this hash make the first account; false when there is an account already. */
export async function inviteFirst(db: Database, hash: string): Promise<boolean> {
  if (!(await isWithoutUsers(db))) return false;
  await db.transaction(tx => keepFirstInvitation(tx, hash));
  return true;
}

/** Makes an administrator with a password, at once. Throws VALIDATION_FAILED. */
export async function createAdministrator(
  ctx: Pick<Context, 'db' | 'viewer' | 'requestId'>,
  person: { email: string; name: string; password: string },
): Promise<{ id: string }> {
  const id = newId();
  const email = acceptEmail(person.email, ['email']);
  const name = acceptName(person.name, ['name']);
  demandGoodPassword(person.password, { email, name }, ['password']);
  const hash = await hashPassword(person.password);
  await ctx.db.transaction(async tx => {
    await insertUser(tx, { id, email, name }, ['email']);
    await tx.run('UPDATE users SET password_hash = ?, activated_at = UTC_TIMESTAMP(3) WHERE id = ?', [hash, id]);
    await giveAdministration(tx, id);
    await tx.run("DELETE FROM one_time_tokens WHERE user_id IS NULL AND purpose = 'invitation'");
    await audit(ctx, tx, { action: 'administrator.created', subject: { type: 'User', id } });
  });
  return { id };
}

async function insertFirst(tx: Transaction, person: { id: string; email: string; name: string }): Promise<void> {
  if (!(await isWithoutUsers(tx)))
    throw validationFailed('Somebody else has made the first account.', ['input', 'token']);
  await insertUser(tx, person, ['input', 'email']);
  await giveAdministration(tx, person.id);
}

async function giveAdministration(tx: Transaction, userId: string): Promise<void> {
  await seedRoles(tx);
  await tx.run('INSERT INTO user_roles (user_id, role_id) SELECT ?, id FROM roles WHERE built_in = ?', [
    userId,
    ADMINISTRATOR_ROLE,
  ]);
}

async function insertUser(
  tx: Transaction,
  { id, email, name }: { id: string; email: string; name: string },
  path: (string | number)[],
): Promise<void> {
  try {
    await tx.run('INSERT INTO users (id, email, name, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))', [
      id,
      email,
      name,
    ]);
  } catch (error) {
    if (isDuplicateKey(error)) throw validationFailed('There is a user with this address already.', path);
    throw error;
  }
}

async function sendInvitation(
  ctx: Context,
  tx: Transaction,
  { id, email }: { id: string; email: string },
): Promise<void> {
  const token = await makeOneTimeToken(tx, 'invitation', id);
  const link = `${ctx.accounts.publicUrl}/admin/invitation#token=${token}`;
  const { title: site } = await loadSiteSettings(ctx.db);
  const inviter = ctx.viewer.id === null ? null : await findUser(tx, ctx.viewer.id);
  await sendMail(ctx, tx, {
    to: email,
    template: 'invitation',
    values: { link, inviter: inviter?.name ?? site, site },
  });
}
