import { GraphQLDate, GraphQLSafeInt } from 'graphql-scalars';
import { DateTime } from '../date-time';
import { type ClassType, Field, Float, ID, InputType, Int } from 'type-graphql';

/*
 * The inputs by which lists are filtered, one for each family of values. Their operators mean the same in all of them; several in one
 * input must all hold. list-filter.ts turns them into SQL.
 */

/** Operators of a family whose values have an order. */
type Ordered = 'lt' | 'lte' | 'gt' | 'gte';

const DESCRIPTIONS = {
  eq: 'Equal to this value.',
  ne: 'Different from this value; documents without a value are different too.',
  in: 'Equal to one of these values, 100 at most.',
  notIn: 'Equal to none of these values, 100 at most.',
  isNull: 'True: only documents without a value; false: only those with one.',
  lt: 'Smaller or earlier than this value.',
  lte: 'Smaller, earlier, or equal.',
  gt: 'Greater or later than this value.',
  gte: 'Greater, later, or equal.',
  contains: 'Contains this text. It reads every value: use `search` to look for words in many documents.',
  startsWith: 'Begins with this text.',
} as const;

/** Generates the input of a family: equality, membership and absence, and whichever further operators it has. */
export function filterInput(
  name: string,
  what: string,
  valueType: () => unknown,
  further: readonly (Ordered | 'contains' | 'startsWith')[] = [],
  note = '',
): ClassType {
  const Filter = { [name]: class {} }[name];
  const add = (operator: keyof typeof DESCRIPTIONS, type: () => unknown) =>
    Field(type as () => typeof String, {
      nullable: true,
      description: DESCRIPTIONS[operator] + (operator === 'isNull' ? '' : note),
    })(Filter.prototype, operator);
  add('eq', valueType);
  add('ne', valueType);
  add('in', () => [valueType()]);
  add('notIn', () => [valueType()]);
  add('isNull', () => Boolean);
  for (const operator of further) add(operator, valueType);
  InputType(name, { description: `A condition on ${what}; all that is given must hold.` })(Filter);
  return Filter;
}

const ORDERED = ['lt', 'lte', 'gt', 'gte'] as const;

/** Texts: compared without regard to case and accents, as the column's collation has it. */
export const StringFilter = filterInput(
  'StringFilter',
  'a text',
  () => String,
  ['contains', 'startsWith'],
  ' Case and accents do not matter, except in slugs.',
);
/** Ids. */
export const IdFilter = filterInput('IdFilter', 'an id', () => ID);
/** Whole numbers of 32 bits. */
export const IntFilter = filterInput('IntFilter', 'a whole number', () => Int, ORDERED);
/** Whole numbers up to 2^53. */
export const SafeIntFilter = filterInput('SafeIntFilter', 'a whole number', () => GraphQLSafeInt, ORDERED);
/** Numbers of double precision. */
export const FloatFilter = filterInput('FloatFilter', 'a number', () => Float, ORDERED);
/** Instants, to the millisecond. */
export const DateTimeFilter = filterInput('DateTimeFilter', 'an instant', () => DateTime, ORDERED);
/** Days without a time. */
export const DateFilter = filterInput('DateFilter', 'a day', () => GraphQLDate, ORDERED);

/** Yes or no. */
@InputType({ description: 'A condition on a yes or no; all that is given must hold.' })
export class BooleanFilter {
  @Field(() => Boolean, { nullable: true, description: DESCRIPTIONS.eq })
  eq?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: DESCRIPTIONS.ne })
  ne?: boolean | null;
}
