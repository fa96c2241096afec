import { badUserInput } from '../../errors';
import type { Viewer } from '../access/viewer';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import { type FieldKind, PLAIN, type SqlCondition } from './field-kinds';
import type { ReferenceField } from './fields';
import { BASE_FILTER_PROPERTIES, DRAFT_ONLY, filterableReferences } from './list-filter-inputs';
import { OPERATORS } from './list-operators';
import { demandField, demandPrivate, Perspective } from './visibility';

/*
 * Reads a filter as it came in, and makes it a tree of conditions that condition-sql.ts turns into SQL. What the viewer may not know is
 * refused here, before anything is asked: a filter would tell it bit by bit.
 */

/** A condition on a document. */
export type Condition =
  | { type: 'all' | 'any'; parts: Condition[] }
  | { type: 'not'; part: Condition }
  | Comparison
  /** Some document that the field refers to, as the view shows it, meets the condition; `negated`: none does. */
  | { type: 'related'; field: ReferenceField; target: ContentTypeDefinition; condition: Condition; negated: boolean }
  /** The field refers to one of these documents. */
  | { type: 'refers'; field: ReferenceField; ids: readonly string[] };

/** A condition on one property. */
export interface Comparison {
  type: 'compare';
  property: string;
  operator: string;
  /** The condition on the property's column. */
  on(column: string): SqlCondition;
  /** Whether an index that begins with the column leads to what meets the condition. */
  indexed: boolean;
}

/** What always holds. */
export const ALWAYS: Condition = { type: 'all', parts: [] };

/** What never holds. */
export const NEVER: Condition = { type: 'any', parts: [] };

/** The most conditions of one filter, relations included. */
const MOST_CONDITIONS = 100;

/** The deepest nesting of `and`, `or`, `not` and relations. */
const DEEPEST = 10;

/** The longest chain of relations, e.g. `author: { manager: { ... } }` has two. */
const MOST_RELATIONS = 3;

/** The most values of `in` and `notIn`. */
const MOST_VALUES = 100;

interface FilterableValue {
  property: string;
  secret: boolean;
  kind: Pick<FieldKind, 'toSql' | 'operators'>;
}

interface Filterable {
  values: ReadonlyMap<string, FilterableValue>;
  references: ReadonlyMap<string, ReferenceField>;
  /** `authorId` and the like. */
  referenceIds: ReadonlyMap<string, ReferenceField>;
}

const filterables = new WeakMap<ContentTypeDefinition, Filterable>();

type Input = Record<string, unknown>;

/**
 * The condition of a filter; null when it leaves nothing out. Throws BAD_USER_INPUT for one that is too large or contradicts the
 * perspective, and FORBIDDEN for a private field that the viewer may not read.
 */
export function readFilter(
  definition: ContentTypeDefinition,
  perspective: Perspective,
  viewer: Viewer,
  filter: object | null | undefined,
): Condition | null {
  if (filter == null) return null;
  const condition = new FilterReader(perspective, viewer).document(definition, filter as Input, 0, 0);
  return isAlways(condition) ? null : condition;
}

/** All of these; nested ones are taken apart, and what always holds is left out. */
export function allOf(parts: readonly (Condition | null)[]): Condition {
  const flat = parts.flatMap(part => (part === null ? [] : part.type === 'all' ? part.parts : [part]));
  return flat.length === 1 ? flat[0] : { type: 'all', parts: flat };
}

function isAlways(condition: Condition): boolean {
  return condition.type === 'all' && condition.parts.length === 0;
}

class FilterReader {
  private conditions = 0;

  constructor(
    private readonly perspective: Perspective,
    private readonly viewer: Viewer,
  ) {}

  document(definition: ContentTypeDefinition, filter: Input, depth: number, relations: number): Condition {
    if (depth > DEEPEST) throw badUserInput(`A filter may be nested ${DEEPEST} levels deep at most.`);
    const filterable = filterableOf(definition);
    const parts: Condition[] = [];
    for (const key of Object.keys(filter)) {
      const given = filter[key];
      if (given === undefined) continue;
      if (given === null) throw badUserInput(`\`${key}\` of a filter can't be null; use \`isNull\`, or leave it out.`);
      const read = (input: unknown) => this.document(definition, input as Input, depth + 1, relations);
      if (key === 'and') parts.push(allOf((given as Input[]).map(read)));
      else if (key === 'or') parts.push({ type: 'any', parts: (given as Input[]).map(read) });
      else if (key === 'not') parts.push({ type: 'not', part: read(given) });
      else parts.push(this.member(definition.name, filterable, key, given as Input, depth + 1, relations));
    }
    return allOf(parts);
  }

