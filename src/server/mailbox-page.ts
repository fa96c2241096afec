import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../errors';
import { findInMailbox, type KeptMail, listMailbox } from '../features/mail/mailbox';
import { escapeHtml } from '../features/mail/render-mail';
import type { Sql } from '../platform/database/database';
import { pathOf } from './http-errors';

const LOOK = `:root { color-scheme: light dark }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif }
article { margin: 1.5rem 0; padding: 1rem 1.25rem; border: 1px solid #8886; border-radius: 8px }
h2 { margin: 0; font-size: 1.1rem }
p { margin: .25rem 0 }
pre { margin: .75rem 0; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }`;

/** The page loads nothing and runs nothing; its one style is named by its digest. */
const LIST_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(LOOK).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A mail's own styles are inline. Whatever stands in it, it runs nothing, loads nothing, and has no origin. */
const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  'sandbox allow-popups',
].join('; ');

const LOOPBACK_ADDRESS = /^(::ffff:)?127(\.\d+){3}$|^::1$/;
/** A page of another site can have its own name lead to this machine, but must ask under that name. */
const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/** Shows what would have been sent, to visitors from this machine alone: the mails hold links that let somebody in. */
export function registerMailbox(app: FastifyInstance, sql: Sql): void {
  app.get('/dev/mailbox', async (request, reply) => {
    demandLoopback(request);
    return sendPage(reply, LIST_POLICY, listPage(await listMailbox(sql)));
  });
  app.get<{ Params: { id: string } }>('/dev/mailbox/:id', async (request, reply) => {
    demandLoopback(request);
    const mail = await findInMailbox(sql, request.params.id);
    if (!mail) throw notFound('page', pathOf(request.url));
    return sendPage(reply, MAIL_POLICY, mail.html);
  });
}

/** A proxy on this machine would make everybody a visitor from here, but says so. */
function demandLoopback(request: FastifyRequest): void {
  const { remoteAddress = '' } = request.socket;
  const { host = '', forwarded, via } = request.headers;
  const proxied = forwarded ?? via ?? request.headers['x-forwarded-for'];
  if (LOOPBACK_ADDRESS.test(remoteAddress) && LOOPBACK_HOST.test(host) && proxied === undefined) return;
  throw notFound('page', pathOf(request.url));
}

function sendPage(reply: FastifyReply, policy: string, html: string): FastifyReply {
  return reply
    .headers({ 'content-security-policy': policy, 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
    .type('text/html; charset=utf-8')
    .send(html);
}

function listPage(mails: readonly KeptMail[]): string {
  const articles = mails.map(
    ({ id, recipient, subject, text, at }) => `<article>
<h2>${escapeHtml(subject)}</h2>
<p>to ${escapeHtml(recipient)}, <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace('T', ' ')}</time></p>
<pre>${withLinks(text)}</pre>
<p><a href="/dev/mailbox/${id}">As a mail program shows it</a></p>
</article>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox</title>
<style>${LOOK}</style>
</head>
<body>
<h1>Mailbox</h1>
<p>No mail server is set, so these mails were kept here instead of sent.</p>
${articles.join('\n') || '<p>There is none yet.</p>'}
</body>
</html>
`;
}

/** Web addresses in a text become links; everything else is text. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) => (index % 2 ? `<a href="${escapeHtml(piece)}">${escapeHtml(piece)}</a>` : escapeHtml(piece)))
    .join('');
}
