import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../../src/cli/app';
import { loadConfig } from '../../src/config/load-config';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { recordingLog } from '../harness/http-server';
import { testRedisUrl } from '../harness/redis';
import { startSmtpServer } from '../harness/smtp-server';

const MAIL = { to: 'ada@example.org', subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };

let database: TestDatabase;
let directory: string;
const mode = process.env.NODE_ENV;
beforeAll(async () => {
  database = await createTestDatabase();
  directory = mkdtempSync(join(tmpdir(), 'keelson-mail-'));
});
afterEach(() => {
  process.env.NODE_ENV = mode;
});
afterAll(async () => {
  await database.drop();
  rmSync(directory, { recursive: true, force: true });
});

async function open(settings: Record<string, string>) {
  const { log, lines } = recordingLog();
  const config = loadConfig({
    KEELSON_DATABASE_URL: database.url,
    KEELSON_REDIS_URL: testRedisUrl(),
    KEELSON_STORAGE_DIRECTORY: directory,
    ...settings,
  });
  return { app: await openApp(config, log), lines };
}

it('without a mail server mails are kept in the mailbox', async () => {
  const { app } = await open({});
  expect(app.mailbox).toBe(true);
  await app.services.mail.deliver(MAIL, { key: 'one' });
  expect(await database.db.select('SELECT recipient FROM mailbox_mails')).toEqual([{ recipient: 'ada@example.org' }]);
  await app.close();
});

it.each([
  ['in production', 'production', {}],
  ['where a setting says so', 'test', { KEELSON_MAIL_MAILBOX: 'false' }],
  ['behind a proxy', 'test', { KEELSON_HTTP_TRUSTED_PROXIES: '127.0.0.1' }],
  ['at a public address', 'test', { KEELSON_HTTP_PUBLIC_URL: 'https://cms.example.org' }],
])('%s there is no mailbox: no mail is sent, and the log says so', async (_name, environment, settings) => {
  process.env.NODE_ENV = environment;
  const { app, lines } = await open(settings);
  expect(app.mailbox).toBe(false);
  await expect(app.services.mail.deliver(MAIL, { key: 'two' })).rejects.toThrow('No mail server is set');
  expect(lines).toContainEqual(
    expect.objectContaining({ level: 'warn', message: expect.stringContaining('KEELSON_MAIL_URL') }),
  );
  await app.close();
});

it('with a mail server there is no mailbox either, and mails go there', async () => {
  const server = await startSmtpServer();
  const { app } = await open({ KEELSON_MAIL_URL: server.url, KEELSON_MAIL_FROM: 'The Site <site@example.org>' });
  expect(app.mailbox).toBe(false);
  await app.services.mail.deliver(MAIL, { key: 'three' });
  expect(server.received).toMatchObject([{ from: 'site@example.org', to: ['ada@example.org'] }]);
  await app.close();
  await server.close();
});
