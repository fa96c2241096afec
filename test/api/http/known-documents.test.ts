import { request as sendRequest } from 'node:http';
import { auditServer } from 'graphql-http';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer } from '../../harness/http-server';
import { buildHttpSchema } from '../../harness/http-schema';
import { buildLibrary, type Library } from '../../harness/lane-schema';
import { seededRandom, type SeededRandom, testSeeds } from '../../harness/seeded-random';

/*
 * The same requests go to a server with the lane and the answer cache and to one where Apollo Server answers everything. Whatever a
 * client can see has to be the same: first when nothing is known, then when the document is, then when the answer is kept.
 */

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}
interface Received {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
}
interface Pair {
  libraries: [Library, Library];
  servers: [RunningHttpServer, RunningHttpServer];
}

let pair: Pair;

beforeEach(async () => {
  const libraries: Pair['libraries'] = [buildLibrary(), buildLibrary()];
  const answerCache = { changes: libraries[0].changes, maxBytes: 1_000_000, ttlMs: 3_600_000, awayTtlMs: 0 };
  const servers: Pair['servers'] = [
    await startHttpServer(libraries[0].schema, { answerCache }),
    await startHttpServer(libraries[1].schema, { knownDocuments: false }),
  ];
  pair = { libraries, servers };
});
afterEach(() => Promise.all(pair.servers.map(server => server.close())));

