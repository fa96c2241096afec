import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startApi, type TestApi } from '../harness/api';

const root = join(__dirname, '../..');

let api: TestApi;
let directory: string;

beforeAll(async () => {
  api = await startApi({ worker: false });
  directory = mkdtempSync(join(tmpdir(), 'keelson-persist-'));
});
afterAll(async () => {
  await api.close();
  rmSync(directory, { recursive: true, force: true });
});

async function persist(manifest: unknown) {
  writeFileSync(join(directory, 'manifest.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  const hook = join(root, 'src/cli/bootstrap/typescript-hook.cjs');
  const child = spawn(process.execPath, ['-r', hook, join(root, 'src/main.ts'), 'persist', 'manifest.json'], {
    cwd: directory,
    env: { ...process.env, INIT_CWD: directory, KEELSON_URL: api.url, KEELSON_API_TOKEN: api.adminToken },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise(resolve => child.once('close', resolve)),
  ]);
  return { out, error, status };
}

describe('keelson persist', () => {
  it('takes a plain manifest in as many calls as it needs, and the same one again without harm', async () => {
    const manifest = Object.fromEntries(
      Array.from({ length: 450 }, (_, n) => [`list-${n}`, `query List${n} { articles(first: 1) { nodes { id } } }`]),
    );
    expect(await persist(manifest)).toMatchObject({ status: 0, out: expect.stringContaining('450 documents are new') });
    expect(await persist(manifest)).toMatchObject({ status: 0, out: expect.stringContaining('450 were known') });
    const answer = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"documentId":"list-449"}',
    });
    expect(await answer.json()).toEqual({ data: { articles: { nodes: [] } } });
  });

  it("takes Apollo's manifest", async () => {
    const operations = [{ id: 'a1', name: 'A', type: 'query', body: 'query A { __typename }' }];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    expect(await persist(manifest)).toMatchObject({ status: 0, out: expect.stringContaining('1 documents are new') });
  });

  it.each([
    ['a document that the server does not know', { bad: '{ nothing }' }, 'Cannot query field "nothing"'],
    ['no JSON', '{', 'is no JSON'],
    ['no manifest', '"text"', 'neither an object'],
    ['nothing', {}, 'holds no documents'],
  ])('refuses %s and says why', async (_what, manifest, message) => {
    const { error, status } = await persist(manifest);
    expect(status).toBe(1);
    expect(error).toContain(message);
  });
});
