import type { SqlValue } from '../../platform/database/database';
import type { Context } from '../context';
import { noteList } from '../loading/cache-tags';
import type { ContentTypeDefinition } from './content-type';
import { allOf, type Condition } from './list-filter';
import { legFrom } from './list-leg';
import { legsOf } from './list-legs';
import { chooseCountStart, conjuncts } from './list-start';
import type { View } from './view';

/** Lookups by unique keys name 100 values at most, and in a chain of locales a slug may stand for several documents. */
const MOST_IDS = 500;

/**
 * Finds the documents that a filter names by id or slug (`tags: { some: { slug: { eq } } }`), as the view shows them: with their ids, the
 * list can start from the index of the reference. Also notes every type that the filter looks into.
 */
export async function resolveLookups(ctx: Context, view: View, condition: Condition): Promise<Condition> {
  switch (condition.type) {
    case 'all':
      return allOf(await Promise.all(condition.parts.map(part => resolveLookups(ctx, view, part))));
    case 'any':
      return { type: 'any', parts: await Promise.all(condition.parts.map(part => resolveLookups(ctx, view, part))) };
    case 'not':
      return { type: 'not', part: await resolveLookups(ctx, view, condition.part) };
    case 'related': {
      const { field, target, negated } = condition;
      noteList(ctx, target.name);
      if (!isLookup(condition.condition)) {
        return { ...condition, condition: await resolveLookups(ctx, view, condition.condition) };
      }
      const ids = await findIds(ctx, target, view, condition.condition);
      const refers: Condition = { type: 'refers', field, ids };
      return negated ? { type: 'not', part: refers } : refers;
    }
    default:
      return condition;
  }
}

function isLookup(condition: Condition): boolean {
  const conditions = conjuncts(condition);
  return (
    conditions.length > 0 &&
    conditions.every(
      part =>
        part.type === 'compare' &&
        (part.property === 'id' || part.property === 'slug') &&
        (part.operator === 'eq' || part.operator === 'in'),
    )
  );
}

async function findIds(
  ctx: Context,
  definition: ContentTypeDefinition,
  view: View,
  condition: Condition,
): Promise<string[]> {
  const values: SqlValue[] = [];
  const parts = legsOf({ definition, view, condition, search: null }).map(leg => {
    const fragment = legFrom(leg, chooseCountStart(leg));
    values.push(...fragment.values);
    return `SELECT t.id AS id ${fragment.sql}`;
  });
  const rows = await ctx.db.select<{ id: string }>(`${parts.join(' UNION ALL ')} LIMIT ${MOST_IDS}`, values);
  return rows.map(({ id }) => id);
}
