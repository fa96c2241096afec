import { createClient } from 'graphql-ws';
import { isLeafType, isObjectType } from 'graphql';
import { WebSocket } from 'ws';
import { readLocales } from '../../../src/engine/content/locales';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { startApi, type TestApi } from '../../harness/api';
import { type Answer, askAll, BEGINNING, type Question, readerQuestions } from '../../harness/reader-questions';
import { leastInput, rootFields, typeOf } from '../../harness/schema-questions';
import { report } from '../../harness/seeded-random';
import { createSecretWorld, PUBLIC, SECRET_NUMBERS, SECRET_TEXTS, type SecretWorld } from '../../harness/secret-world';

/*
 * An anonymous reader asks everything that the schema allows, made from introspection: each root field, each nested field, each filter,
 * sort, count, search, lookup, the feed, and each mutation. The world has documents in every state. No answer holds a secret, no filter
 * on one finds anything, and no answer changes when all the secrets do.
 */

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

/** Where the feed stands moves on with what readers are not told of. */
function comparable(answer: unknown): string {
  return JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? undefined : value));
}

it('no answer to an anonymous reader holds anything of what is not public, or depends on it', async () => {
  const questions = readerQuestions(api, world);
  const before = await askAll(api, questions);
  await world.change('b');
  const after = await askAll(api, questions);

  let answered = 0;
  for (const [index, question] of questions.entries()) {
    // Who names a secret may be told its name in an error, and nowhere else.
    const echoes = secretsInQuestion(question);
    const told = [before[index].data, after[index].data].flatMap(secretsIn);
    const warned = [before[index].errors, after[index].errors].flatMap(secretsIn);
    expect({ question, told, warned: warned.filter(secret => !echoes.includes(secret)) }).toEqual({
      question,
      told: [],
      warned: [],
    });
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
  expect(answered).toBeGreaterThan(questions.length * 0.6);
  const all = JSON.stringify(before);
  for (const id of Object.values(world.seen)) expect(all).toContain(id);
  for (const word of ['event 1', 'deutsch', 'quote', 'heading', 'transcript', 'body', 'hall', 'room'])
    expect(all).toContain(`${PUBLIC} ${word}`);
  report(`${questions.length} questions, ${answered} of them answered with data, asked twice`);
}, 180_000);

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

/** What people use who are not signed in yet; test/api/auth has the tests. */
const OF_STRANGERS = new Set(['acceptInvitation', 'requestPasswordReset', 'resetPassword', 'signIn', 'signOut']);

/** Their files would have to be sent along. */
const WITH_FILES = new Set(['importContent', 'planImport', 'uploadAsset']);

it('every mutation is refused before it tells whether there is such a document', async () => {
  for (const { name, args, type } of rootFields(api.schema.getMutationType())) {
    if (WITH_FILES.has(name) || OF_STRANGERS.has(name)) continue;
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

it('a hidden document does not stand in the way of a public one that has the same slug', async () => {
  const { data } = await api.query(
    'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } userErrors { message } } }',
    { input: { title: 'In the way', translations: [{ locale: 'de', title: 'Im Weg', slug: `${PUBLIC}-event-1` }] } },
  );
  expect(data.createEvent.userErrors).toEqual([]);
  const seen = await api.query(`{ event(slug: "${PUBLIC}-event-1", locale: "de-AT") { id } }`, {}, { token: null });
  expect(seen).toEqual({ data: { event: { id: world.seen.plain } } });
});
