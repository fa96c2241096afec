import { type ClassType, Field, InputType, registerEnumType } from 'type-graphql';
import {
  FieldFault,
  type FieldKind,
  type FieldOptions,
  type FieldPlace,
  PLAIN,
  type SqlCondition,
} from '../field-kinds';
import { filterInput } from '../filter-inputs';

/** The longest value of an enum, in characters. */
export const LONGEST_CHOICE = 64;

/** `format` of Event -> `EventFormat`. */
function enumName({ owner, property }: FieldPlace): string {
  return `${owner}${property[0].toUpperCase()}${property.slice(1)}`;
}

/** TypeGraphQL takes one enum object for one name: each place's enum and filters are made once. */
const made = new Map<string, object>();

function once<Type extends object>(name: string, make: () => Type): Type {
  const known = made.get(name) as Type | undefined;
  if (known) return known;
  const fresh = make();
  made.set(name, fresh);
  return fresh;
}

function enumOf(place: FieldPlace): object {
  const name = enumName(place);
  return once(name, () => {
    const choices = place.options.choices ?? {};
    const values = Object.fromEntries(Object.keys(choices).map(value => [value, value]));
    const valuesConfig = Object.fromEntries(
      Object.entries(choices).map(([value, description]) => [value, { description }]),
    );
    const description = `What ${place.property} of ${place.owner} may be.`;
    registerEnumType(values, { name, description, valuesConfig });
    return values;
  });
}

function acceptChoice(value: unknown, { choices = {} }: FieldOptions): string {
  if (typeof value === 'string' && Object.hasOwn(choices, value)) return value;
  throw new FieldFault(`"${String(value).slice(0, LONGEST_CHOICE)}" is none of ${Object.keys(choices).join(', ')}.`);
}

/** One of a few values that the declaration lists; an enum in the API. */
export const CHOICE: FieldKind = {
  ...PLAIN,
  name: 'CHOICE',
  column: () => ({ type: 'varchar', length: LONGEST_CHOICE, charset: 'ascii', collation: 'ascii_bin' }),
  output: enumOf,
  input: enumOf,
  filter(place) {
    const name = `${enumName(place)}Filter`;
    return once(name, () => filterInput(name, `${place.property} of ${place.owner}`, () => enumOf(place)));
  },
  accept: acceptChoice,
};

/** Several of a few values that the declaration lists, each once, in the order given. */
export const CHOICES: FieldKind = {
  ...PLAIN,
  name: 'CHOICES',
  column: () => ({ type: 'json' }),
  output: place => [enumOf(place)],
  input: place => [enumOf(place)],
  filter(place) {
    const name = `${enumName(place)}Filter`;
    return once(name, () => choicesFilter(name, place));
  },
  accept(value, options) {
    if (!Array.isArray(value)) throw new FieldFault('It must be a list.');
    const chosen = value.map(item => acceptChoice(item, options));
    const twice = chosen.findIndex((item, index) => chosen.indexOf(item) !== index);
    if (twice >= 0) throw new FieldFault(`${chosen[twice]} is there twice.`, [twice]);
    if (options.max !== undefined && chosen.length > options.max)
      throw new FieldFault(`There are ${chosen.length}; ${options.max} are allowed.`);
    return chosen;
  },
  toSql: value => JSON.stringify(value),
  fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw) as unknown,
  exported: () => 'TEXTS',
  operators: {
    has: (column, value) => contains(column, value),
    hasAny: (column, values) => joined(column, values, ' OR ', 'FALSE'),
    hasAll: (column, values) => joined(column, values, ' AND ', 'TRUE'),
  },
};

function contains(column: string, value: unknown): SqlCondition {
  return { sql: `JSON_CONTAINS(${column}, ?)`, values: [JSON.stringify(value)] };
}

function joined(column: string, values: unknown, operator: string, none: string): SqlCondition {
  const conditions = (values as unknown[]).map(value => contains(column, value));
  if (conditions.length === 0) return { sql: none, values: [] };
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(operator)})`,
    values: conditions.flatMap(condition => condition.values),
  };
}

function choicesFilter(name: string, place: FieldPlace): ClassType {
  const Filter = { [name]: class {} }[name];
  const add = (property: string, type: () => object, description: string) =>
    Field(type as () => typeof String, { nullable: true, description })(Filter.prototype, property);
  add('has', () => enumOf(place), 'This value is among them.');
  add('hasAny', () => [enumOf(place)], 'At least one of these values is among them.');
  add('hasAll', () => [enumOf(place)], 'All of these values are among them.');
  add('isNull', () => Boolean, 'True: only documents without a value; false: only those with one.');
  InputType(name, { description: `A condition on ${place.property} of ${place.owner}; all that is given must hold.` })(
    Filter,
  );
  return Filter;
}
