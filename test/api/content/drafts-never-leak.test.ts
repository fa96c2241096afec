import { createClient } from 'graphql-ws';
import { type GraphQLNamedType, isEnumType, isInputObjectType, isLeafType, isObjectType } from 'graphql';
import { WebSocket } from 'ws';
import { readLocales } from '../../../src/engine/content/locales';
import { encodeCursor } from '../../../src/engine/pagination/cursor';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { startApi, type TestApi } from '../../harness/api';
import { conditionsOf, leastInput, rootFields, selectionsOf, typeOf } from '../../harness/schema-questions';
import {
  createSecretWorld,
  PUBLIC,
  SECRET,
  SECRET_NUMBERS,
  SECRET_TEXTS,
  type SecretWorld,
  secretEvent,
} from '../../harness/secret-world';

/*
 * An anonymous reader asks everything that the schema allows, made from introspection: each root field, each nested field, each filter,
 * sort, count, search, lookup, the feed, and each mutation. The world has documents in every state. No answer holds a secret, no filter
 * on one finds anything, and no answer changes when all the secrets do.
 */

interface Question {
  /** A root field with its arguments and selection; `$filter` in it stands for the filter. */
  field: string;
  filter?: { type: string; value: object };
  /** Nothing may be found. */
  barren?: boolean;
  /** So little that several can be asked in one request. */
  brief?: boolean;
}

interface Answer {
  data: { answer: any } | null;
  errors?: { message: string; extensions: { code: string } }[];
}

/** Questions of one request, when they are brief. */
const TOGETHER = 8;

const BEGINNING = encodeCursor('contentChanges', ['0']);
const LOCALES = ['', 'locale: "de-AT"'];
const AT_ONCE = 6;
/** What may be answered instead of data: the reader is told what readers may not ask. */
const REFUSALS = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'NOT_FOUND']);

