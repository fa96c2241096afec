import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServer } from '../../src/cli/find-server';
import { ADMIN_TOKEN } from '../harness/http-server';
import {
  type ImportServer,
  importJob,
  JOB_ID,
  runningJob,
  startImportServer,
  succeededJob,
} from '../harness/import-server';

const root = join(__dirname, '../..');
const counts = [
  { kind: 'Article', created: 219, updated: 0, unchanged: 0, skipped: 0, rejected: 1 },
  { kind: 'nav_menu_item', created: 0, updated: 0, unchanged: 0, skipped: 12, rejected: 0 },
];

describe('keelson import', () => {
  let server: ImportServer;
  let directory: string;
  let file: string;

  beforeEach(async () => {
    server = await startImportServer();
    directory = mkdtempSync(join(tmpdir(), 'keelson-import-'));
    mkdirSync(join(directory, '.keelson'));
    writeFileSync(
      join(directory, '.keelson', 'local.json'),
      JSON.stringify({ url: server.url, adminToken: ADMIN_TOKEN }),
    );
    file = join(directory, 'blog.xml');
    writeFileSync(file, '<rss/>');
  });

  afterEach(async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  function begin(...args: string[]) {
    const { KEELSON_URL: _url, KEELSON_API_TOKEN: _token, KEELSON_STATE_DIRECTORY: _state, ...env } = process.env;
    const hook = join(root, 'src/cli/bootstrap/typescript-hook.cjs');
    const child = spawn(process.execPath, ['-r', hook, join(root, 'src/main.ts'), 'import', ...args], {
      cwd: directory,
      env: { ...env, INIT_CWD: directory },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { child, ended: outcomeOf(child) };
  }

  it('sends the file unchanged, follows the job and ends with what became of the records', async () => {
    const content = randomBytes(700_000);
    writeFileSync(file, content);
    server.subscriptions = [[importJob('QUEUED'), runningJob(134, 219), succeededJob(counts)]];
    server.warnings = [
      { severity: 'REJECTED', line: 214, subject: 'Fog', code: 'NO_TITLE', message: 'It has no title.' },
    ];
    const { status, stdout } = await begin('blog.xml').ended;
    expect(server.files.map(sha256)).toEqual([sha256(content)]);
    expect(stdout).toContain('Articles: 134 of 219 items, 88/s, 4 s left');
    expect(stdout).toMatch(/Article +219 +0 +0 +0 +1\n/);
    expect(stdout).toMatch(/nav_menu_item +0 +0 +0 +12 +0\n/);
    expect(stdout).toMatch(/line 214 +rejected {2}Fog: It has no title\.\n/);
    expect(status).toBe(0);
  });

  it('goes on when the subscription breaks off, by asking and by subscribing again', async () => {
    server.subscriptions = [[runningJob(1, 219)], [runningJob(200, 219), succeededJob(counts)]];
    server.current = runningJob(100, 219);
    const { status, stdout } = await begin('blog.xml').ended;
    expect(stdout).toContain('219');
    expect(status).toBe(0);
  });

  it('learns by asking that the job has settled when subscriptions give nothing', async () => {
    server.subscriptions = [[]];
    server.current = succeededJob(counts);
    const { status, stdout } = await begin('blog.xml').ended;
    expect(stdout).toMatch(/Article +219/);
    expect(status).toBe(0);
  });

  it('prints one JSON value, with every warning, for --json', async () => {
    server.subscriptions = [[succeededJob(counts)]];
    server.warnings = [{ severity: 'SKIPPED', line: null, subject: null, code: 'NO_HOME', message: '12 menu items.' }];
    const { status, stdout } = await begin('blog.xml', '--json').ended;
    expect(JSON.parse(stdout)).toEqual({
      job: { id: JOB_ID, state: 'SUCCEEDED', error: null },
      counts,
      warnings: server.warnings,
    });
    expect(status).toBe(0);
  });

  it('says what it would do, and only that with --plan', async () => {
    const whole = await begin('blog.xml').ended;
    expect(whole.stdout).toMatch(/Article +219 +0 +12 +1\n/);
    expect(whole.stdout).toContain('import --undo 01KAY3S6W8QJ2V0M4T7N5R9PXM');
    const { status, stdout } = await begin('blog.xml', '--plan', '--json').ended;
    expect(JSON.parse(stdout)).toMatchObject({ plan: { counts: [{ create: 219 }] } });
    expect(status).toBe(0);
  });

  it('takes an import back with --undo', async () => {
    server.subscriptions = [[succeededJob(counts)]];
    const { status, stdout } = await begin('--undo', '01KAY3S6W8QJ2V0M4T7N5R9PXM').ended;
    expect(stdout).toMatch(/Article +219/);
    expect(status).toBe(0);
  });

  it('prints the id of the job and leaves with --no-wait', async () => {
    server.endless = true;
    const { status, stdout } = await begin('blog.xml', '--no-wait').ended;
    expect(stdout).toBe(`${JOB_ID}\n`);
    expect(status).toBe(0);
  });

  it('leaves the import alone after Ctrl-C and says how to look again and how to stop it', async () => {
    server.endless = true;
    server.subscriptions = [[runningJob(1, 219)]];
    const { child, ended } = begin('blog.xml');
    await new Promise<void>(resolve =>
      child.stdout?.on('data', piece => String(piece).includes('Articles') && resolve()),
    );
    child.kill('SIGINT');
    const { status, stdout } = await ended;
    expect(stdout).toContain(`import --job ${JOB_ID}`);
    expect(stdout).toContain(`import --cancel ${JOB_ID}`);
    expect(status).toBe(130);
  });

  it('says why a job failed', async () => {
    server.subscriptions = [
      [importJob('FAILED', { error: { code: 'INVALID_FILE', message: 'Line 7: <item> is not closed.' } })],
    ];
    const { status, stderr } = await begin('blog.xml').ended;
    expect(stderr).toContain('The import failed: Line 7: <item> is not closed.');
    expect(status).toBe(1);
  });

  it('says why the server refuses a file', async () => {
    server.refusal = 'The file is not a WordPress export.';
    const { status, stderr } = await begin('blog.xml').ended;
    expect(stderr).toContain('The file is not a WordPress export.');
    expect(status).toBe(1);
  });

  it('reads the answer to a file over the limit, which comes before the file has been sent', async () => {
    writeFileSync(file, Buffer.alloc(30_000_000, 'a'));
    const { status, stderr } = await begin('blog.xml').ended;
    expect(stderr).toContain('1000000 bytes');
    expect(status).toBe(1);
  });

  it.each([
    ['gone.xml', /There is no file ".*gone\.xml"\./],
    ['empty.xml', /".*empty\.xml" is empty\./],
    ['.', /is a directory/],
  ])('refuses %s before it sends anything', async (name, sentence) => {
    writeFileSync(join(directory, 'empty.xml'), '');
    const { status, stderr } = await begin(name).ended;
    expect(stderr).toMatch(sentence);
    expect(server.files).toEqual([]);
    expect(status).toBe(1);
  });

  it('says that nothing answers when the server is not running', async () => {
    await server.close();
    const { status, stderr } = await begin('blog.xml').ended;
    expect(stderr).toContain(`Nothing answers at ${server.url}.`);
    expect(status).toBe(1);
  });

  it.each([[], ['a.xml', 'b.xml'], ['a.xml', '--format', 'docx'], ['a.xml', '--colour']])(
    'explains itself when called wrongly: %s %s %s',
    async (...args) => {
      const { status, stderr } = await begin(...args.filter(Boolean)).ended;
      expect(stderr).toContain('Usage: keelson import <file>');
      expect(status).toBe(2);
    },
  );

  it("gives the clone's token to the clone's own server only", () => {
    expect(findServer({}, join(directory, 'deeper', 'still')).token).toBe(ADMIN_TOKEN);
    expect(findServer({ KEELSON_URL: `${server.url}/graphql` }, directory).token).toBe(ADMIN_TOKEN);
    expect(findServer({ KEELSON_URL: 'https://blog.example' }, directory)).toEqual({
      endpoint: new URL('https://blog.example/graphql'),
      token: null,
    });
    expect(findServer({ KEELSON_URL: 'https://blog.example', KEELSON_API_TOKEN: 'theirs' }, directory).token).toBe(
      'theirs',
    );
  });
});

async function outcomeOf(child: ChildProcess): Promise<{ status: number | null; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', piece => (stdout += piece));
  child.stderr?.on('data', piece => (stderr += piece));
  const status = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { status, stdout, stderr };
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
