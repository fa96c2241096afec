import { createAuthenticate } from '../../../src/server/request-context';
import { ADMIN_TOKEN, type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';
import { buildLibrary, type Library } from '../../harness/lane-schema';

const BOOKS = '{ books { id title } }';
const BOOK = 'query ($id: ID!) { book(id: $id) { id title } }';
const PREFLIGHT = { 'apollo-require-preflight': 'true' };

let library: Library;
let server: RunningHttpServer;
/** Requests that have arrived. */
let received = 0;
const authenticate = createAuthenticate({ adminToken: ADMIN_TOKEN });

const start = (options: object = {}) => {
  library = buildLibrary();
  const answerCache = { changes: library.changes, maxBytes: 1_000_000, ttlMs: 3_600_000, awayTtlMs: 0 };
  received = 0;
  const counting = (authorization: string | undefined) => {
    received += 1;
    return authenticate(authorization);
  };
  return startHttpServer(library.schema, { answerCache, authenticate: counting, ...options });
};
beforeEach(async () => {
  server = await start();
});
afterEach(() => server.close());

const ask = (query: string, variables?: object, headers?: Record<string, string>) =>
  server.post({ query, variables }, headers);
const get = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { ...PREFLIGHT, ...headers } });
const titleOf = async (id: string) => {
  const { data } = await (await ask(BOOK, { id })).json();
  return (data.book as { title: string } | null)?.title ?? null;
};
/** Apollo Server answers the first time, the lane from then on. */
const warm = async (query: string, variables?: object) => {
  await ask(query, variables);
  await ask(query, variables);
};

/** A promise that the test resolves. */
function gateway() {
  let resolve!: () => void;
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return { promise, resolve };
}

const IDENTIFIED: Record<string, string>[] = [{ authorization: `Bearer ${ADMIN_TOKEN}` }, { cookie: 'session=1' }];

describe('the answer cache', () => {
  it('answers a repeated question of nobody in particular without executing it', async () => {
    await warm(BOOKS);
    const before = library.calls.books;
    const texts = await Promise.all([1, 2, 3].map(async () => (await ask(BOOKS)).text()));
    expect(new Set(texts).size).toBe(1);
    expect(library.calls.books).toBe(before);
  });

  it('keeps different variables, operations and media types apart', async () => {
    await warm(BOOK, { id: '1' });
    expect([await titleOf('1'), await titleOf('2'), await titleOf('1')]).toEqual([
      'Book 1 "ü"',
      'Book 2 "ü"',
      'Book 1 "ü"',
    ]);
    const other = { accept: 'application/graphql-response+json' };
    for (let time = 0; time < 3; time++) {
      expect((await ask(BOOKS, undefined, other)).headers.get('content-type')).toContain('graphql-response+json');
      expect((await ask(BOOKS)).headers.get('content-type')).toContain('application/json');
    }
    const two = 'query A { books { id } } query B { books(first: 1) { title } }';
    const named = async (operationName: string) => (await server.post({ query: two, operationName })).text();
    const answers = [];
    for (let time = 0; time < 3; time++) answers.push([await named('A'), await named('B')]);
    expect(new Set(answers.map(String)).size).toBe(1);
    expect(answers[0][0]).not.toBe(answers[0][1]);
  });

  it('shows a change as soon as it was told, also of a document that was not there', async () => {
    await warm(BOOK, { id: '1' });
    await warm(BOOK, { id: '9' });
    library.rename('1', 'changed');
    library.rename('9', 'new');
    expect([await titleOf('1'), await titleOf('9')]).toEqual(['changed', 'new']);
  });

  it('never shares an answer that noted nothing, called itself uncacheable, has an unmarked root field, or holds an error', async () => {
    for (const query of [
      '{ hello }',
      '{ clock }',
      '{ books { read } }',
      '{ viewer }',
      '{ books { id } viewer }',
      '{ broken }',
      '{ books { broken } }',
    ]) {
      for (let time = 0; time < 3; time++) {
        expect((await ask(query)).headers.get('cache-control')).toBe('private, no-store');
      }
    }
    expect(library.calls).toMatchObject({ hello: 3, clock: 3, viewer: 6, read: 9 });
  });

  it('is passed by who says who they are', async () => {
    await warm(BOOKS);
    const before = library.calls.books;
    for (const headers of IDENTIFIED) {
      const response = await ask(BOOKS, undefined, headers);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(response.headers.get('etag')).toBeNull();
    }
    expect(library.calls.books).toBe(before + 2);
  });

  it('executes what many ask at the same time once', async () => {
    await ask(BOOKS);
    const gate = gateway();
    library.during.books = when => (when === 'before' ? gate.promise : undefined);
    const before = library.calls.books;
    const asked = Array.from({ length: 20 }, () => ask(BOOKS));
    await until(() => received === 21);
    gate.resolve();
    const texts = await Promise.all((await Promise.all(asked)).map(async response => response.text()));
    expect(new Set(texts).size).toBe(1);
    expect(library.calls.books).toBe(before + 1);
  });

  it('does not keep what was read before a change and answered after it', async () => {
    await ask(BOOKS);
    const gate = gateway();
    const read = gateway();
    library.during.books = when => {
      if (when === 'before') return;
      read.resolve();
      return gate.promise;
    };
    const early = ask(BOOKS);
    await read.promise;
    library.during.books = undefined;
    library.rename('1', 'changed');
    const late = await (await ask(BOOKS)).text();
    gate.resolve();
    expect(await (await early).text()).toContain('Book 1');
    expect(late).toContain('changed');
    expect(await (await ask(BOOKS)).text()).toContain('changed');
  });
});

