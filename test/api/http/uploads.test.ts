import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalStorage } from '../../../src/platform/storage/local-storage';
import { buildHttpSchema, uploads } from '../../harness/http-schema';
import { type GraphqlResponse, type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';

const MAX_BYTES = 1_000_000;
const STORE = 'mutation($input: StoreFileInput!) { storeFile(input: $input) { filename bytes sha256 } }';
const PREFLIGHT = { 'apollo-require-preflight': 'true' };

const directory = mkdtempSync(join(tmpdir(), 'keelson-uploads-'));
let server: RunningHttpServer;

beforeAll(async () => {
  server = await startHttpServer(await buildHttpSchema(), { storage: createLocalStorage(directory) });
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  Object.assign(uploads, { started: 0, finished: 0, failed: 0 });
  rmSync(join(directory, 'uploads'), { recursive: true, force: true });
});

const stored = (): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true } as never)
    .filter(entry => (entry as unknown as { isFile(): boolean }).isFile())
    .map(String);

function form(operations: unknown, map: unknown, files: Record<string, Blob> = {}): FormData {
  const body = new FormData();
  body.append('operations', typeof operations === 'string' ? operations : JSON.stringify(operations));
  body.append('map', typeof map === 'string' ? map : JSON.stringify(map));
  for (const [name, file] of Object.entries(files)) body.append(name, file, `${name}.bin`);
  return body;
}

const storeForm = (content: Buffer) =>
  form(
    { query: STORE, variables: { input: { upload: null } } },
    { 0: ['variables.input.upload'] },
    { 0: new Blob([new Uint8Array(content)]) },
  );

const send = (body: FormData, headers: Record<string, string> = PREFLIGHT): Promise<GraphqlResponse> =>
  fetch(`${server.url}/graphql`, { method: 'POST', headers, body }) as Promise<GraphqlResponse>;

const code = async (response: GraphqlResponse) => (await response.json()).errors[0].extensions.code as string;

describe('an upload', () => {
  it.each([0, 1, 70_000, MAX_BYTES])('of %i bytes is stored as it came', async size => {
    const content = randomBytes(size);
    const response = await send(storeForm(content));
    expect(await response.json()).toEqual({
      data: {
        storeFile: { filename: '0.bin', bytes: size, sha256: createHash('sha256').update(content).digest('hex') },
      },
    });
    expect(stored()).toHaveLength(1);
  });

  it('is read while it arrives', async () => {
    const sending = slowUpload();
    sending.write(randomBytes(200_000));
    await until(() => uploads.started === 1);
    expect(uploads.finished).toBe(0);
    sending.finish();
    await until(() => uploads.finished === 1);
    expect(stored()).toHaveLength(1);
  });

  it('may carry several files, in the order of the request', async () => {
    const response = await send(
      form(
        {
          query: 'mutation($files: [Upload!]!) { storeFiles(files: $files) { filename bytes } }',
          variables: { files: [null, null] },
        },
        { a: ['variables.files.0'], b: ['variables.files.1'] },
        { a: new Blob([randomBytes(300_000)]), b: new Blob(['b']) },
      ),
    );
    expect((await response.json()).data.storeFiles).toEqual([
      { filename: 'a.bin', bytes: 300_000 },
      { filename: 'b.bin', bytes: 1 },
    ]);
  });

  it('that nobody reads is thrown away, and the connection goes on', async () => {
    const response = await send(
      form(
        { query: 'mutation($f: Upload!) { ignoreFile(upload: $f) }', variables: { f: null } },
        { 0: ['variables.f'] },
        {
          0: new Blob([randomBytes(900_000)]),
        },
      ),
    );
    expect(await response.json()).toEqual({ data: { ignoreFile: '0.bin' } });
    expect((await server.post({ query: '{ hello }' })).status).toBe(200);
    expect(stored()).toEqual([]);
  });
});

describe('an upload that is too large', () => {
  it('by one byte is 413 and leaves nothing behind', async () => {
    const response = await send(storeForm(randomBytes(MAX_BYTES + 1)));
    expect(response.status).toBe(413);
    expect(await code(response)).toBe('FILE_TOO_LARGE');
    expect(stored()).toEqual([]);
    expect(uploads).toEqual({ started: 1, finished: 0, failed: 1 });
  });

  it('by its announced length is 413 before the operation starts', async () => {
    const response = await send(storeForm(randomBytes(MAX_BYTES * 3)));
    expect(response.status).toBe(413);
    expect(await code(response)).toBe('FILE_TOO_LARGE');
    expect(uploads.started).toBe(0);
  });

  it('and never ends is refused while it is being sent', async () => {
    const sending = slowUpload();
    const answered = sending.answer();
    const timer = setInterval(() => sending.write(randomBytes(100_000)), 1);
    expect((await answered).status).toBe(413);
    clearInterval(timer);
    sending.abort();
    expect(stored()).toEqual([]);
  });
});

