import { type GraphQLField, type GraphQLNamedType, isEnumType, isInputObjectType, isLeafType } from 'graphql';
import { encodeCursor } from '../../src/engine/pagination/cursor';
import type { TestApi } from './api';
import { conditionsOf, leastInput, rootFields, selectionsOf, typeOf } from './schema-questions';
import { PUBLIC, SECRET, type SecretWorld, secretEvent } from './secret-world';

/*
 * What an anonymous reader can ask of a schema, with the secrets of a world in every place where something can be named.
 */

/** One question. */
export interface Question {
  /** A root field with its arguments and selection; `$filter` in it stands for the filter. */
  field: string;
  filter?: { type: string; value: object };
  /** Nothing may be found. */
  barren?: boolean;
  /** So little that several can be asked in one request. */
  brief?: boolean;
}

/** What became of it. */
export interface Answer {
  data: { answer: any } | null;
  errors?: { message: string; extensions: { code: string } }[];
}

/** Questions of one request, when they are brief. */
const TOGETHER = 8;

/** The cursor from which the feed tells everything. */
export const BEGINNING = encodeCursor('contentChanges', ['0']);
const LOCALES = ['', 'locale: "de-AT"'];
const AT_ONCE = 6;

type RootField = GraphQLField<unknown, unknown>;

const a = secretEvent('a');
const b = secretEvent('b');
const WORDS = [
  SECRET,
  `${SECRET}a`,
  `${SECRET}b`,
  `${SECRET}a title`,
  'transcript',
  'wing',
  'ghost',
  'quote',
  'heading',
  PUBLIC,
];

/** Secret values for a place in a filter. */
function operandsOf(world: SecretWorld, path: readonly string[], type: GraphQLNamedType): unknown[] {
  const property = path.at(-2) as string;
  const operator = path.at(-1) as string;
  const { hidden, neverSeen } = world;
  if (isInputObjectType(type)) return [{ south: 60, west: 60, north: 80, east: 80 }];
  if (isEnumType(type)) return type.getValues().map(({ value }) => value as unknown);
  if (type.name === 'Boolean') return [true, false];
  if (type.name === 'ID')
    return operator === 'in' || operator === 'notIn' ? Object.values(hidden) : neverSeen.slice(0, 2);
  if (operator === 'contains') return [SECRET];
  if (operator === 'startsWith') return [`aaa ${SECRET}`, SECRET];
  const several = operator === 'in' || operator === 'notIn';
  if (property === 'slug') return several ? world.hiddenSlugs : world.hiddenSlugs.slice(0, 1);
  return [a, b].slice(0, several ? 2 : 1).map(event => operandOf(event, property, type.name));
}

function operandOf(event: Record<string, unknown>, property: string, type: string): unknown {
  if (type === 'DateTime') return event.doorsAt;
  if (type === 'Date') return event.salesOn;
  return event[property] ?? event[type === 'String' ? 'title' : 'seats'];
}

const FINDING = new Set(['eq', 'in', 'contains', 'startsWith', 'within']);
const NOT_SECRET = new Set([
  'soldOut',
  'interpreted',
  'format',
  'discounts',
  'id',
  'venueId',
  'hostId',
  'parentId',
  'state',
]);

