import { badUserInput } from '../../errors';
import { snakeCase } from '../../platform/database/snake-naming';
import { demandSomeContent } from '../access/demand-content';
import type { Context } from '../context';
import { type Connection, paginate } from '../pagination/connection';
import { reachOf } from '../access/grants';
import { type ContentTypeDefinition, contentTypes } from './content-type';
import { rowsWithin } from './view';

/** What the trash tells of a document. */
export interface TrashedRow {
  documentId: string;
  type: string;
  slug: string;
  title: string | null;
  trashedAt: Date;
}

/** A page of what is in the trash, of all types or some, newest first; throws FORBIDDEN, or BAD_USER_INPUT for an unknown type. */
export function listTrash(
  ctx: Context,
  { types, first, after }: { types: readonly string[] | null; first: number; after?: string | null },
): Promise<Connection<TrashedRow>> {
  demandSomeContent(ctx.viewer, 'read');
  const known = contentTypes();
  const unknown = types?.find(type => !known.some(({ name }) => name === type));
  if (unknown !== undefined)
    throw badUserInput(`There is no content type "${unknown.slice(0, 60)}".`, { argument: 'types' });
  const wanted = known.filter(({ name }) => types === null || types.includes(name));
  const within = ({ name }: ContentTypeDefinition) => {
    const rows = rowsWithin(reachOf(ctx.viewer, 'read', name).rows, ctx.viewer, 't');
    return `t.trashed_at IS NOT NULL${rows === null ? '' : ` AND ${rows}`}`;
  };
  return paginate<TrashedRow>(
    { first, after },
    {
      order: `trash:${types === null ? '' : [...types].sort().join()}`,
      keyOf: ({ trashedAt, documentId }) => [trashedAt, documentId],
      async fetch({ limit, beyond }) {
        if (wanted.length === 0) return [];
        const [at, id] = (beyond ?? []) as [Date, string];
        const parts = wanted.map(
          definition =>
            `(SELECT id AS documentId, '${definition.name}' AS type, slug, ${snakeCase(definition.slugFrom)} AS title, trashed_at AS trashedAt
              FROM ${definition.live.rows} t WHERE ${within(definition)}${beyond ? ' AND (trashed_at < ? OR (trashed_at = ? AND id < ?))' : ''}
              ORDER BY trashed_at DESC, id DESC LIMIT ${limit})`,
        );
        return ctx.db.select<TrashedRow>(
          `${parts.join(' UNION ALL ')} ORDER BY trashedAt DESC, documentId DESC LIMIT ${limit}`,
          beyond ? wanted.flatMap(() => [at, at, id]) : [],
        );
      },
      async count() {
        if (wanted.length === 0) return 0;
        const parts = wanted.map(
          definition => `SELECT COUNT(*) AS n FROM ${definition.live.rows} t WHERE ${within(definition)}`,
        );
        const [{ n }] = await ctx.db.select<{ n: number }>(
          `SELECT SUM(n) AS n FROM (${parts.join(' UNION ALL ')}) counts`,
        );
        return Number(n);
      },
    },
  );
}
