import type { Sql } from '../../platform/database/database';
import type { Context } from '../context';

/** Something that matters later: who may sign in, who may do what, what was taken out or put in. */
export interface AuditedAct {
  /** `noun.past-participle`, e.g. `role.changed`, `session.opened`. */
  action: string;
  /** What it was done to. */
  subject: { type: string; id: string | null };
  /** What else is worth knowing; ids and names, no secrets. */
  details?: Record<string, unknown>;
}

/** Who acts, and from where. */
export type AuditActor = Pick<Context, 'viewer' | 'requestId' | 'address'>;

/** Names under which a secret might be handed in by mistake; `tokenId` and the like are none. */
const SECRET = /password|passphrase|secret|credential|cookie|authorization|^token$|hash$|^codes?$|recoverycode/i;

const LONGEST_TEXT = 500;
const LONGEST_DETAILS = 16_000;

/**
 * Writes down what somebody does, in the transaction that does it (`sql`): who, when by the database's clock, from which address and
 * with which token. What is written is never changed or deleted. Outside a transaction `ctx.db` serves, e.g. for what was refused.
 */
export async function audit(ctx: AuditActor, sql: Sql, { action, subject, details = {} }: AuditedAct): Promise<void> {
  const { viewer, requestId, address = null } = ctx;
  const withToken = viewer.kind === 'token' || viewer.kind === 'preview';
  await sql.run(
    `INSERT INTO audit_entries (at, actor, actor_kind, token, address, request_id, action, subject_type, subject_id, details)
     VALUES (UTC_TIMESTAMP(6), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      viewer.id,
      viewer.kind,
      withToken ? viewer.id : null,
      address === null ? null : address.slice(0, 64),
      requestId.slice(0, 64),
      action,
      subject.type,
      subject.id === null ? null : subject.id.slice(0, 191),
      write(details),
    ],
  );
}

function write(details: Record<string, unknown>): string {
  const text = JSON.stringify(details, (name, value: unknown) => {
    if (name !== '' && SECRET.test(name)) return '(left out)';
    return typeof value === 'string' && value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  });
  return Buffer.byteLength(text) <= LONGEST_DETAILS ? text : JSON.stringify({ leftOut: 'The details were too long.' });
}
