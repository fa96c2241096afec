import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPassword } from '../../src/platform/crypto/passwords';
import { createTestDatabase, type TestDatabase } from '../harness/database';

const ROOT = join(__dirname, '../..');
let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'keelson-admin-'));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await database.drop();
});

/** Runs the command with this standard input; gives its status and what it wrote. */
async function createAdmin(args: string[], input: string, settings: Record<string, string>) {
  const { KEELSON_DATABASE_URL: _url, ...env } = process.env;
  const hook = join(ROOT, 'src/cli/bootstrap/typescript-hook.cjs');
  const child = spawn(process.execPath, ['-r', hook, join(ROOT, 'src/main.ts'), 'create-admin', ...args], {
    cwd: ROOT,
    env: { ...env, KEELSON_STATE_DIRECTORY: directory, ...settings },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (text += String(chunk)));
  child.stdin.end(input);
  const status = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { status, text };
}

const administrators = () =>
  database.db.select<{ email: string; name: string; passwordHash: string }>(
    `SELECT u.email, u.name, u.password_hash AS passwordHash FROM users u
     JOIN user_roles o ON o.user_id = u.id JOIN roles r ON r.id = o.role_id WHERE r.built_in = 'administrator'`,
  );

describe('keelson create-admin', () => {
  it('makes an administrator whose password it reads from the standard input', async () => {
    const { status, text } = await createAdmin(['Ann@example.org', '--name', 'Ann'], 'a swallow over the quay\n', {
      KEELSON_DATABASE_URL: database.url,
    });
    expect({ status, text }).toMatchObject({ status: 0, text: expect.stringContaining('may sign in') });
    const [admin] = await administrators();
    expect(admin).toMatchObject({ email: 'ann@example.org', name: 'Ann' });
    expect(await isPassword(admin.passwordHash, 'a swallow over the quay')).toBe(true);
  });

  it('finds the database of the running server of the clone', async () => {
    writeFileSync(
      join(directory, 'local.json'),
      JSON.stringify({ connections: { KEELSON_DATABASE_URL: database.url } }),
    );
    const { status } = await createAdmin(['ben@example.org'], 'a swallow over the quay\n', {});
    expect(status).toBe(0);
    expect((await administrators()).map(({ name }) => name)).toContain('ben');
  });

  it.each([
    ['a password that everybody has', ['cleo@example.org'], 'password1\n', 'commonest'],
    ['an address that is taken', ['ann@example.org'], 'a swallow over the quay\n', 'already'],
    ['no password', ['dora@example.org'], '', 'standard input'],
    ['no address', [], 'a swallow over the quay\n', 'whose account'],
  ])('says what is wrong with %s, and makes nobody', async (_what, args, input, words) => {
    const before = await administrators();
    const { status, text } = await createAdmin(args, input, { KEELSON_DATABASE_URL: database.url });
    expect(status).toBe(1);
    expect(text).toContain(words);
    expect(text).not.toContain('swallow');
    expect(await administrators()).toHaveLength(before.length);
  });
});
