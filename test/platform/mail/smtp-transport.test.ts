import { MailFault, type MailTransport } from '../../../src/platform/mail/mail';
import { createSmtpTransport, readSender } from '../../../src/platform/mail/smtp-transport';
import { headersOf, startBlackHole, startSmtpServer, type TestSmtpServer } from '../../harness/smtp-server';

const FROM = 'The Site <site@example.org>';
const MAIL = { to: 'ada@example.org', subject: 'Hello', html: '<p>A <b>bold</b> word</p>', text: 'A bold word' };

let server: TestSmtpServer;
let transport: MailTransport;
beforeAll(async () => {
  server = await startSmtpServer();
  transport = createSmtpTransport({ url: server.url, from: FROM, timeoutMs: 10_000 });
});
afterAll(async () => {
  await transport.close();
  await server.close();
});
beforeEach(() => {
  server.received.length = 0;
});

async function faultOf(delivery: Promise<void>): Promise<MailFault> {
  const fault = await delivery.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(MailFault);
  return fault as MailFault;
}

it('a mail arrives with both of its parts, from the sender that is set', async () => {
  await transport.deliver({ ...MAIL, subject: 'Grüße aus Köln' }, { key: 'one' });
  const [mail] = server.received;
  expect(mail).toMatchObject({ from: 'site@example.org', to: ['ada@example.org'] });
  expect(headersOf(mail)).toEqual(
    expect.arrayContaining([
      'From: The Site <site@example.org>',
      'To: ada@example.org',
      'Message-ID: <one@example.org>',
      'Auto-Submitted: auto-generated',
      expect.stringMatching(/^Content-Type: multipart\/alternative;/),
      expect.stringMatching(/^Subject: =\?UTF-8\?/),
    ]),
  );
  expect(mail.raw).toContain('A bold word');
  expect(mail.raw).toContain('<p>A <b>bold</b> word</p>');
});

it.each([
  ['a line feed', 'Hello\nBcc: eve@example.org'],
  ['a carriage return', 'Hello\rBcc: eve@example.org'],
  ['both', 'Hello\r\nBcc: eve@example.org\r\n\r\nAnother body'],
  ['a separator of Unicode', 'Hello\u2028Bcc: eve@example.org'],
  ['a vertical tab and a zero', 'Hello\u000b\u0000Bcc: eve@example.org'],
])('%s in a subject makes no second header line', async (_name, subject) => {
  await transport.deliver({ ...MAIL, subject }, { key: 'injected' });
  const [mail] = server.received;
  expect(mail.to).toEqual(['ada@example.org']);
  expect(headersOf(mail).filter(line => /^(bcc|cc|to):/i.test(line))).toEqual(['To: ada@example.org']);
  expect(headersOf(mail).filter(line => /^subject:/i.test(line))).toHaveLength(1);
  expect(mail.raw).not.toMatch(/^Bcc/im);
});

it.each([
  'ada@example.org\r\nBcc: eve@example.org',
  'ada@example.org, eve@example.org',
  'ada@example.org;eve@example.org',
  'Ada <ada@example.org>',
  '"ada\r\nRCPT TO:<eve@example.org>"@example.org',
  'ada@example.org\u2028',
  'ada',
  '@example.org',
  '',
  `${'a'.repeat(300)}@example.org`,
])('%j is no recipient', async to => {
  expect(await faultOf(transport.deliver({ ...MAIL, to }, { key: 'bad' }))).toMatchObject({ final: true });
  expect(server.received).toEqual([]);
});

it('line ends in the name of the sender stay in one header line', () => {
  expect(readSender('The\r\nBcc: eve@example.org <site@example.org>')).toEqual({
    name: 'The Bcc: eve@example.org',
    address: 'site@example.org',
  });
  expect(() => readSender('nobody')).toThrow('no mail address');
});

it('a recipient that the server refuses with 5xx is refused for good; the message names no address', async () => {
  server.refuseNext(550);
  const fault = await faultOf(transport.deliver(MAIL, { key: 'two' }));
  expect(fault).toMatchObject({ final: true, notTaken: true, message: 'The mail server refused the mail (550).' });
});

it('4xx puts a mail off', async () => {
  server.refuseNext(450);
  const fault = await faultOf(transport.deliver(MAIL, { key: 'three' }));
  expect(fault).toMatchObject({ final: false, notTaken: true, message: 'The mail server put the mail off (450).' });
});

it('a server that is not there is tried again, and certainly has not taken the mail', async () => {
  const gone = await startSmtpServer();
  await gone.close();
  const nowhere = createSmtpTransport({ url: gone.url, from: FROM, timeoutMs: 5000 });
  expect(await faultOf(nowhere.deliver(MAIL, { key: 'four' }))).toMatchObject({ final: false, notTaken: true });
  await nowhere.close();
});

it('a server that says nothing is given up after the timeout', async () => {
  const hole = await startBlackHole();
  const waiting = createSmtpTransport({ url: hole.url, from: FROM, timeoutMs: 200 });
  expect(await faultOf(waiting.deliver(MAIL, { key: 'five' }))).toMatchObject({ final: false });
  expect(hole.visitors()).toBe(1);
  await waiting.close();
  await hole.close();
});

it('a delivery ends when its signal aborts', async () => {
  const hole = await startBlackHole();
  const waiting = createSmtpTransport({ url: hole.url, from: FROM, timeoutMs: 60_000 });
  const abort = new AbortController();
  const delivery = waiting.deliver(MAIL, { key: 'six', signal: abort.signal });
  abort.abort(new Error('Enough'));
  await expect(delivery).rejects.toThrow('Enough');
  await waiting.close();
  await hole.close();
});

it('name and password of the URL are used, whatever characters they hold', async () => {
  const url = server.url.replace('//', '//user%40site:a%20pass%3Aword%2F@');
  const known = createSmtpTransport({ url, from: FROM, timeoutMs: 10_000 });
  await known.deliver(MAIL, { key: 'seven' });
  expect(server.users).toEqual(['user@site']);
  await known.close();
});

it('wrong credentials are the operator’s to mend: the mail is tried again', async () => {
  const url = server.url.replace('//', '//user:wrong@');
  const unknown = createSmtpTransport({ url, from: FROM, timeoutMs: 10_000 });
  const fault = await faultOf(unknown.deliver(MAIL, { key: 'eight' }));
  expect(fault).toMatchObject({ final: false });
  expect(fault.message).not.toContain('wrong');
  await unknown.close();
});
