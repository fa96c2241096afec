import type { Context } from '../context';
import type { Fragment } from '../pagination/keyset';
import { snakeCase } from '../../platform/database/snake-naming';
import { allOf, type Condition } from './list-filter';
import { indexOf, type Leg, legFrom, localeOf, type SortKey, type Start } from './list-leg';

/*
 * From where a leg is read. A condition that an index leads to may be met by few rows, which are then sorted, or by so many that it is
 * better to walk the index of the order and check each row: the database's estimates do not tell, so we count, up to a limit.
 */

/** Up to so many rows are sorted; beyond, the order's index is walked. */
const FEW = 2_000;

/** How many conditions of a filter are counted at most. */
const MOST_PROBES = 3;

/** A start that a condition offers. `ordered`: the rows come in the order of the list. */
interface Offer {
  start: Start;
  ordered: boolean;
  relation: boolean;
}

/** Finds the best start of a leg. */
export async function chooseStart(ctx: Context, leg: Leg, keys: readonly SortKey[]): Promise<Start> {
  if (leg.search) return { from: 'search', search: leg.search, rest: leg.condition, sorted: false };
  const conditions = conjuncts(leg.condition);
  if (conditions.some(isUnique)) return { from: 'anywhere', rest: leg.condition, sorted: false };
  const offers = offersOf(leg, conditions, keys);
  const relation = offers.find(({ ordered, relation: follows }) => ordered && follows);
  if (relation) return relation.start;
  for (const { start } of offers.filter(({ ordered }) => !ordered).slice(0, MOST_PROBES)) {
    if (await isFew(ctx, leg, start)) return start;
  }
  return offers.find(({ ordered }) => ordered)?.start ?? walk(leg, keys[0]);
}

/** The start of a leg whose rows are only counted or gathered, in no order. */
export function chooseCountStart(leg: Leg): Start {
  if (leg.search) return { from: 'search', search: leg.search, rest: leg.condition, sorted: false };
  const conditions = conjuncts(leg.condition);
  const refers = conditions.find(part => part.type === 'refers' && part.field.arity === 'MANY' && part.ids.length > 0);
  if (refers?.type !== 'refers') return { from: 'anywhere', rest: leg.condition, sorted: false };
  const rest = restOf(conditions, refers);
  return { from: 'join', field: refers.field, ids: refers.ids, rest, sorted: false };
}

/** Whether some condition of the filter has an index of its own: alternatives are then read one by one. */
export function hasOffer(leg: Leg, condition: Condition): boolean {
  const conditions = conjuncts(condition);
  return conditions.some(isUnique) || offersOf(leg, conditions, []).length > 0;
}

/** The conditions that must all hold. */
export function conjuncts(condition: Condition | null): readonly Condition[] {
  if (condition === null) return [];
  return condition.type === 'all' ? condition.parts : [condition];
}

function restOf(conditions: readonly Condition[], taken: Condition): Condition | null {
  const rest = conditions.filter(part => part !== taken);
  return rest.length === 0 ? null : allOf(rest);
}

function isUnique(condition: Condition): boolean {
  return (
    condition.type === 'compare' &&
    (condition.property === 'id' || condition.property === 'slug') &&
    (condition.operator === 'eq' || condition.operator === 'in')
  );
}

function offersOf(leg: Leg, conditions: readonly Condition[], keys: readonly SortKey[]): Offer[] {
  const order = keys.length === 1 ? keys[0].property : null;
  const offers: Offer[] = [];
  for (const condition of conditions) {
    if (condition.type === 'refers') offers.push(...relationOffers(leg, conditions, condition, order));
    if (condition.type !== 'compare') continue;
    const { property, indexed } = condition;
    const place = indexed ? indexOf(leg, property) : null;
    if (!place) continue;
    const ordered = order === property || (property === 'parentId' && order === 'position');
    offers.push({
      start: { from: 'index', ...place, rest: leg.condition, sorted: ordered },
      ordered,
      relation: property === 'parentId',
    });
  }
  return offers;
}

function relationOffers(
  leg: Leg,
  conditions: readonly Condition[],
  condition: Extract<Condition, { type: 'refers' }>,
  order: string | null,
): Offer[] {
  const { field, ids } = condition;
  if (ids.length === 0) return [];
  if (field.arity === 'MANY') {
    const ordered = order === 'liveAt' && ids.length === 1 && !leg.branch.tables.draft;
    const rest = restOf(conditions, condition);
    return [{ start: { from: 'join', field, ids, rest, sorted: ordered }, ordered, relation: true }];
  }
  const siblings = field.property === 'parent' && order === 'position';
  const ordered = ids.length === 1 && (order === 'liveAt' || siblings);
  const { rows } = leg.branch.tables;
  const index = siblings ? `idx_${rows}_siblings` : `idx_${rows}_${snakeCase(field.property)}_live`;
  const start: Start = { from: 'index', index, table: 'rows', rest: leg.condition, sorted: ordered };
  return [{ start, ordered, relation: true }];
}

/** Along the index of the order, checking each row. */
function walk(leg: Leg, { property }: SortKey): Start {
  const place = indexOf(leg, property);
  if (!place) return { from: 'anywhere', rest: leg.condition, sorted: false };
  return { from: 'index', ...place, rest: leg.condition, sorted: true };
}

/** Counts what only this start's condition leaves, up to the limit. */
async function isFew(ctx: Context, leg: Leg, start: Start): Promise<boolean> {
  const { sql, values } = probeOf(leg, start);
  const [{ n }] = await ctx.db.select<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 ${sql} LIMIT ${FEW + 1}) few`,
    values,
  );
  return Number(n) <= FEW;
}

function probeOf(leg: Leg, start: Start): Fragment {
  if (start.from === 'join') return legFrom(leg, { ...start, rest: null });
  const only = conjuncts(leg.condition).find(part => startsAt(leg, part, start));
  return legFrom({ ...leg, step: localeOf(leg) === null ? null : leg.step }, { ...start, rest: only ?? null });
}

function startsAt(leg: Leg, condition: Condition, start: Start): boolean {
  if (start.from !== 'index') return false;
  if (condition.type === 'refers' && condition.field.arity === 'ONE') {
    const { rows } = leg.branch.tables;
    return (
      start.index === `idx_${rows}_${snakeCase(condition.field.property)}_live` || start.index.endsWith('_siblings')
    );
  }
  return condition.type === 'compare' && condition.indexed && indexOf(leg, condition.property)?.index === start.index;
}
