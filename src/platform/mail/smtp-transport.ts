import { createTransport } from 'nodemailer';
import { headerText, isMailAddress, type Mail, MailFault, type MailTransport } from './mail';

export interface SmtpOptions {
  /** `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte. */
  url: string;
  /** The sender: `address` or `Name <address>`. */
  from: string;
  /** How long the server may be silent, in ms. */
  timeoutMs: number;
}

/** Connections that one process keeps to the server. */
const CONNECTIONS = 2;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i;

/** Failures before the server was told of the mail. */
const BEFORE_THE_MAIL = new Set(['EDNS', 'EAUTH', 'ENOAUTH', 'ETLS', 'EENVELOPE', 'ECONFIG']);

/**
 * Sends mails over a pool of connections, and never waits longer than it is told: a server that hangs costs one timeout. A password
 * leaves this machine over TLS only.
 */
export function createSmtpTransport({ url, from, timeoutMs }: SmtpOptions): MailTransport {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    // Whether to try again is the caller's business, who remembers each attempt.
    maxRequeues: 0,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: username !== '' && !LOOPBACK.test(hostname),
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A connection that breaks while nothing is being sent is nobody's fault; an unheard 'error' would end the process.
  transport.on('error', () => undefined);
  const sender = readSender(from);
  const [, domain] = sender.address.split('@');

  return {
    async deliver(mail, { key, signal }) {
      checkMail(mail);
      try {
        await transport.sendMail({
          from: sender,
          to: { name: '', address: mail.to },
          subject: headerText(mail.subject),
          text: mail.text,
          html: mail.html,
          messageId: `<${key}@${domain}>`,
          // Answering machines stay silent (RFC 3834).
          headers: { 'auto-submitted': 'auto-generated' },
          signal,
        });
      } catch (error) {
        signal?.throwIfAborted();
        throw faultOf(error);
      }
    },
    async close() {
      transport.close();
    },
  };
}

/** The sender's name and address; throws when there is no address in it. */
export function readSender(from: string): { name: string; address: string } {
  const [, name = '', address] = /^(?:"?([^"<>]*?)"?\s*<([^<>]+)>)$/.exec(from.trim()) ?? [undefined, '', from.trim()];
  if (!isMailAddress(address)) throw new Error(`"${headerText(from)}" holds no mail address.`);
  return { name: headerText(name), address };
}

function checkMail({ to }: Mail): void {
  if (isMailAddress(to)) return;
  throw new MailFault('The recipient has no usable mail address.', { final: true, notTaken: true });
}

/** What the server's own words say stays out: they often repeat the address. */
function faultOf(error: unknown): MailFault {
  const { code = 'unknown', responseCode } = error as { code?: string; responseCode?: number };
  if (responseCode === undefined) {
    return new MailFault(`The mail server can't be reached (${code}).`, {
      final: false,
      notTaken: BEFORE_THE_MAIL.has(code) || isRefusedConnection(error),
    });
  }
  // Credentials are the operator's to mend, and 503 is about the connection; the mail is as good as before.
  const final = responseCode >= 500 && responseCode !== 503 && code !== 'EAUTH';
  return new MailFault(`The mail server ${final ? 'refused the mail' : 'put the mail off'} (${responseCode}).`, {
    final,
    notTaken: true,
  });
}

function isRefusedConnection(error: unknown): boolean {
  const { syscall, cause } = error as { syscall?: string; cause?: { syscall?: string } };
  return syscall === 'connect' || cause?.syscall === 'connect';
}