  private member(
    type: string,
    { values, references, referenceIds }: Filterable,
    key: string,
    given: Input,
    depth: number,
    relations: number,
  ): Condition {
    const value = values.get(key);
    if (value) {
      if (DRAFT_ONLY.has(key) && this.perspective !== Perspective.DRAFT) {
        throw badUserInput(`Filter by \`${key}\` only with the perspective DRAFT.`, { argument: 'filter' });
      }
      if (value.secret) demandPrivate(this.viewer, this.perspective, type);
      demandField(this.viewer, this.perspective, type, key);
      const property = key === 'publishedAt' && this.perspective === Perspective.PUBLISHED ? 'liveAt' : value.property;
      return this.operators(property, given, value.kind);
    }
    const byId = referenceIds.get(key);
    const field = byId ?? (references.get(key) as ReferenceField);
    demandField(this.viewer, this.perspective, type, field.property);
    if (byId) return this.byId(byId, given);
    if (relations === MOST_RELATIONS) {
      throw badUserInput(`A filter may follow ${MOST_RELATIONS} relations in a row at most.`, { argument: 'filter' });
    }
    const target = definitionOf(field.target());
    const read = (input: unknown) => this.document(target, input as Input, depth + 1, relations + 1);
    if (field.arity === 'ONE') return this.related(field, target, read(given), false);
    const parts: Condition[] = [];
    if (given.some != null) parts.push(this.related(field, target, read(given.some), false));
    if (given.none != null) parts.push(this.related(field, target, read(given.none), true));
    if (given.every != null) {
      parts.push(this.related(field, target, { type: 'not', part: read(given.every) }, true));
    }
    return allOf(parts);
  }

  private related(
    field: ReferenceField,
    target: ContentTypeDefinition,
    condition: Condition,
    negated: boolean,
  ): Condition {
    this.count();
    return { type: 'related', field, target, condition, negated };
  }

  /** `authorId`: what it refers to counts only where the view shows it, as everywhere. */
  private byId(field: ReferenceField, given: Input): Condition {
    const target = definitionOf(field.target());
    const parts = Object.keys(given).map((operator): Condition => {
      const value = given[operator];
      if (value === undefined) return ALWAYS;
      const negated = operator === 'ne' || operator === 'notIn' || (operator === 'isNull' && value === true);
      const { ne, notIn, eq = ne, in: within = notIn } = { [operator]: value } as Input;
      const inner =
        operator === 'isNull' ? ALWAYS : this.operators('id', eq === undefined ? { in: within } : { eq }, PLAIN);
      return this.related(field, target, inner, negated);
    });
    return allOf(parts);
  }

  private operators(property: string, given: Input, { toSql, operators }: FilterableValue['kind']): Condition {
    const parts: Condition[] = [];
    for (const operator of Object.keys(given)) {
      const value = given[operator];
      if (value === undefined) continue;
      if (value === null || (Array.isArray(value) && value.includes(null))) {
        throw badUserInput(`\`${operator}\` needs a value; use \`isNull\` to look for documents without one.`);
      }
      if (Array.isArray(value) && value.length > MOST_VALUES) {
        throw badUserInput(`\`${operator}\` takes ${MOST_VALUES} values at most, not ${value.length}.`);
      }
      this.count();
      const own = operators?.[operator];
      const { condition, indexed } = own ? { condition: own, indexed: false } : OPERATORS[operator];
      parts.push({ type: 'compare', property, operator, indexed, on: column => condition(column, value, toSql) });
    }
    return allOf(parts);
  }

  private count(): void {
    if (++this.conditions > MOST_CONDITIONS) {
      throw badUserInput(`A filter may have ${MOST_CONDITIONS} conditions at most.`, { argument: 'filter' });
    }
  }
}

function filterableOf(definition: ContentTypeDefinition): Filterable {
  const known = filterables.get(definition);
  if (known) return known;
  const values = new Map<string, FilterableValue>(
    BASE_FILTER_PROPERTIES.map(property => [property, { property, secret: false, kind: PLAIN }]),
  );
  for (const { property, kind, options } of definition.values) {
    if (options.filterable) values.set(property, { property, secret: options.private === true, kind });
  }
  const references = filterableReferences(definition);
  const filterable = {
    values,
    references: new Map(references.map(field => [field.property, field])),
    referenceIds: new Map(
      references.filter(({ arity }) => arity === 'ONE').map(field => [`${field.property}Id`, field]),
    ),
  };
  filterables.set(definition, filterable);
  return filterable;
}