describe('what caches outside are told', () => {
  it('is a tag of the bytes and to ask again each time, the same by either way', async () => {
    const [byApollo, byLane, kept] = [await get(BOOKS), await get(BOOKS), await get(BOOKS)];
    for (const response of [byApollo, byLane, kept]) {
      expect(response.headers.get('cache-control')).toBe('public, no-cache');
      expect(response.headers.get('vary')).toBe('accept, authorization, cookie, x-preview-token');
      expect(response.headers.get('etag')).toMatch(/^"[\w-]+"$/);
      expect(response.headers.get('etag')).toBe(byApollo.headers.get('etag'));
      expect(response.headers.get('surrogate-key')).toBeNull();
    }
  });

  it('is 304 to a GET of who has the answer, until it changes', async () => {
    const etag = (await get(BOOKS)).headers.get('etag') as string;
    for (const given of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const response = await get(BOOKS, { 'if-none-match': given });
      expect({ given, status: response.status, body: await response.text() }).toEqual({ given, status: 304, body: '' });
      expect(response.headers.get('etag')).toBe(etag);
    }
    expect((await ask(BOOKS, undefined, { 'if-none-match': etag })).status).toBe(200);
    library.rename('1', 'changed');
    const response = await get(BOOKS, { 'if-none-match': etag });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('changed');
  });

  it('is another tag for another media type', async () => {
    const etags = [];
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      etags.push((await get(BOOKS, { accept })).headers.get('etag'));
    }
    expect(etags[0]).not.toBe(etags[1]);
  });

  it('is the lifetime and the sources of an answer, where a CDN may keep it', async () => {
    await server.close();
    server = await start({ sharing: { sharedMaxAgeSeconds: 60, tagHeader: 'cache-tag' } });
    for (let time = 0; time < 3; time++) {
      const response = await get('{ books { id } book(id: "x") { id } }');
      expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=60, must-revalidate');
      expect(response.headers.get('cache-tag')).toBe('list:Book');
    }
    expect((await get('{ viewer }')).headers.get('cache-tag')).toBeNull();
  });

  it('is to keep nothing of a refusal', async () => {
    for (const response of [
      await ask('{ nonsense }'),
      await server.post('{'),
      await ask(BOOKS, undefined, { authorization: 'Bearer wrong' }),
      await fetch(`${server.url}/graphql?query={books{id}}`),
    ]) {
      expect({ status: response.status, told: response.headers.get('cache-control') }).toEqual({
        status: response.status,
        told: 'private, no-store',
      });
    }
  });
});

describe('what an operation costs', () => {
  const dear = (aliases: number) =>
    `{ books(first: 40) { ${Array.from({ length: aliases }, (_, i) => `a${i}: author { name }`).join(' ')} } }`;

  it('is refused over the limit, with both figures', async () => {
    expect((await ask(dear(24))).status).toBe(200);
    for (let time = 0; time < 2; time++) {
      const response = await ask(dear(25));
      expect(response.status).toBe(400);
      const { errors, data } = await response.json();
      expect(data).toBeUndefined();
      expect(errors).toEqual([
        {
          message: expect.stringContaining('The operation costs 1040; at most 1000 is allowed. Ask for fewer items'),
          extensions: { code: 'COST_EXCEEDED', requested: 1040, limit: 1000 },
        },
      ]);
    }
  });

  it('is decided by the variables of each request, for documents that are known too', async () => {
    const query = 'query ($n: Int!) { books(first: $n) { author { books { id } } } }';
    const statuses = [];
    for (const n of [100, 1, 100, 1]) statuses.push((await ask(query, { n })).status);
    expect(statuses).toEqual([200, 200, 200, 200]);
    await server.close();
    server = await start({ pricing: { limit: 100, report: 'asked' } });
    for (const n of [100, 1, 100, 1]) statuses.push((await ask(query, { n })).status);
    expect(statuses.slice(4)).toEqual([400, 200, 400, 200]);
  });

  it('is said in the answer when the request asks, or always', async () => {
    const told = async (headers?: Record<string, string>) => {
      const { extensions } = (await (await ask(BOOKS, undefined, headers)).json()) as { extensions?: unknown };
      return extensions;
    };
    const cost = { cost: { requested: 3, limit: 1000, actual: 3 } };
    for (let time = 0; time < 3; time++) {
      expect(await told()).toBeUndefined();
      expect(await told({ 'x-report-cost': 'true' })).toEqual(cost);
    }
    await server.close();
    server = await start({ pricing: { limit: 1000, report: 'always' } });
    for (let time = 0; time < 3; time++) expect(await told()).toEqual(cost);
  });
});
