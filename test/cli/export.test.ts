import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, type TestApi } from '../harness/api';
import { ADMIN_TOKEN } from '../harness/http-server';
import { mutationsOf } from '../harness/mutations';

const root = join(__dirname, '../..');

describe('keelson export', () => {
  let api: TestApi;
  let directory: string;
  const { change } = mutationsOf(() => api, []);

  beforeAll(async () => {
    api = await startApi();
    for (const title of ['First', 'Second']) {
      const { article } = await change('createArticle', { title }, 'article { id }');
      await change('publishArticle', { id: article.id }, '__typename');
    }
  });
  afterAll(() => api.close());
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'keelson-export-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function run(...args: string[]) {
    const { KEELSON_STATE_DIRECTORY: _state, ...env } = process.env;
    const hook = join(root, 'src/cli/bootstrap/typescript-hook.cjs');
    const child = spawn(process.execPath, ['-r', hook, join(root, 'src/main.ts'), 'export', ...args], {
      cwd: directory,
      env: { ...env, INIT_CWD: directory, KEELSON_URL: api.url, KEELSON_API_TOKEN: ADMIN_TOKEN },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', piece => {
      stdout += String(piece);
    });
    child.stderr.on('data', piece => {
      stderr += String(piece);
    });
    const status = await new Promise<number | null>(resolve => child.once('close', resolve));
    return { status, stdout, stderr };
  }

  it('writes a file named for the type, checks it, and says how to go on', async () => {
    const { status, stdout, stderr } = await run('articles', '--fields', 'title');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(directory, 'articles.csv'), 'utf8')).toMatch(
      /^id,title\r\n\w{26},First\r\n\w{26},Second\r\n$/,
    );
    expect(stdout).toMatch(/2 rows, \d+ B, SHA-256 checked/);
    const [, cursor] = /export articles --since (\S+)/.exec(stdout) ?? [];
    const again = await run('articles', '--fields', 'title', '--since', cursor, '--out', '-', '--format', 'jsonl');
    expect({ status: again.status, stdout: again.stdout }).toEqual({ status: 0, stdout: '' });
  });

  it('filters, and prints the result as JSON', async () => {
    const filter = '{"title":{"eq":"Second"}}';
    const { status, stdout } = await run(
      'Article',
      '--format',
      'jsonl',
      '--filter',
      filter,
      '--out',
      'some.jsonl',
      '--json',
    );
    expect(status).toBe(0);
    const body = readFileSync(join(directory, 'some.jsonl'));
    expect(JSON.parse(stdout)).toMatchObject({
      job: { state: 'SUCCEEDED' },
      result: { snapshot: true, file: { rows: 1, sha256: createHash('sha256').update(body).digest('hex') } },
      path: join(directory, 'some.jsonl'),
    });
  });

  it('runs a query from a file', async () => {
    writeFileSync(
      join(directory, 'titles.graphql'),
      'query ($n: Int) { articles(first: $n, sort: TITLE_DESC) { nodes { title } } }',
    );
    const { status, stdout } = await run(
      '--query',
      'titles.graphql',
      '--variables',
      '{"n":1}',
      '--format',
      'jsonl',
      '--out',
      '-',
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '{"title":"Second"}\n{"title":"First"}\n' });
  });

  it('writes over no file that nobody has named, and leaves nothing half-written', async () => {
    writeFileSync(join(directory, 'articles.csv'), 'mine');
    const { status, stderr } = await run('articles');
    expect(status).toBe(1);
    expect(stderr).toContain('is there already');
    expect(readFileSync(join(directory, 'articles.csv'), 'utf8')).toBe('mine');
    expect(readdirSync(directory)).toEqual(['articles.csv']);
  });

  it.each([
    [['articles', '--filter', '{"titel":1}'], 1, /titel/],
    [['nothing'], 1, /no content type/],
    [['articles', '--filter', '{'], 2, /not JSON/],
    [['articles', '--format', 'pdf'], 2, /no format "pdf"/],
    [[], 2, /Name the type/],
  ])('says what is wrong with %j', async (args, status, message) => {
    const done = await run(...args);
    expect(done.status).toBe(status);
    expect(done.stderr).toMatch(message);
    expect(existsSync(join(directory, 'articles.csv'))).toBe(false);
  });
});
