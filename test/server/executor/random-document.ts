import {
  GraphQLBoolean,
  type GraphQLInputType,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { SeededRandom } from '../../harness/seeded-random';
import { schema } from './strange-schema';

export interface RandomDocument {
  text: string;
  operationNames: readonly (string | undefined)[];
  /** Draws variables for the document: most of them right, some missing, null or wrong. */
  variables(): Record<string, unknown>;
}

const ALIASES = ['a', 'b_c', '__proto__', 'constructor', 'then', 'toJSON', 'id_1', 'name'];
const SCALARS: Record<
  string,
  readonly [literals: readonly string[], values: readonly unknown[], wrong: readonly unknown[]]
> = {
  ID: [
    ['"a"', '7'],
    ['a', 7],
    [{}, 1.5, true],
  ],
  String: [
    ['"s"', '""', '"""block"""'],
    ['s', ''],
    [4, {}, []],
  ],
  Int: [
    ['0', '3', '-7'],
    [0, 5, -2],
    ['x', 1.5, 2 ** 40],
  ],
  Float: [
    ['0.5', '3', '-1e2'],
    [0.25, 9],
    ['x', {}],
  ],
  Boolean: [
    ['true', 'false'],
    [true, false],
    ['yes', 1],
  ],
  Moment: [
    ['10', '"soon"', '{ in: 5 }', 'NOW'],
    [10, 0],
    ['soon', {}],
  ],
};

/** Writes a document for the strange schema. Some break a rule of validation, mostly by fields that can't be merged. */
export function randomDocument(random: SeededRandom): RandomDocument {
  const { pick, chance } = random;
  const fragments: { name: string; on: GraphQLNamedType; text: string }[] = [];
  const declared = new Map<string, { type: GraphQLInputType; fallback: string | null }>();

  const variable = (type: GraphQLInputType): string => {
    const same = [...declared].filter(([, known]) => String(known.type) === String(type));
    if (same.length > 0 && chance(0.6)) return `$${pick(same)[0]}`;
    const name = chance(0.05) ? `toString${declared.size}` : `v${declared.size}`;
    declared.set(name, { type, fallback: chance(0.25) ? literal(type, 0, false) : null });
    return `$${name}`;
  };

  const literal = (type: GraphQLInputType, depth: number, mayVary = true): string => {
    if (mayVary && chance(depth === 0 ? 0.35 : 0.25)) return variable(type);
    if (isNonNullType(type)) return literal(type.ofType, depth + 1, false);
    if (chance(0.08)) return 'null';
    if (isListType(type)) {
      if (chance(0.2)) return literal(type.ofType, depth + 1, mayVary);
      const items = Array.from({ length: Math.floor(random.between(0, 3)) }, () =>
        literal(type.ofType, depth + 1, mayVary),
      );
      return `[${items.join(', ')}]`;
    }
    if (isEnumType(type)) return pick(type.getValues()).name;
    if (!isInputObjectType(type)) return pick(SCALARS[type.name][0]);
    const all = Object.values(type.getFields());
    const fields = type.isOneOf ? [pick(all)] : all.filter(() => chance(depth > 3 ? 0.08 : 0.35));
    const within = (field: (typeof all)[number]): string => {
      if (!type.isOneOf) return literal(field.type, depth + 1, mayVary);
      return pick(SCALARS[getNamedType(field.type).name][0]);
    };
    return `{ ${fields.map(field => `${field.name}: ${within(field)}`).join(', ')} }`;
  };

  const condition = (): string => {
    if (chance(0.3)) return pick(['true', 'false']);
    const name = pick(['if0', 'if1', 'if2', 'if3']);
    if (!declared.has(name)) {
      const type = chance(0.4) ? GraphQLBoolean : new GraphQLNonNull(GraphQLBoolean);
      const fallback = type === GraphQLBoolean || chance(0.3) ? pick(['true', 'false']) : null;
      declared.set(name, { type, fallback });
    }
    return `$${name}`;
  };

  const directives = (): string => {
    let text = '';
    if (chance(0.1)) text += ` @include(if: ${condition()})`;
    if (chance(0.07)) text += ` @skip(if: ${condition()})`;
    return text;
  };

  let aliases = 0;
  const field = (type: GraphQLNamedType, depth: number): string => {
    const all = isUnionType(type) ? [] : Object.values((type as GraphQLObjectType).getFields());
    const fields = depth > 0 ? all : all.filter(one => !isCompositeType(getNamedType(one.type)));
    if (fields.length === 0 || chance(0.07)) return `${chance(0.3) ? 'kind: ' : ''}__typename${directives()}`;
    const definition = pick(fields);
    const named = getNamedType(definition.type);
    const given = definition.args.filter(
      argument => (isNonNullType(argument.type) && argument.defaultValue === undefined) || chance(0.5),
    );
    const args = given.length === 0 ? '' : `(${given.map(one => `${one.name}: ${literal(one.type, 0)}`).join(', ')})`;
    let alias = '';
    if (definition.args.length > 0 && chance(0.85)) alias = `x${aliases++}: `;
    else if (chance(0.1)) alias = `${pick(ALIASES)}: `;
    const below = isCompositeType(named) ? ` ${selection(named, depth - 1)}` : '';
    return `${alias}${definition.name}${args}${directives()}${below}`;
  };

  const overlapping = (type: GraphQLNamedType): GraphQLNamedType[] => {
    if (!isCompositeType(type)) return [];
    const possible = isObjectType(type) ? [type] : [...schema.getPossibleTypes(type)];
    const abstract = ['Being', 'Named', 'Thing', 'Odd'].map(name => schema.getType(name)!);
    const around = abstract.filter(one => possible.some(each => schema.isSubType(one as never, each)));
    return [type, ...possible, ...around];
  };

  const selection = (type: GraphQLNamedType, depth: number): string => {
    const parts: string[] = [];
    const count = 1 + Math.floor(random.between(0, 4));
    for (let i = 0; i < count; i++) {
      if (depth > 0 && chance(0.22)) {
        const on = chance(0.2) ? null : pick(overlapping(type));
        parts.push(`...${on ? ` on ${on.name}` : ''}${directives()} ${selection(on ?? type, depth - 1)}`);
      } else if (depth > 0 && chance(0.2)) {
        parts.push(`...${fragment(type, depth)}${directives()}`);
        if (chance(0.3)) parts.push(`...${fragment(type, depth)}${directives()}`);
      } else {
        parts.push(field(type, depth));
      }
    }
    return `{ ${parts.join(' ')} }`;
  };

  const fragment = (type: GraphQLNamedType, depth: number): string => {
    const fitting = overlapping(type);
    const known = fragments.filter(({ on }) => fitting.includes(on));
    if (known.length > 0 && chance(0.6)) return pick(known).name;
    const on = pick(fitting);
    const text = selection(on, depth - 1);
    const name = `F${fragments.length}`;
    fragments.push({ name, on, text });
    return name;
  };

  const root = random.next();
  const [keyword, type] =
    root < 0.8
      ? ['query', schema.getQueryType()!]
      : root < 0.95
        ? ['mutation', schema.getMutationType()!]
        : ['subscription', schema.getSubscriptionType()!];
  const body = selection(type, 4);
  const signature = [...declared].map(
    ([name, { type, fallback }]) => `$${name}: ${String(type)}${fallback ? ` = ${fallback}` : ''}`,
  );
  const variables = signature.length === 0 ? '' : `(${signature.join(', ')})`;
  const operation = `${keyword} Main${variables} ${body}`;
  const second = chance(0.1) ? '\nquery Other { me { name } }' : '';
  const text = `${operation}${second}\n${fragments.map(({ name, on, text }) => `fragment ${name} on ${on.name} ${text}`).join('\n')}`;

  const value = (type: GraphQLInputType, depth: number): unknown => {
    if (chance(0.01)) return pick([null, 'wrong', { wrong: 1 }, 12.5]);
    if (isNonNullType(type)) return presentValue(type.ofType, depth);
    return chance(0.08) ? null : presentValue(type, depth);
  };
  const presentValue = (type: GraphQLInputType, depth: number): unknown => {
    if (isListType(type)) {
      if (chance(0.2)) return value(type.ofType, depth + 1);
      return Array.from({ length: Math.floor(random.between(0, 3)) }, () => value(type.ofType, depth + 1));
    }
    if (isEnumType(type)) return pick(['RED', 'GREEN', 'BLUE', 'BLUE', 'RED', 'GREEN', 'BLACK']);
    if (!isInputObjectType(type)) return chance(0.03) ? pick(SCALARS[type.name][2]) : pick(SCALARS[type.name][1]);
    const all = Object.values(type.getFields());
    const fields = type.isOneOf ? [pick(all)] : all.filter(() => chance(depth > 3 ? 0.08 : 0.35));
    return Object.fromEntries(fields.map(field => [field.name, value(field.type, depth + 1)]));
  };

  return {
    text,
    operationNames: second ? ['Main', 'Other', undefined, 'Nobody'] : [undefined, 'Main', null as never],
    variables() {
      const values: Record<string, unknown> = chance(0.1) ? { unasked: 1 } : {};
      for (const [name, { type, fallback }] of declared) {
        const needed = isNonNullType(type) && fallback === null;
        if (chance(needed ? 0.02 : 0.25)) continue;
        values[name] = value(type, 0);
      }
      return values;
    },
  };
}