function send(server: RunningHttpServer, { method, path, headers, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(
      `${server.url}${path}`,
      { method, headers: { 'x-request-id': 'fixed', ...headers } },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { date: _date, ...kept } = response.headers;
          resolve({ status: response.statusCode, headers: kept, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function expectNoDifference(sent: Sent): Promise<Received> {
  const [withLane, without] = await Promise.all(pair.servers.map(server => send(server, sent)));
  expect({ sent, received: withLane }).toEqual({ sent, received: without });
  return withLane;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const PREFLIGHT = { 'apollo-require-preflight': 'true' };
const ADMIN = { authorization: `Bearer ${ADMIN_TOKEN}` };

const CALLERS: Record<string, string>[] = [{}, ADMIN, { cookie: 'a=b' }, { 'x-report-cost': 'true' }];

const post = (body: unknown, headers: Record<string, string> = {}): Sent => ({
  method: 'POST',
  path: '/graphql',
  headers: { ...JSON_TYPE, ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const get = (search: Record<string, string> | string, headers: Record<string, string> = PREFLIGHT): Sent => ({
  method: 'GET',
  path: `/graphql?${typeof search === 'string' ? search : new URLSearchParams(search).toString()}`,
  headers,
});

const BOOKS = '{ books { id title author { name } } }';
const BOOK = 'query Book($id: ID!) { book(id: $id) { id title } }';
const TWO = 'query A { hello } query B($id: ID!) { book(id: $id) { title } } mutation C { touch }';
const WIDE = `{ books(first: 100) { ${Array.from({ length: 25 }, (_, i) => `a${i}: author { name }`).join(' ')} } }`;

const documents: [string, Record<string, unknown> | undefined][] = [
  [BOOKS, undefined],
  [BOOK, { id: '2' }],
  [BOOK, { id: 'none' }],
  [BOOK, { id: 2 }],
  [BOOK, {}],
  [BOOK, { id: ['2'] }],
  [BOOK, { id: '2', more: true }],
  ['query ($n: Int = 2) { books(first: $n) { id } }', undefined],
  ['query ($n: Int = 2) { books(first: $n) { id } }', { n: 4 }],
  ['query ($n: Int = 2) { books(first: $n) { id } }', { n: 'x' }],
  ['query ($f: Filter) { books(filter: $f) { id } }', { f: { shelf: 'TOP', and: [{ shelf: 'BOTTOM' }] } }],
  ['query ($f: Filter) { books(filter: $f) { id } }', { f: { shelf: 'SIDE' } }],
  ['{ hello }', undefined],
  ['{ hello __typename }', undefined],
  ['{ viewer }', undefined],
  ['{ secret }', undefined],
  ['{ named { __typename name ... on Book { title } } }', undefined],
  ['{ clock }', undefined],
  ['{ books { read } }', undefined],
  ['{ broken }', undefined],
  ['{ hello broken }', undefined],
  ['{ books { id broken } }', undefined],
  ['{ books { id strict } }', undefined],
  ['{ strict }', undefined],
  ['{ missing(id: "1") hello }', undefined],
  ['{ away }', undefined],
  ['{ hello away }', undefined],
  ['{ teapot }', undefined],
  ['{ hello teapot away }', undefined],
  ['query ($v: Int!) { double(value: $v) }', { v: 21 }],
  ['query ($v: Int!) { double(value: $v) }', { v: 2 ** 40 }],
  ['{ double(value: 2147483647) }', undefined],
  [TWO, { id: '1' }],
  [WIDE, undefined],
  ['mutation { touch }', undefined],
  ['mutation { fail }', undefined],
  ['mutation ($t: String!) { rename(id: "2", title: $t) { title } }', { t: 'Another' }],
  ['mutation ($t: String!) { rename(id: "2", title: $t) { title } }', {}],
  ['subscription { ticks }', undefined],
  ['{ __schema { queryType { name } } }', undefined],
  ['{ unknown }', undefined],
  ['{ hello', undefined],
];
const accepts = [
  undefined,
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'application/graphql-response+json; charset=utf-8, application/json; q=0.9',
  'text/html',
  'text/html, application/json;q=0.5',
  'application/xml',
  'multipart/mixed',
  '',
];

describe('a request by the lane for known documents', () => {
  it.each(documents)('is answered as Apollo Server would: %s %j', async (query, variables) => {
    for (const headers of CALLERS) {
      for (const operationName of [undefined, null, 'A', 'B', 'C', '']) {
        for (let time = 0; time < 3; time++)
          await expectNoDifference(post({ query, variables, operationName }, headers));
      }
    }
    const search = { query, ...(variables ? { variables: JSON.stringify(variables) } : {}) };
    for (let time = 0; time < 3; time++) await expectNoDifference(get(search));
    await expectNoDifference(get(search, {}));
    await expectNoDifference(get(search, { 'x-apollo-operation-name': 'x' }));
  });

  it.each(accepts)('is answered in the media type for "Accept: %s"', async accept => {
    for (const query of [BOOKS, '{ viewer }', '{ broken }', '{ away }']) {
      const headers: Record<string, string> = accept === undefined ? {} : { accept };
      for (let time = 0; time < 3; time++) await expectNoDifference(post({ query }, headers));
      await expectNoDifference(get({ query }, { ...PREFLIGHT, ...headers }));
    }
  });

  it.each([
    ['a string of variables', post({ query: BOOK, variables: '{"id":"2"}' })],
    ['an array of variables', post({ query: BOOK, variables: ['2'] })],
    ['null variables', post({ query: BOOKS, variables: null })],
    ['a number as the name', post({ query: BOOKS, operationName: 7 })],
    ['a document tree', post({ query: { kind: 'Document' } })],
    ['an empty query', post({ query: '' })],
    ['a batch', post([{ query: BOOKS }])],
    ['null', post('null')],
    ['a text', post('"{ hello }"')],
    ['an empty object', post({})],
    ['broken JSON', post('{')],
    ['no body', post('')],
    ['a key of prototypes', post('{"query":"{ hello }","__proto__":{"variables":{}}}')],
    ['empty extensions', post({ query: BOOKS, extensions: {} })],
    ['null extensions', post({ query: BOOKS, extensions: null })],
    ['a list of extensions', post({ query: BOOKS, extensions: [] })],
    ['an unknown persisted query', post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })],
    [
      'a hash that does not fit',
      post({ query: BOOKS, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }),
    ],
    ['another charset', post({ query: BOOKS }, { 'content-type': 'application/json; charset=utf-8' })],
    ['capitals', post({ query: BOOKS }, { 'content-type': 'Application/JSON' })],
    ['a form', post('query={hello}', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['a longer type', post({ query: BOOKS }, { 'content-type': 'application/json-patch' })],
    ['a wrong token', post({ query: BOOKS }, { authorization: 'Bearer wrong' })],
    ['variables=null by GET', get({ query: BOOKS, variables: 'null' })],
    ['variables=[] by GET', get({ query: BOOKS, variables: '[]' })],
    ['variables= by GET', get({ query: BOOKS, variables: '' })],
    ['extensions=null by GET', get({ query: BOOKS, extensions: 'null' })],
    ['extensions={} by GET', get({ query: BOOKS, extensions: '{}' })],
    ['an empty name by GET', get({ query: BOOKS, operationName: '' })],
    ['a query twice by GET', get(`query=${encodeURIComponent(BOOKS)}&query=${encodeURIComponent(BOOKS)}`)],
    ['no query by GET', get('x=1')],
    ['nothing by GET', { method: 'GET', path: '/graphql', headers: PREFLIGHT }],
    ['a plus and percent by GET', get(`query=${encodeURIComponent(BOOKS).replaceAll('%20', '+')}&x=%zz`)],
    ['a content type by GET', get({ query: BOOKS }, { ...PREFLIGHT, ...JSON_TYPE })],
    ['a form by GET', get({ query: BOOKS }, { ...PREFLIGHT, 'content-type': 'text/plain' })],
    ['an empty preflight header by GET', get({ query: BOOKS }, { 'apollo-require-preflight': '' })],
    ['HEAD', { method: 'HEAD', path: '/graphql', headers: {} }],
    ['PUT', { ...post({ query: BOOKS }), method: 'PUT' }],
  ] as [string, Sent][])('is left to Apollo Server when it is odd: %s', async (_what, sent) => {
    for (const query of [BOOKS, BOOK, '{ hello }']) await expectNoDifference(post({ query }));
    for (let time = 0; time < 3; time++) await expectNoDifference(sent);
  });

  it('differs in nothing over random requests', async () => {
    for (const seed of testSeeds(2)) {
      const random = seededRandom(seed);
      for (let count = 0; count < 600; count++) await expectNoDifference(randomRequest(random));
    }
  }, 60_000);

  it('really takes the lane: nothing is parsed twice', async () => {
    const lanes = async () => {
      const metrics = await (await fetch(`${pair.servers[0].url}/metrics`)).text();
      return Number(/keelson_known_documents_total\{outcome="served"\} (\d+)/.exec(metrics)?.[1] ?? 0);
    };
    await expectNoDifference(post({ query: '{ viewer }' }));
    const before = await lanes();
    await expectNoDifference(post({ query: '{ viewer }' }));
    await expectNoDifference(get({ query: '{ viewer }' }));
    expect(await lanes()).toBe(before + 2);
  });

  it('runs a mutation once, also when it fails or its variables do not fit', async () => {
    const [library] = pair.libraries;
    const query = 'mutation ($t: String!) { rename(id: "1", title: $t) { title strict } }';
    for (let time = 1; time <= 3; time++) {
      await expectNoDifference(post({ query, variables: { t: String(time) } }));
      expect(library.calls.rename).toBe(time);
      await expectNoDifference(post({ query, variables: { t: null } }));
      expect(library.calls.rename).toBe(time);
    }
  });
});

function randomRequest(random: SeededRandom): Sent {
  const [query, own] = random.pick(documents);
  const variables = random.chance(0.8) ? own : random.pick([null, {}, { id: '3' }, { n: 1 }, { v: 1.5 }, '{}', []]);
  const accept = random.chance(0.7) ? undefined : random.pick(accepts);
  const headers: Record<string, string> = {
    ...(accept === undefined ? {} : { accept }),
    ...(random.chance(0.2) ? ADMIN : {}),
    ...(random.chance(0.1) ? { cookie: 'a=b' } : {}),
    ...(random.chance(0.1) ? { 'x-report-cost': 'true' } : {}),
  };
  const operationName = random.chance(0.8) ? undefined : random.pick(['A', 'B', 'C', null, '', 'Nobody']);
  if (random.chance(0.6)) return post({ query, variables, operationName }, headers);
  const search: Record<string, string> = { query };
  if (variables !== undefined) search.variables = JSON.stringify(variables);
  if (operationName != null) search.operationName = operationName;
  return get(search, { ...(random.chance(0.9) ? PREFLIGHT : {}), ...headers });
}

describe('the graphql-http audit', () => {
  it.each([{}, PREFLIGHT])(
    'has the same result for each test with the lane, when it knows the documents (%j)',
    async headers => {
      const [lane, apollo] = [
        await startHttpServer(await buildHttpSchema()),
        await startHttpServer(await buildHttpSchema(), { knownDocuments: false }),
      ];
      const audit = async ({ url }: RunningHttpServer) => {
        const results = await auditServer({
          url: `${url}/graphql`,
          fetchFn: (input: string, init: RequestInit = {}) =>
            fetch(input, { ...init, headers: { ...headers, ...init.headers } }),
        });
        return results.map(({ id, status }) => ({ id, status }));
      };
      await audit(lane);
      expect(await audit(lane)).toEqual(await audit(apollo));
      await Promise.all([lane.close(), apollo.close()]);
    },
  );
});
