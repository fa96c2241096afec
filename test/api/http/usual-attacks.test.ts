import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildHttpSchema } from '../../harness/http-schema';
import { type RunningHttpServer, startHttpServer } from '../../harness/http-server';

/*
 * What scanners of GraphQL servers look for, with the settings of a server in production that answers strangers. Each would be a finding.
 */

let server: RunningHttpServer;
beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema(), {
    production: true,
    config: { graphql: { graphiql: false, introspection: true, anonymousIntrospection: false } },
  });
});
afterAll(() => server.close());

const times = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const circular = `query cop { __schema { types { fields { type { ${'fields { type { '.repeat(6)} name ${'} } '.repeat(6)} } } } } }`;

describe('a scanner finds', () => {
  it.each([
    ['aliases without end', `query cop { ${times(101, n => `alias${n}: __typename`)} }`],
    ['directives without end', `query cop { __typename ${times(50, () => '@aa')} }`],
    ['known directives without end', `query cop { __typename ${times(50, () => '@include(if: true)')} }`],
    ['fields repeated without end', `query cop { ${times(500, () => '__typename')} }`],
    ['introspection', 'query cop { __schema { types { name fields { name } } } }'],
    ['introspection in circles', circular],
  ])('no answer to %s', async (_what, query) => {
    const response = await server.post({ query });
    const { data, errors } = await response.json();
    expect(data).toBeUndefined();
    expect(errors.length).toBeGreaterThan(0);
    expect([400, 401]).toContain(response.status);
  });

  it('no answer to several operations in one request', async () => {
    const response = await server.post(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })));
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).not.toContain('"data"');
  });

  it.each(['{ helo }', 'query cop { box { nam } }', '{ missing(idd: "x") }', '{ __schema { directive } }'])(
    'no suggestion of what was meant by %s',
    async query => {
      const text = await (await server.post({ query })).text();
      expect(text).not.toMatch(/did you mean|hello|directives/i);
    },
  );

  it.each(['/', '/graphiql', '/graphql', '/playground', '/console', '/altair', '/graphql/console'])(
    'no explorer at %s',
    async path => {
      const response = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
    },
  );

  it.each([
    ['a query', '{ __typename }'],
    ['a mutation', 'mutation { __typename }'],
  ])('no answer to %s by GET from a page of another site', async (_what, query) => {
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`);
    expect([400, 405]).toContain(response.status);
    expect(await response.text()).not.toContain('"data"');
  });

  it('no mutation by GET, whatever headers come with it', async () => {
    const query = encodeURIComponent('mutation { __typename }');
    const headers = { 'apollo-require-preflight': 'true' };
    const response = await fetch(`${server.url}/graphql?query=${query}`, { headers });
    expect(response.status).toBe(405);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'no answer to what a form of another site sends: %s',
    async type => {
      const headers = { 'content-type': type };
      const body = type.startsWith('text') ? '{"query":"{ __typename }"}' : 'query=%7B__typename%7D';
      const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(await response.text()).not.toContain('"data"');
    },
  );

  it('no trace of how an answer was made', async () => {
    const { data, ...rest } = await (await server.post({ query: 'query cop { __typename }' })).json();
    expect(data).toEqual({ __typename: 'Query' });
    expect(rest).toEqual({});
  });

  it.each(['qwerty cop { abc }', '{', '{ box { broken } }', 'query ($v: Int!) { double(value: $v) }'])(
    'no exception in the answer to %s',
    async query => {
      const text = await (await server.post({ query })).text();
      expect(text).not.toMatch(/exception|stacktrace|node_modules|\bat \w+ \(|\.ts:\d/i);
    },
  );
});

it('a hostile document holds the event loop about as long as an allowed one', async () => {
  const holds = async (query: string, repeat: number) => {
    await server.post({ query });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (let n = 0; n < repeat; n++) await server.post({ query: `${query} #${n}` });
    delay.disable();
    return delay.percentile(90) / 1e6;
  };
  const fragments = times(40, n =>
    n === 39 ? `fragment F${n} on Box { x: name }` : `fragment F${n} on Box { ...F${n + 1} ...F${n + 1} }`,
  );
  const hostile: Record<string, string> = {
    '5,000 levels': `{ ${'box { '.repeat(5_000)} name ${'}'.repeat(5_000)} }`,
    '10,000 aliases': `{ ${times(10_000, n => `a${n}: hello`)} }`,
    '10,000 fields': `{ ${'hello '.repeat(10_000)} }`,
    'fragments that double': `{ box { ...F0 } } ${fragments}`,
    'a circle of fragments': '{ box { ...F } } fragment F on Box { name ...F }',
  };
  const control = await holds(`{ box { ${times(30, n => `a${n}: name`)} } }`, 20);
  for (const [what, query] of Object.entries(hostile)) {
    const held = await holds(query, 20);
    process.stdout.write(
      `Event loop held: ${what} ${held.toFixed(1)} ms (an allowed document: ${control.toFixed(1)} ms)\n`,
    );
    expect(held).toBeLessThan(50 + 20 * control);
  }
});