describe('an upload that is not finished', () => {
  it('stops being stored when the client goes away, and leaves nothing behind', async () => {
    const sending = slowUpload();
    sending.write(randomBytes(200_000));
    await until(() => stored().length === 1);
    sending.abort();
    await until(() => uploads.failed === 1);
    expect(stored()).toEqual([]);
    expect(server.lines.filter(line => line.level === 'error')).toEqual([]);
    await until(() => server.lines.some(line => line.status === 499));
  });

  it('is 400 when the body ends in the middle of the file', async () => {
    const sending = slowUpload();
    sending.write(randomBytes(1_000));
    const answered = sending.answer();
    sending.cutShort();
    expect((await answered).code).toBe('BAD_REQUEST');
    expect(stored()).toEqual([]);
  });

  it('is 400 when the file is missing', async () => {
    const response = await send(
      form({ query: STORE, variables: { input: { upload: null } } }, { 0: ['variables.input.upload'] }),
    );
    expect(await code(response)).toBe('BAD_REQUEST');
    expect(uploads.started).toBe(0);
  });
});

describe('a multipart request', () => {
  it('without a preflight header is refused before anything is read', async () => {
    const before = server.contexts.length;
    const response = await send(storeForm(randomBytes(500_000)), {});
    expect(response.status).toBe(400);
    expect(await code(response)).toBe('BAD_REQUEST');
    expect(server.contexts).toHaveLength(before);
    expect(uploads.started).toBe(0);
    expect(stored()).toEqual([]);
  });

  it('with a wrong token is refused before anything is read', async () => {
    const response = await send(storeForm(randomBytes(500_000)), { ...PREFLIGHT, authorization: 'Bearer wrong' });
    expect(response.status).toBe(401);
    expect(uploads.started).toBe(0);
  });

  const operations = { query: STORE, variables: { input: { upload: null } } };

  it.each([
    ['operations that are not JSON', form('{', {})],
    ['a batch', form([operations], { 0: ['0.variables.input.upload'] })],
    ['a map that is not JSON', form(operations, '{')],
    ['a map whose places are no list', form(operations, { 0: 'variables.input.upload' })],
    ['a place that is not there', form(operations, { 0: ['variables.input.other'] })],
    ['a place that holds something', form({ ...operations, variables: { input: 'x' } }, { 0: ['variables.input'] })],
    ['a place outside of the variables', form({ ...operations, query: null }, { 0: ['query'] })],
    ['more than ten files', form(operations, Object.fromEntries(Array.from({ length: 11 }, (_, i) => [i, []])))],
    ['no parts', new FormData()],
  ])('with %s is 400', async (_what, body) => {
    const response = await send(body);
    expect(response.status).toBe(400);
    expect(await code(response)).toBe('BAD_REQUEST');
    expect(uploads.started).toBe(0);
  });

  it.each(['variables.__proto__.x', 'variables.constructor.prototype', 'variables.hasOwnProperty.call', '__proto__.x'])(
    'cannot reach what all objects share through the place %s',
    async path => {
      const response = await send(form(operations, { 0: [path] }));
      expect(response.status).toBe(400);
      expect({}).not.toHaveProperty('x');
      expect(Object.hasOwn(Object.prototype.hasOwnProperty, 'call')).toBe(false);
    },
  );

  it('with operations over 256 KB is 413', async () => {
    const response = await send(form({ ...operations, pad: 'x'.repeat(300_000) }, { 0: ['variables.input.upload'] }));
    expect(response.status).toBe(413);
    expect(await code(response)).toBe('PAYLOAD_TOO_LARGE');
  });

  it('without a boundary is 400', async () => {
    const response = await server.post('x', { 'content-type': 'multipart/form-data', ...PREFLIGHT });
    expect(response.status).toBe(400);
  });

  it('with a string where a file belongs says how to send one', async () => {
    const response = await server.post({ query: STORE, variables: { input: { upload: 'x' } } });
    expect(response.status).toBe(400);
    expect((await response.json()).errors[0].message).toContain('multipart/form-data');
  });
});

/** A request whose file is sent piece by piece. */
function slowUpload() {
  const boundary = 'boundary-of-the-test';
  const sending: ClientRequest = httpRequest(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...PREFLIGHT },
  });
  sending.on('error', () => {});
  const part = (name: string, head = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${head}\r\n\r\n`;
  sending.write(
    part('operations') +
      JSON.stringify({ query: STORE, variables: { input: { upload: null } } }) +
      `\r\n${part('map')}{"0":["variables.input.upload"]}\r\n${part('0', '; filename="slow.bin"')}`,
  );
  return {
    write: (chunk: Buffer) => void sending.write(chunk),
    finish: () => void sending.end(`\r\n--${boundary}--\r\n`),
    cutShort: () => void sending.end(),
    abort: () => void sending.destroy(),
    answer: () =>
      new Promise<{ status: number; code: string }>((resolve, reject) => {
        sending.on('error', reject);
        sending.on('response', response => {
          let text = '';
          response.setEncoding('utf8').on('data', chunk => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, code: JSON.parse(text).errors[0].extensions.code }),
          );
        });
      }),
  };
}
