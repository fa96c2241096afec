import { getIntrospectionQuery } from 'graphql';
import { buildHttpSchema } from '../../harness/http-schema';
import { type RunningHttpServer, startHttpServer } from '../../harness/http-server';

let server: RunningHttpServer;

beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema());
});
afterAll(() => server.close());

const nested = (levels: number) => `{ ${'box { '.repeat(levels - 1)}name${' }'.repeat(levels - 1)} }`;

async function refusal(query: string): Promise<string> {
  const response = await server.post({ query });
  const body = (await response.json()) as { data?: unknown; errors?: { message: string }[] };
  expect(response.status).toBe(400);
  expect(body.data).toBeUndefined();
  return body.errors?.map(error => error.message).join('\n') ?? '';
}

describe('the limits of an operation', () => {
  it('runs 12 levels and refuses 13', async () => {
    expect((await server.post({ query: nested(12) })).status).toBe(200);
    expect(await refusal(nested(13))).toBe('The operation has 13 levels of nested fields; at most 12 are allowed.');
  });

  it('counts levels through fragments', async () => {
    const fragments = Array.from(
      { length: 12 },
      (_, i) => `fragment F${i} on Box { box { ${i === 11 ? 'name' : `...F${i + 1}`} } }`,
    );
    expect(await refusal(`query Deep { box { ...F0 } } ${fragments.join(' ')}`)).toBe(
      'The operation "Deep" has 14 levels of nested fields; at most 12 are allowed.',
    );
  });

  it('answers a document of 5,000 levels with one clean error', async () => {
    expect(await refusal(nested(5_000))).toMatch(/2000 tokens/);
  });

  it('refuses a document over 2,000 tokens', async () => {
    expect(await refusal(`{ ${'hello '.repeat(10_000)} }`)).toMatch(/2000 tokens/);
  });

  it('refuses more than 30 aliases', async () => {
    const box = (count: number) => `{ box { ${Array.from({ length: count }, (_, i) => `a${i}: name`).join(' ')} } }`;
    expect((await server.post({ query: box(30) })).status).toBe(200);
    expect(await refusal(box(31))).toBe('The operation has 31 aliases; at most 30 are allowed.');
  });

  it('refuses more than 20 root fields', async () => {
    expect(await refusal(`{ ${'hello '.repeat(21)} }`)).toBe(
      'The operation has 21 root fields; at most 20 are allowed.',
    );
  });

  it('refuses more than 20 directives', async () => {
    const directives = Array.from({ length: 21 }, () => 'name @skip(if: false)').join(' ');
    expect(await refusal(`{ box { ${directives} } }`)).toBe('The operation has 21 directives; at most 20 are allowed.');
  });

  it('measures fragments that double at every level without writing them out', async () => {
    const fragments = Array.from({ length: 40 }, (_, i) =>
      i === 39 ? `fragment F${i} on Box { x: name }` : `fragment F${i} on Box { ...F${i + 1} ...F${i + 1} }`,
    );
    expect(await refusal(`{ box { ...F0 } } ${fragments.join(' ')}`)).toMatch(/has \d+ aliases; at most 30/);
  });

  it('refuses a fragment that spreads itself', async () => {
    expect(await refusal('{ box { ...F } } fragment F on Box { name ...F }')).toMatch(
      /Cannot spread fragment "F" within itself/,
    );
  });

  it('answers the introspection query of every tool', async () => {
    const response = await server.post({ query: getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }) });
    expect(response.status).toBe(200);
    expect(await response.json()).not.toHaveProperty('errors');
  });
});
