import { audit } from '../../../engine/audit/record-audit';
import type { Context } from '../../../engine/context';
import { signInRefused } from '../../../errors';
import { newId } from '../../../platform/crypto/new-id';
import type { Sql, Transaction } from '../../../platform/database/database';
import { isDuplicateKey } from '../../../platform/database/sql-errors';
import type { OpenidIdentity } from '../../../platform/openid/openid-provider';
import { normalEmail } from '../email-address';
import { findUserByEmail, lockUser } from '../find-user';
import { hasSecondFactor } from '../second-factor';
import { enter, mayEnter } from '../sign-in';
import { giveGroupRoles } from './give-group-roles';
import type { OidcRules } from './oidc-rules';

/**
 * Signs in whoever the provider says has come. A person who was here before is known by the provider's own name for them; others by an
 * address that the provider has verified, which then belongs to an account, or gets one where the rules let it. A second factor that they
 * have set up here must have been asked for there. Throws SIGN_IN_REFUSED.
 */
export async function signInByOidc(ctx: Context, identity: OpenidIdentity, rules: OidcRules): Promise<void> {
  const email = usableEmail(identity, rules);
  const findOrMake = () => ctx.db.transaction(tx => accountOf(ctx, tx, identity, email, rules));
  // Two browsers of one person may come for the first time at once: the second finds what the first has made.
  const id = await findOrMake().catch(error => {
    if (isDuplicateKey(error)) return findOrMake();
    throw error;
  });
  await enter(ctx, { id }, async tx => {
    if (!mayEnter(await lockUser(tx, id))) throw signInRefused('This account may not be used.');
    if (!showsTwoFactors(identity) && (await hasSecondFactor(tx, id)))
      throw signInRefused(
        'This account has a second factor, and the provider asked for one only; sign in with your password.',
      );
    if (!(await giveGroupRoles(tx, id, identity, rules))) return;
    await audit(ctx, tx, { action: 'user.roles-changed', subject: { type: 'User', id }, details: { by: 'oidc' } });
    tx.afterCommit(() => ctx.revocations.revoke(id));
  });
}

/** What the provider says of how the person signed in there (RFC 8176). */
export function showsTwoFactors({ claims }: Pick<OpenidIdentity, 'claims'>): boolean {
  return Array.isArray(claims.amr) && ['mfa', 'otp', 'hwk'].some(method => (claims.amr as unknown[]).includes(method));
}

/** The address, when it is the person's and of a domain that may sign in; null for one that proves nothing. */
function usableEmail({ email, emailVerified }: OpenidIdentity, { domains }: OidcRules): string | null {
  const normal = email !== null && emailVerified ? normalEmail(email) : null;
  if (domains.length === 0) return normal;
  const domain = normal?.slice(normal.lastIndexOf('@') + 1) ?? '';
  if (domains.includes(domain)) return normal;
  throw signInRefused(
    normal === null
      ? 'The provider has not verified your address.'
      : 'Addresses of this domain may not sign in by way of the provider.',
  );
}

async function accountOf(
  ctx: Context,
  tx: Transaction,
  identity: OpenidIdentity,
  email: string | null,
  rules: OidcRules,
): Promise<string> {
  const { issuer, subject } = identity;
  const linked = await findLinked(tx, identity);
  if (linked !== null) {
    await tx.run('UPDATE oidc_identities SET last_used_at = UTC_TIMESTAMP(3) WHERE issuer = ? AND subject = ?', [
      issuer,
      subject,
    ]);
    return linked;
  }
  if (email === null) throw signInRefused('The provider has not verified your address.');
  const found = await findUserByEmail(tx, email);
  const id = found?.id ?? (await makeAccount(ctx, tx, identity, email, rules));
  if (found && (await isSomebodyElses(tx, found.id, identity)))
    throw signInRefused('Your address belongs to the account of somebody else.');
  if (found?.disabledAt) throw signInRefused('This account may not be used.');
  if (found && found.activatedAt === null) await acceptFor(ctx, tx, id);
  await tx.run(
    `INSERT INTO oidc_identities (issuer, subject, user_id, created_at, last_used_at)
     VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
    [issuer, subject, id],
  );
  await audit(ctx, tx, { action: 'user.linked', subject: { type: 'User', id }, details: { issuer } });
  return id;
}

/** Null for somebody who is new. */
async function findLinked(tx: Sql, { issuer, subject }: OpenidIdentity): Promise<string | null> {
  const [row] = await tx.select<{ userId: string }>(
    'SELECT user_id AS userId FROM oidc_identities WHERE issuer = ? AND subject = ? FOR UPDATE',
    [issuer, subject],
  );
  return row?.userId ?? null;
}

/** An address that was given to another person at the provider does not bring them the account. */
async function isSomebodyElses(tx: Sql, userId: string, { issuer, subject }: OpenidIdentity): Promise<boolean> {
  const others = await tx.select('SELECT 1 FROM oidc_identities WHERE user_id = ? AND issuer = ? AND subject <> ?', [
    userId,
    issuer,
    subject,
  ]);
  return others.length > 0;
}

/** Who was invited and comes by way of the provider has shown that the address is theirs; the link in the mail is not needed. */
async function acceptFor(ctx: Context, tx: Transaction, id: string): Promise<void> {
  await tx.run('UPDATE users SET activated_at = UTC_TIMESTAMP(3) WHERE id = ? AND activated_at IS NULL', [id]);
  await tx.run("DELETE FROM one_time_tokens WHERE user_id = ? AND purpose = 'invitation'", [id]);
  await audit(ctx, tx, { action: 'invitation.accepted', subject: { type: 'User', id }, details: { by: 'oidc' } });
}

async function makeAccount(
  ctx: Context,
  tx: Transaction,
  { name }: OpenidIdentity,
  email: string,
  { createUsers }: OidcRules,
): Promise<string> {
  if (!createUsers) throw signInRefused('There is no account for your address; ask somebody to invite you.');
  const id = newId();
  const called = (name ?? email).replace(/\p{Cc}+/gu, ' ').trim();
  await tx.run(
    'INSERT INTO users (id, email, name, created_at, activated_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))',
    [id, email, [...(called || email)].slice(0, 200).join('')],
  );
  await audit(ctx, tx, { action: 'user.created', subject: { type: 'User', id }, details: { by: 'oidc' } });
  return id;
}
