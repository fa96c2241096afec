import { PassThrough } from 'node:stream';
import { transports } from 'winston';
import { defineJob, NoPayload } from '../../../src/engine/jobs/define-job';
import { SYSTEM } from '../../../src/engine/access/viewer';
import { discoverJobs } from '../../../src/engine/discovery';
import type { JobKinds } from '../../../src/engine/jobs/job-kinds';
import type { MailOrder } from '../../../src/features/mail/sealed-order';
import { sendMail } from '../../../src/features/mail/send-mail';
import { sendMail as sendMailJob } from '../../../src/features/mail/send-mail.job';
import { eraseExpiredMails } from '../../../src/features/mail/erase-expired-mails.job';
import { createSmtpTransport } from '../../../src/platform/mail/smtp-transport';
import { startApi, type TestApi } from '../../harness/api';
import { eventually } from '../../harness/jobs';
import { testLog } from '../../harness/log';
import { startBlackHole, startSmtpServer, type TestSmtpServer } from '../../harness/smtp-server';

const SECRET = 'kot_a-token-that-nobody-else-may-see';
const ORDER: MailOrder<'password-reset'> = {
  to: 'ada@example.org',
  template: 'password-reset',
  values: { link: `https://example.org/reset-password#token=${SECRET}` },
};
const FROM = 'Keelson <keelson@example.org>';

const otherWork = defineJob({
  kind: 'tests.other-work',
  queue: 'tests',
  payload: NoPayload,
  attempts: 1,
  perform: async () => 'done',
});
const kinds: JobKinds = new Map([...discoverJobs(), [otherWork.kind, otherWork as never]]);

let server: TestSmtpServer;
let api: TestApi;
beforeAll(async () => {
  server = await startSmtpServer();
  api = await startApi({ kinds, mail: createSmtpTransport({ url: server.url, from: FROM, timeoutMs: 5000 }) });
});
afterAll(async () => {
  await api.close();
  await api.services.mail.close();
  await server.close();
});
beforeEach(() => {
  server.received.length = 0;
});

const send = (order: MailOrder<'password-reset'> = ORDER, on = api) =>
  on.db.transaction(tx => sendMail(on.services, tx, order));

const waiting = async (on = api) => (await on.db.select('SELECT id FROM outgoing_mails')).length;

async function lastJob(on = api) {
  const [{ publicId }] = await on.db.select<{ publicId: string }>(
    "SELECT public_id AS publicId FROM jobs WHERE kind = 'mail.send-mail' ORDER BY id DESC LIMIT 1",
  );
  return publicId;
}

async function settledJob(on = api) {
  const id = await lastJob(on);
  await on.settled(id);
  const job = await on.engine.client.find(id);
  if (!job) throw new Error('The job is gone.');
  return job;
}

it('a mail is sent once its transaction has committed, and its row is erased', async () => {
  await send();
  expect((await settledJob()).state).toBe('succeeded');
  expect(server.received).toMatchObject([{ to: ['ada@example.org'], from: 'keelson@example.org' }]);
  expect(server.received[0].raw.replace(/=\r?\n/g, '')).toContain(SECRET);
  expect(await waiting()).toBe(0);
});

it('a transaction that is rolled back sends nothing', async () => {
  const [{ before }] = await api.db.select<{ before: number }>('SELECT COUNT(*) AS `before` FROM jobs');
  const failing = api.db.transaction(async tx => {
    await sendMail(api.services, tx, ORDER);
    throw new Error('No');
  });
  await expect(failing).rejects.toThrow('No');
  const [{ after }] = await api.db.select<{ after: number }>('SELECT COUNT(*) AS after FROM jobs');
  expect(Number(after)).toBe(Number(before));
  expect(await waiting()).toBe(0);
});

it('neither the link nor the address stands in any row while the mail waits', async () => {
  await api.db.transaction(async tx => {
    await sendMail(api.services, tx, ORDER);
    const tables = await tx.select<{ name: string }>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    for (const { name } of tables) {
      const rows = JSON.stringify(await tx.select(`SELECT * FROM \`${name}\``));
      expect({ name, told: rows.includes(SECRET) || rows.includes(ORDER.to) }).toEqual({ name, told: false });
    }
  });
  await settledJob();
});

