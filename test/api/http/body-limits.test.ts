import { request as httpRequest } from 'node:http';
import type { Viewer } from '../../../src/engine/access/viewer';
import { unauthenticated } from '../../../src/errors';
import { buildHttpSchema } from '../../harness/http-schema';
import { type RunningHttpServer, startHttpServer } from '../../harness/http-server';

const BODIES = { bytes: 10_000, writerBytes: 50_000 };
const WRITER = { authorization: 'Bearer writer' };
const READER = { authorization: 'Bearer reader' };

function authenticate(authorization: string | undefined): Viewer {
  const rights: Record<string, string[]> = { 'Bearer writer': ['content.write'], 'Bearer reader': ['content.read'] };
  if (authorization === undefined) return { kind: 'anonymous', id: null, permissions: new Set() };
  if (!rights[authorization]) throw unauthenticated('The API token is not valid.');
  return { kind: 'token', id: authorization, permissions: new Set(rights[authorization]) };
}

let server: RunningHttpServer;
beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema(), { authenticate, bodies: BODIES });
});
afterAll(() => server.close());

const body = (bytes: number) => {
  const empty = JSON.stringify({ query: '{ hello }', variables: { fill: '' } });
  return JSON.stringify({ query: '{ hello }', variables: { fill: 'x'.repeat(bytes - empty.length) } });
};

/** Sends a body whose length is not told beforehand; nothing but its head until `more` is called. */
function pieces(headers: Record<string, string>) {
  const sending = httpRequest(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  sending.on('error', () => {});
  const answer = new Promise<{ status: number; code: string | undefined }>(resolve => {
    sending.on('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { errors } = JSON.parse(Buffer.concat(chunks).toString());
        resolve({ status: response.statusCode as number, code: errors?.[0].extensions.code });
      });
    });
  });
  return { sending, answer };
}

describe('A request body', () => {
  it.each([
    ['nobody in particular', {}, BODIES.bytes],
    ['a viewer who may only read', READER, BODIES.bytes],
    ['a viewer who may write content', WRITER, BODIES.writerBytes],
  ])('of %s may have so many bytes and not one more', async (_who, headers: Record<string, string>, limit) => {
    const largest = await server.post(body(limit), headers);
    expect(largest.status).toBe(200);
    const refused = await server.post(body(limit + 1), headers);
    expect(refused.status).toBe(413);
    const { errors } = await refused.json();
    expect(errors[0].extensions).toEqual({ code: 'PAYLOAD_TOO_LARGE', maxBytes: limit });
  });

  it.each([
    ['a reader', READER, BODIES.bytes],
    ['a writer', WRITER, BODIES.writerBytes],
  ])('without a length is cut off at the limit of %s, on its way', async (_who, headers, limit) => {
    const whole = pieces(headers);
    whole.sending.end(body(limit));
    expect(await whole.answer).toEqual({ status: 200, code: undefined });
    const { sending, answer } = pieces(headers);
    // It never ends: the answer does not wait for that.
    sending.write(body(limit + 1).slice(0, -1));
    sending.write('xx');
    expect(await answer).toEqual({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    sending.destroy();
  });

  it('that is too large by its length is refused before a byte of it is there', async () => {
    const { sending, answer } = pieces({ 'content-length': String(BODIES.bytes + 1) });
    sending.flushHeaders();
    expect(await answer).toEqual({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    sending.destroy();
  });

  it('of a wrong token is refused for the token, whatever its size', async () => {
    const { sending, answer } = pieces({ 'content-length': '1000000', authorization: 'Bearer wrong' });
    sending.flushHeaders();
    expect(await answer).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    sending.destroy();
  });

  it('with files has the same limit for its operation', async () => {
    const send = (headers: Record<string, string>) => {
      const form = new FormData();
      form.append('operations', body(BODIES.bytes + 1));
      form.append('map', '{}');
      return fetch(`${server.url}/graphql`, {
        method: 'POST',
        body: form,
        headers: { 'apollo-require-preflight': 'true', ...headers },
      });
    };
    expect((await send({})).status).toBe(413);
    expect((await send(WRITER)).status).toBe(200);
  });
});
