import { badUserInput } from '../../errors';
import { snakeCase } from '../../platform/database/snake-naming';
import { demandContent } from '../access/demand-content';
import type { Context } from '../context';
import { type Connection, paginate } from '../pagination/connection';
import { contentTypes } from './content-type';

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
  demandContent(ctx.viewer, 'read');
  const known = contentTypes();
  const unknown = types?.find(type => !known.some(({ name }) => name === type));
  if (unknown !== undefined)
    throw badUserInput(`There is no content type "${unknown.slice(0, 60)}".`, { argument: 'types' });
  const wanted = known.filter(({ name }) => types === null || types.includes(name));
  return paginate<TrashedRow>(
    { first, after },
    {
      order: `trash:${types === null ? '' : [...types].sort().join()}`,
      keyOf: ({ trashedAt, documentId }) => [trashedAt, documentId],
      async fetch({ limit, beyond }) {
        if (wanted.length === 0) return [];
        const [at, id] = (beyond ?? []) as [Date, string];
        const parts = wanted.map(
          ({ name, slugFrom, live }) =>
            `(SELECT id AS documentId, '${name}' AS type, slug, ${snakeCase(slugFrom)} AS title, trashed_at AS trashedAt
              FROM ${live.rows} WHERE trashed_at IS NOT NULL${beyond ? ' AND (trashed_at < ? OR (trashed_at = ? AND id < ?))' : ''}
              ORDER BY trashed_at DESC, id DESC LIMIT ${limit})`,
        );
        return ctx.db.select<TrashedRow>(
          `${parts.join(' UNION ALL ')} ORDER BY trashedAt DESC, documentId DESC LIMIT ${limit}`,
          beyond ? wanted.flatMap(() => [at, at, id]) : [],
        );
      },
      async count() {
        if (wanted.length === 0) return 0;
        const parts = wanted.map(({ live }) => `SELECT COUNT(*) AS n FROM ${live.rows} WHERE trashed_at IS NOT NULL`);
        const [{ n }] = await ctx.db.select<{ n: number }>(
          `SELECT SUM(n) AS n FROM (${parts.join(' UNION ALL ')}) counts`,
        );
        return Number(n);
      },
    },
  );
}
