import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { createArticle } from '../../factories/content';
import { startApi, type TestApi } from '../../harness/api';

/** A header that no lane looks at, and by which the short way leaves a request to Fastify. */
const THROUGH_FASTIFY = { origin: 'https://elsewhere.test' };

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
}

let api: TestApi;
const LIST = '{ articles(first: 5) { nodes { id title author { name } tags { name } } } }';

beforeAll(async () => {
  api = await startApi();
  for (let n = 0; n < 3; n++) await createArticle(api.db);
});
afterAll(() => api.close());

function send(body: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${api.url}/graphql`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const { date: _date, 'x-request-id': _id, ...rest } = answer.headers;
          resolve({ status: answer.statusCode, headers: rest, body: Buffer.concat(chunks).toString('utf8') });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const operation = (query: string, more: object = {}) => JSON.stringify({ query, ...more });
const withoutRequestIds = (body: string) => body.replaceAll(/"requestId":"[^"]+"/g, '"requestId":"…"');

describe('a plain request of nobody in particular', () => {
  const questions: [string, string][] = [
    ['a known list', operation(LIST)],
    [
      'a list with variables',
      operation('query L($n: Int) { articles(first: $n) { nodes { title } } }', { variables: { n: 2 } }),
    ],
    [
      'variables that do not fit',
      operation('query L($n: Int) { articles(first: $n) { nodes { title } } }', { variables: { n: 'x' } }),
    ],
    ['a document with a fault', operation('{ nothing }')],
    ['no document', '{}'],
    ['no JSON', '{"query":'],
    ['a name that objects share', '{"query":"{ __typename }","__proto__":{"a":1}}'],
    ['a list of operations', `[${operation('{ __typename }')}]`],
    ['an error of the execution', operation('{ job(id: "01AAAAAAAAAAAAAAAAAAAAAAAA") { id } }')],
    [
      'umlauts and emoji',
      operation('query L($s: String) { articles(search: $s) { nodes { title } } }', { variables: { s: 'Größe 🦊' } }),
    ],
    ['an empty body', ''],
  ];

  it.each(questions)('is answered as Fastify and Apollo Server answer it: %s', async (_name, body) => {
    for (let times = 0; times < 3; times++) {
      const [direct, around] = [await send(body), await send(body, THROUGH_FASTIFY)];
      expect({ ...direct, body: withoutRequestIds(direct.body) }).toEqual({
        ...around,
        body: withoutRequestIds(around.body),
      });
    }
  });

  it('keeps the id that a proxy gave it', async () => {
    const id = randomUUID();
    const answer = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': id },
      body: operation(LIST),
    });
    expect(answer.headers.get('x-request-id')).toBe(id);
  });

  it('whose client leaves in the middle of its body harms nobody', async () => {
    await new Promise<void>(resolve => {
      const sent = request(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 1_000 },
      });
      sent.on('error', () => resolve());
      sent.write('{"query":');
      sent.once('socket', socket => socket.once('connect', () => setImmediate(() => sent.destroy())));
    });
    expect((await send(operation(LIST))).status).toBe(200);
  });
});
