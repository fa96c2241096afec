import { request } from 'node:http';
import { sendMail } from '../../../src/features/mail/send-mail';
import { noTransport } from '../../../src/features/mail/no-transport';
import { startApi, type TestApi } from '../../harness/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function sent(inviter: string): Promise<void> {
  await api.db.transaction(tx =>
    sendMail(api.services, tx, {
      to: 'ada@example.org',
      template: 'invitation',
      values: { inviter, site: 'The Site', link: 'https://example.org/invitation#token=abc' },
    }),
  );
  const [{ id }] = await api.db.select<{ id: string }>('SELECT public_id AS id FROM jobs ORDER BY id DESC LIMIT 1');
  await api.settled(id);
}

/** fetch sets no Host header. */
function statusFor(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${api.url}/dev/mailbox`, { headers }, response => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

it('a mail that would have been sent is shown with its link', async () => {
  await sent('Grace');
  const response = await fetch(`${api.url}/dev/mailbox`);
  const page = await response.text();
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page).toContain('Grace invites you to The Site');
  expect(page).toContain('to ada@example.org');
  expect(page).toContain('<a href="https://example.org/invitation#token=abc">');
});

it('the page runs nothing, whatever stands in a mail', async () => {
  await sent('<img src=x onerror=alert(1)>');
  const response = await fetch(`${api.url}/dev/mailbox`);
  const page = await response.text();
  expect(page).not.toContain('<img');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(policy).not.toContain('script-src');
  expect(policy).not.toContain('unsafe-inline');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

it('the HTML part is shown in a sandbox', async () => {
  const page = await (await fetch(`${api.url}/dev/mailbox`)).text();
  const [, path] = /href="(\/dev\/mailbox\/[^"]+)"/.exec(page) ?? [];
  const response = await fetch(`${api.url}${path}`);
  expect(response.headers.get('content-security-policy')).toContain('sandbox allow-popups');
  expect(await response.text()).toMatch(/^<!doctype html>[^]*Accept the invitation/);
  expect((await fetch(`${api.url}/dev/mailbox/01J00000000000000000000000`)).status).toBe(404);
});

it.each([
  ['another name of this machine', { host: 'evil.example' }, 404],
  ['a name that begins like this machine', { host: 'localhost.evil.example' }, 404],
  ['a proxy', { 'x-forwarded-for': '203.0.113.7' }, 404],
  ['a proxy that follows the standard', { forwarded: 'for=203.0.113.7' }, 404],
  ['this machine', { host: 'localhost:4000' }, 200],
])('a request by way of %s gets %s: %i', async (_name, headers, status) => {
  expect(await statusFor(headers as Record<string, string>)).toBe(status);
});

it('a server with a mail server of its own has no mailbox', async () => {
  const other = await startApi({ worker: false, mail: noTransport });
  expect((await fetch(`${other.url}/dev/mailbox`)).status).toBe(404);
  await other.close();
});