let api: TestApi;
let world: SecretWorld;
beforeAll(async () => {
  api = await startApi({
    worker: false,
    contentTypes: [Event, Speaker, Venue],
    locales: readLocales('en, de, de-AT', 'de-AT: de'),
  });
  world = await createSecretWorld(api);
});
afterAll(() => api.close());

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
function operandsOf(path: readonly string[], type: GraphQLNamedType): unknown[] {
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
  if (type.name === 'String') {
    const value = (a as Record<string, unknown>)[property === 'name' ? 'title' : property] ?? SECRET;
    return [value, (b as Record<string, unknown>)[property] ?? SECRET];
  }
  if (type.name === 'DateTime') return [a.doorsAt, b.doorsAt, '2077-07-07T00:00:00.000Z'];
  if (type.name === 'Date') return [a.salesOn, b.salesOn];
  const number = (a as Record<string, unknown>)[property];
  return [number ?? 77_001, (b as Record<string, unknown>)[property] ?? 66_001];
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

/** What readers may not filter by. */
const NOT_FOR_READERS = new Set(['state', 'publishAt', 'unpublishAt', 'remark']);

/** A filter for a value that only what is hidden has. */
function findsSecrets(path: readonly string[]): boolean {
  const [property, operator] = path.slice(-2);
  return FINDING.has(operator) && !NOT_SECRET.has(property) && !path.some(step => step === 'none' || step === 'every');
}

/** Everything that can be asked of the lists, counts and lookups of one type. */
function questionsOf(field: ReturnType<typeof rootFields>[number]): Question[] {
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
      slug: [...slugs, a.slug, b.slug, `${SECRET}a-ghost-1`],
      path: [`${PUBLIC}-house/${PUBLIC}-hall`, `${PUBLIC}-house/${a.slug}`, `${PUBLIC}-room`],
    };
    for (const key of keys) {
      for (const value of values[key]) {
        for (const locale of LOCALES)
          questions.push({ field: ask(joined(`${key}: ${JSON.stringify(value)}`, locale), whole), brief: true });
      }
    }
    for (const id of world.seenOf(target.name)) {
      const hops = [world.seen.dangling, world.seen.room, world.seen.speaker].includes(id) ? 2 : 1;
      for (const selection of selectionsOf(api.schema, target, hops))
        questions.push({ field: ask(`id: "${id}"`, selection) });
    }
    return questions;
  }

  for (const locale of argument('locale') ? LOCALES : ['']) {
    for (const selection of selectionsOf(api.schema, target, 1))
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
    for (const { filter: condition, path } of conditionsOf(Filter, operandsOf, locale || counts ? 1 : 2)) {
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

/** What is not a type's own: nodes by id, the feed, and what else the server tells of itself. */
function otherQuestions(field: ReturnType<typeof rootFields>[number]): Question[] {
  const target = typeOf(field.type);
  const all = isLeafType(target)
    ? ['']
    : selectionsOf(api.schema, target, field.name === 'nodes' || field.name === 'contentChanges' ? 1 : 0);
  // An id may be of anything that the server has; documents are what is asked for here.
  const selections =
    target.name === 'Node'
      ? all.filter(selection => /^\{ __typename \.\.\. on (Event|Speaker|Venue) /.test(selection))
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
    selections.map(selection => ({ field: `${field.name}${args && `(${args})`} ${selection}` })),
  );
}

/** The secrets in an answer; cursors are looked into. */
function secretsIn(value: unknown): string[] {
  if (typeof value === 'number') return SECRET_NUMBERS.has(value) ? [String(value)] : [];
  if (typeof value === 'string') {
    const inside = /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('latin1') : '';
    return [...SECRET_TEXTS, ...world.neverSeen].filter(secret =>
      `${value}\n${inside}`.toLowerCase().includes(secret.toLowerCase()),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsIn);
}

/** Asks as nobody; the answers come in the order of the questions. */
async function askAll(questions: readonly Question[]): Promise<Answer[]> {
  const answers: Answer[] = new Array(questions.length);
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
      const together = await askTogether(indexes.map(index => questions[index]));
      for (const [place, index] of indexes.entries())
        answers[index] = together?.[place] ?? ((await askTogether([questions[index]])) as Answer[])[0];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  return answers;
}

/** Null when one of several is refused: that takes the answers of the others along. */
async function askTogether(questions: readonly Question[]): Promise<Answer[] | null> {
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

/** Where the feed stands moves on with what readers are not told of. */
function comparable(answer: unknown): string {
  return JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? undefined : value));
}

const contentTypes = ['event', 'speaker', 'venue'];
const ofContent = (name: string) =>
  contentTypes.some(type => name === type || name === `${type}s` || name === `${type}sAggregate`);

it('no answer to an anonymous reader holds anything of what is not public, or depends on it', async () => {
  const fields = rootFields(api.schema.getQueryType());
  const questions = fields.flatMap(field => (ofContent(field.name) ? questionsOf(field) : otherQuestions(field)));
  const before = await askAll(questions);
  await world.change('b');
  const after = await askAll(questions);

  let answered = 0;
  for (const [index, question] of questions.entries()) {
    const told = {
      question,
      secrets: [before[index], after[index]]
        .flatMap(secretsIn)
        .filter(secret => !secretsInQuestion(question).includes(secret)),
    };
    expect(told).toEqual({ question, secrets: [] });
    const { data, errors } = before[index];
    for (const { extensions } of errors ?? [])
      expect({ question, refusal: REFUSALS.has(extensions.code) ? '' : errors }).toEqual({ question, refusal: '' });
    if (!errors) answered++;
    if (question.barren && data)
      expect({ question, found: data.answer.totalCount ?? data.answer.count }).toEqual({ question, found: 0 });
    const unchanged = question.field.startsWith('contentChanges')
      ? [before[index], after[index]].map(withoutPosition)
      : [before[index], after[index]];
    expect({ question, answer: comparable(unchanged[1]) }).toEqual({ question, answer: comparable(unchanged[0]) });
  }
  // The reader was told something, and of every document that is public.
  expect(answered).toBeGreaterThan(questions.length * 0.7);
  const all = JSON.stringify(before);
  for (const id of Object.values(world.seen)) expect(all).toContain(id);
  for (const word of ['event 1', 'deutsch', 'quote', 'heading', 'transcript', 'body', 'hall', 'room'])
    expect(all).toContain(`${PUBLIC} ${word}`);
  process.stdout.write(`  ${questions.length} questions, ${answered} of them answered with data, asked twice\n`);
});

/** The ids and words that the reader said itself. */
function secretsInQuestion({ field, filter }: Question): string[] {
  return secretsIn([field, filter?.value]);
}

function withoutPosition({ data }: Answer): unknown {
  return { ...data?.answer, cursor: null };
}

it('what readers may not look at is refused, and nothing of it is told', async () => {
  const drafts = rootFields(api.schema.getQueryType()).filter(({ args }) =>
    args.some(({ name }) => name === 'perspective'),
  );
  expect(drafts.length).toBeGreaterThanOrEqual(12);
  for (const { name, args, type } of drafts) {
    const target = typeOf(type);
    const selection = isObjectType(target) && 'id' in target.getFields() ? '{ id }' : '{ __typename }';
    for (const id of Object.values(world.hidden)) {
      const needed = args.flatMap(arg =>
        arg.name === 'id'
          ? [`id: "${id}"`]
          : arg.name === 'ids'
            ? [`ids: ["${id}"]`]
            : arg.name === 'first'
              ? ['first: 5']
              : [],
      );
      const { data, errors } = await api.query(
        `{ ${name}(${[...needed, 'perspective: DRAFT'].join(', ')}) ${selection} }`,
        {},
        { token: null },
      );
      expect({ name, code: errors?.[0].extensions.code, answer: data?.[name] ?? null }).toEqual({
        name,
        code: 'UNAUTHENTICATED',
        answer: null,
      });
    }
  }
});

it('every mutation is refused before it tells whether there is such a document', async () => {
  for (const { name, args, type } of rootFields(api.schema.getMutationType())) {
    // Its file would have to be sent along.
    if (name === 'importContent') continue;
    const target = typeOf(type);
    const selection = isLeafType(target) ? '' : '{ __typename }';
    const answers = [];
    for (const id of [world.hidden.draft, '01HZZZZZZZZZZZZZZZZZZZZZZZ']) {
      const variables = Object.fromEntries(args.map(arg => [arg.name, leastInput(arg.type, id)]));
      const declared = args.map(arg => `$${arg.name}: ${String(arg.type)}`).join(', ');
      const passed = args.map(arg => `${arg.name}: $${arg.name}`).join(', ');
      const { errors } = await api.query(
        `mutation ${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${selection} }`,
        variables,
        { token: null },
      );
      answers.push(errors?.map(({ message, extensions }) => [message, extensions.code]));
    }
    expect({ name, answer: answers[0] }).toEqual({ name, answer: answers[1] });
    // Jobs are not content: whoever knows none is told that there is none.
    if (/Job$|Queue$/.test(name)) continue;
    expect({ name, code: answers[0]?.[0][1] }).toEqual({ name, code: 'UNAUTHENTICATED' });
  }
});

it('the feed tells a reader what has become public, and of nothing else', async () => {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const query = `subscription ($after: String) { contentChanges(after: $after) { action type documentId revision changedFields actor
    node { __typename id slug ... on Event { title remark venue { name } speakers { name } } ... on Speaker { name email } ... on Venue { name path } } } }`;
  const told: any[] = [];
  const following = client.iterate({ query, variables: { after: BEGINNING } });
  const { data } = await api.query(
    'mutation { createSpeaker(input: { name: "The last one", publish: true }) { speaker { id } } }',
  );
  for await (const { data: next, errors } of following) {
    expect(errors).toBeUndefined();
    told.push((next as any).contentChanges);
    if (told.at(-1).documentId === data.createSpeaker.speaker.id) break;
  }
  await client.dispose();
  expect(told.flatMap(secretsIn)).toEqual([]);
  expect(told.every(({ actor }) => actor === null)).toBe(true);
  const known = new Set([...Object.values(world.seen), world.hidden.takenDown, data.createSpeaker.speaker.id]);
  expect(told.filter(({ documentId }) => !known.has(documentId))).toEqual([]);
  expect(new Set(told.map(({ documentId }) => documentId))).toEqual(known);
});
