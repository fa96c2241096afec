import type { SqlValue } from '../../platform/database/database';
import { demand } from '../access/viewer';
import type { Context } from '../context';
import { type Connection, type PageArgs, paginate } from '../pagination/connection';

/** One entry of the audit log, as the API tells it. */
export interface AuditEntryRecord {
  entryId: string;
  at: Date;
  actor: string | null;
  actorKind: string;
  token: string | null;
  address: string | null;
  requestId: string;
  action: string;
  subjectType: string;
  subjectId: string | null;
  details: unknown;
}

/** What a list of entries is narrowed to. */
export interface AuditConditions {
  actor?: string | null;
  token?: string | null;
  address?: string | null;
  action?: string[] | null;
  subjectType?: string | null;
  subjectId?: string | null;
  since?: Date | null;
  until?: Date | null;
}

const COLUMNS = `id AS entryId, at, actor, actor_kind AS actorKind, token, address, request_id AS requestId, action,
  subject_type AS subjectType, subject_id AS subjectId, details`;

/** The entries of the audit log, newest first. Needs audit.read. */
export async function listAudit(
  ctx: Context,
  page: PageArgs,
  conditions: AuditConditions,
): Promise<Connection<AuditEntryRecord>> {
  demand(ctx.viewer, 'audit.read');
  const { where, values } = auditWhere(conditions);
  return paginate<AuditEntryRecord>(page, {
    order: 'AuditEntry:NEWEST',
    keyOf: ({ entryId }) => [entryId],
    async fetch({ limit, backward, beyond }) {
      const rows = await ctx.db.select<AuditEntryRecord & { details: string }>(
        `SELECT ${COLUMNS} FROM audit_entries WHERE ${where}${beyond ? ` AND id ${backward ? '>' : '<'} ?` : ''}
         ORDER BY id ${backward ? 'ASC' : 'DESC'} LIMIT ${Math.trunc(limit)}`,
        beyond ? [...values, Number(beyond[0])] : values,
      );
      return rows.map(row => ({ ...row, entryId: String(row.entryId), details: JSON.parse(row.details) as unknown }));
    },
    async count() {
      const [{ n }] = await ctx.db.select<{ n: number }>(
        `SELECT COUNT(*) AS n FROM audit_entries WHERE ${where}`,
        values,
      );
      return Number(n);
    },
  });
}

const COLUMN_OF = {
  actor: 'actor',
  token: 'token',
  address: 'address',
  subjectType: 'subject_type',
  subjectId: 'subject_id',
} as const;

function auditWhere({ action, since, until, ...equal }: AuditConditions): { where: string; values: SqlValue[] } {
  const parts = ['1 = 1'];
  const values: SqlValue[] = [];
  for (const [name, column] of Object.entries(COLUMN_OF)) {
    const value = equal[name as keyof typeof COLUMN_OF];
    if (value == null) continue;
    // Columns in ASCII can't be compared with anything else.
    if (name !== 'subjectId' && /[^\x20-\x7e]/.test(value)) parts.push('1 = 0');
    else {
      parts.push(`${column} = ?`);
      values.push(value);
    }
  }
  const actions = action?.filter(one => /^[\x20-\x7e]*$/.test(one));
  if (actions) {
    parts.push(actions.length > 0 ? `action IN (${actions.map(() => '?').join(', ')})` : '1 = 0');
    values.push(...actions);
  }
  if (since != null) {
    parts.push('at >= ?');
    values.push(since);
  }
  if (until != null) {
    parts.push('at < ?');
    values.push(until);
  }
  return { where: parts.join(' AND '), values };
}