it('a mail that the server puts off is sent by a later attempt, once', async () => {
  server.refuseNext(450, 421);
  await send();
  expect((await settledJob()).state).toBe('succeeded');
  expect(server.received).toHaveLength(1);
});

it('a mail that the server refuses for good is given up at once and erased', async () => {
  const before = server.offered();
  server.refuseNext(550);
  await send();
  const job = await settledJob();
  expect(job).toMatchObject({ state: 'failed', attempt: 1, errorCode: 'MAIL_NOT_SENT' });
  expect(job.errorMessage).toBe('The mail server refused the mail (550).');
  expect(server.offered()).toBe(before + 1);
  expect(await waiting()).toBe(0);
});

it('a mail that has expired while it waited is not sent', async () => {
  await api.db.transaction(async tx => {
    await sendMail(api.services, tx, ORDER);
    await tx.run('UPDATE outgoing_mails SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
  });
  expect(await settledJob()).toMatchObject({ state: 'failed', attempt: 1, errorCode: 'MAIL_NOT_SENT' });
  expect(server.received).toEqual([]);
  const { id } = await api.engine.client.enqueue(eraseExpiredMails, {});
  await api.settled(id);
  expect(await waiting()).toBe(0);
});

it('no log line holds the link or the address, sent or not', async () => {
  const lines: string[] = [];
  const stream = new PassThrough().setEncoding('utf8').on('data', chunk => lines.push(String(chunk)));
  const listening = new transports.Stream({ stream });
  const [terminal] = testLog.transports;
  const { level } = testLog;
  terminal.silent = true;
  testLog.level = 'silly';
  testLog.add(listening);
  try {
    server.refuseNext(450, 550);
    await send();
    expect((await settledJob()).state).toBe('failed');
    await send();
    expect((await settledJob()).state).toBe('succeeded');
  } finally {
    testLog.remove(listening);
    testLog.level = level;
    terminal.silent = false;
  }
  expect(lines.join('')).toContain('The attempt failed');
  expect(lines.join('')).not.toContain(SECRET);
  expect(lines.join('')).not.toContain(ORDER.to);
});

it.each(['ada', 'ada@example.org\nBcc: eve@example.org', 'a@example.org, b@example.org'])(
  'a mail to %j is refused where it is ordered',
  async to => {
    await expect(send({ ...ORDER, to })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  },
);

it('an attempt that starts after the mail was sent does not send it again', async () => {
  await send();
  const { id, publicId } = await settledJob();
  await api.db.run(
    "UPDATE jobs SET state = 'failed', finished_at = UTC_TIMESTAMP(3) WHERE id = ? AND state = 'succeeded'",
    [id],
  );
  await api.engine.client.retry(publicId, SYSTEM);
  expect((await settledJob()).state).toBe('succeeded');
  expect(server.received).toHaveLength(1);
});

it('while the mail server hangs, other jobs go on, and the mail is sent when it is back', async () => {
  const hole = await startBlackHole();
  let target = createSmtpTransport({ url: hole.url, from: FROM, timeoutMs: 1000 });
  const dead = await startApi({
    kinds,
    mail: { deliver: (mail, options) => target.deliver(mail, options), close: () => target.close() },
  });
  for (let n = 0; n < 6; n++) await send(ORDER, dead);
  await eventually(() => hole.visitors() > 0);
  const { id } = await dead.engine.client.enqueue(otherWork, {});
  await dead.settled(id);
  expect((await dead.engine.client.find(id))?.state).toBe('succeeded');
  const mails = await dead.db.select<{ state: string }>("SELECT state FROM jobs WHERE kind = 'mail.send-mail'");
  expect(mails.map(({ state }) => state)).not.toContain('succeeded');

  await target.close();
  target = createSmtpTransport({ url: server.url, from: FROM, timeoutMs: 5000 });
  await eventually(async () => (await waiting(dead)) === 0);
  expect(server.received).toHaveLength(6);
  await dead.close();
  await target.close();
  await hole.close();
});

it('mails are sent at least once, in a queue of their own', () => {
  expect(sendMailJob).toMatchObject({ queue: 'mail', concurrency: 2 });
});