/** The documents of groups are asked for their own fields alone: what they lead to is asked elsewhere. */
function isNotNestedInGroup(selection: string): boolean {
  return !selection.includes(' document ') || / document \{ __typename \.\.\. on \w+ \{ __typename/.test(selection);
}

/** Nothing in it is for editors alone: that would be an error. */
function isForReaders(selection: string): boolean {
  return !/ (revisions|usages)\b/.test(selection);
}

/** What readers may not filter by. */
const NOT_FOR_READERS = new Set(['state', 'publishAt', 'unpublishAt', 'remark']);

/** A filter for a value that only what is hidden has. */
function findsSecrets(path: readonly string[]): boolean {
  const [property, operator] = path.slice(-2);
  return FINDING.has(operator) && !NOT_SECRET.has(property) && !path.some(step => step === 'none' || step === 'every');
}

/** Everything that can be asked of the lists, counts and lookups of one type. */
function questionsOf(api: TestApi, world: SecretWorld, field: RootField): Question[] {
  const target = typeOf(field.type);
  const argument = (name: string) => field.args.find(arg => arg.name === name);
  const counts = !target.name.endsWith('Connection');
  const brief = counts
    ? '{ count }'
    : '{ totalCount nodes { id slug } edges { cursor } pageInfo { startCursor endCursor } }';
  const ask = (args: string, selection: string): string => `${field.name}${args && `(${args})`} ${selection}`;
  const joined = (...args: string[]) => args.filter(Boolean).join(', ');
  const questions: Question[] = [];
  const size = argument('first') ? 'first: 10' : '';

  const keys = ['id', 'slug', 'path'].filter(name => argument(name));
  if (keys.length > 0 && argument('slug')) {
    const [whole] = selectionsOf(api.schema, target, 0);
    const slugs = [PUBLIC, SECRET].flatMap(word =>
      ['event-1', 'deutsch', 'house', 'hall'].map(rest => `${word}-${rest}`),
    );
    const values: Record<string, string[]> = {
      id: [...Object.values(world.seen), ...Object.values(world.hidden)],
      slug: [...slugs, ...world.hiddenSlugs],
      path: [`${PUBLIC}-house/${PUBLIC}-hall`, ...world.hiddenPaths, `${PUBLIC}-room`],
    };
    for (const key of keys) {
      for (const value of values[key]) {
        for (const locale of LOCALES)
          questions.push({ field: ask(joined(`${key}: ${JSON.stringify(value)}`, locale), whole), brief: true });
      }
    }
    for (const id of world.seenOf(target.name)) {
      const hops = [world.seen.dangling, world.seen.room].includes(id) ? 2 : 1;
      for (const selection of selectionsOf(api.schema, target, hops))
        questions.push({ field: ask(`id: "${id}"`, selection), brief: isForReaders(selection) });
    }
    return questions;
  }

  for (const locale of argument('locale') ? LOCALES : ['']) {
    for (const selection of selectionsOf(api.schema, target, locale ? 0 : 1).filter(isNotNestedInGroup))
      questions.push({ field: ask(joined(size, locale), selection) });
    const sort = argument('sort') && typeOf(argument('sort')?.type as never);
    for (const { name } of isEnumType(sort) ? sort.getValues() : []) {
      questions.push({ field: ask(joined(size, locale, `sort: [${name}]`), brief), brief: true });
      questions.push({ field: ask(joined('last: 3', locale, `sort: [${name}]`), brief), brief: true });
    }
    const words = argument('search') ? WORDS : [];
    for (const word of words) {
      const barren = word !== PUBLIC && word.includes(SECRET);
      questions.push({
        field: ask(joined(size, locale, `search: ${JSON.stringify(word)}`), brief),
        barren,
        brief: true,
      });
    }
    if (argument('parentId')) {
      for (const id of [...Object.values(world.seen), ...Object.values(world.hidden)])
        questions.push({ field: ask(joined(size, locale, `parentId: "${id}"`), brief), brief: true });
      questions.push({ field: ask(joined(size, locale, 'atTop: true'), brief) });
    }
    const filter = argument('filter');
    const Filter = filter && typeOf(filter.type as never);
    if (!filter || !isInputObjectType(Filter)) continue;
    for (const { filter: condition, path } of conditionsOf(
      Filter,
      (path, type) => operandsOf(world, path, type),
      locale || counts ? 1 : 2,
    )) {
      if (locale && (counts || path.length > 2)) continue;
      // Through relations, only what might find something.
      if ((path.length > 2 || counts) && !FINDING.has(path.at(-1) as string)) continue;
      const asked = (given: object, barren: boolean): Question => ({
        field: ask(joined(size, locale, 'filter: $filter'), brief),
        filter: { type: Filter.name, value: given },
        barren,
        brief: !path.some(step => NOT_FOR_READERS.has(step)),
      });
      questions.push(asked(condition, findsSecrets(path)));
      if (!locale && path.length === 2)
        questions.push(
          asked({ not: condition }, false),
          asked({ or: [condition, { slug: { eq: 'x' } }] }, findsSecrets(path)),
        );
    }
  }
  return questions;
}

const DOCUMENTS = /^\{ __typename \.\.\. on (Event|Speaker|Venue) /;
const LEAVES = /^\{ __typename \.\.\. on (Event|Speaker|Venue) \{ __typename/;

/** What is not a type's own: nodes by id, the feed, and what else the server tells of itself. */
function otherQuestions(api: TestApi, world: SecretWorld, field: RootField): Question[] {
  const target = typeOf(field.type);
  const all = isLeafType(target)
    ? ['']
    : selectionsOf(api.schema, target, field.name === 'nodes' || field.name === 'contentChanges' ? 1 : 0);
  // An id may be of anything that the server has; documents are what is asked for here.
  const selections =
    target.name === 'Node'
      ? all.filter(selection => (field.name === 'node' ? LEAVES : DOCUMENTS).test(selection))
      : all;
  const known = [...Object.values(world.seen), ...Object.values(world.hidden)];
  if (field.name === 'contentChanges') {
    return LOCALES.flatMap(locale =>
      selections.map(selection => ({
        field: `contentChanges(${[`after: "${BEGINNING}"`, locale].filter(Boolean).join(', ')}) ${selection}`,
      })),
    );
  }
  const needed = field.args.filter(
    ({ type, defaultValue }) => String(type).endsWith('!') && defaultValue === undefined,
  );
  const given = known.map(id =>
    needed
      .map(
        ({ name, type }) =>
          `${name}: ${name === 'ids' ? JSON.stringify(known) : name === 'id' || typeOf(type as never).name === 'ID' ? `"${id}"` : JSON.stringify(leastInput(type, id))}`,
      )
      .join(', '),
  );
  return [...new Set(given)].flatMap(args =>
    selections.map(selection => ({
      field: `${field.name}${args && `(${args})`} ${selection}`,
      brief: target.name === 'Node' && isForReaders(selection),
    })),
  );
}

const contentTypes = ['event', 'speaker', 'venue'];
const ofContent = (name: string) =>
  contentTypes.some(type => name === type || name === `${type}s` || name === `${type}sAggregate`);

/** Every question that the schema allows. */
export function readerQuestions(api: TestApi, world: SecretWorld): Question[] {
  return rootFields(api.schema.getQueryType()).flatMap(field =>
    ofContent(field.name) ? questionsOf(api, world, field) : otherQuestions(api, world, field),
  );
}

/** Asks as nobody; the answers come in the order of the questions. */
export async function askAll(api: TestApi, questions: readonly Question[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  const requests: number[][] = [];
  questions.forEach(({ brief }, index) => {
    const last = requests.at(-1);
    const joins = brief && last && last.length < TOGETHER && questions[last[0]].brief;
    if (joins) last.push(index);
    else requests.push([index]);
  });
  const next = requests.values();
  const run = async () => {
    for (const indexes of next) {
      const together = await askTogether(
        api,
        indexes.map(index => questions[index]),
      );
      for (const [place, index] of indexes.entries())
        answers[index] = together?.[place] ?? ((await askTogether(api, [questions[index]])) as Answer[])[0];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  return answers;
}

/** Null when one of several is refused: that takes the answers of the others along. */
async function askTogether(api: TestApi, questions: readonly Question[]): Promise<Answer[] | null> {
  const declared = questions.flatMap(({ filter }, n) => (filter ? [`$filter${n}: ${filter.type}`] : []));
  const fields = questions.map(({ field }, n) => `answer${n}: ${field.replace('$filter', `$filter${n}`)}`);
  const variables = Object.fromEntries(
    questions.flatMap(({ filter }, n) => (filter ? [[`filter${n}`, filter.value]] : [])),
  );
  const query = `query ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${fields.join(' ')} }`;
  const { data, errors } = await api.query(query, variables, { token: null });
  if (questions.length > 1 && errors) return null;
  return questions.map(
    (_, n) => ({ data: data ? { answer: data[`answer${n}`] } : null, ...(errors ? { errors } : {}) }) as Answer,
  );
}
