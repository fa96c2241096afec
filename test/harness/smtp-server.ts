import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers, an empty line, body. */
  raw: string;
}

export interface TestSmtpServer {
  /** `smtp://127.0.0.1:<port>` */
  url: string;
  received: ReceivedMail[];
  /** How many mails it was offered, taken or not. */
  offered(): number;
  /** What it answers to the next recipients, e.g. 450 and 550; then it takes mails. */
  refuseNext(...codes: number[]): void;
  /** The name that clients signed in with. */
  users: string[];
  close(): Promise<void>;
}

/** A real SMTP server on a free port of the loopback. */
export async function startSmtpServer(): Promise<TestSmtpServer> {
  const received: ReceivedMail[] = [];
  const users: string[] = [];
  const codes: number[] = [];
  let offered = 0;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username = '', password }, _session, done) {
      if (password !== 'a pass:word/') return done(Object.assign(new Error('Wrong'), { responseCode: 535 }));
      users.push(username);
      done(null, { user: username });
    },
    onRcptTo({ address }, _session, done) {
      offered++;
      const responseCode = codes.shift();
      done(responseCode ? Object.assign(new Error(`Not for ${address}`), { responseCode }) : null);
    },
    onData(stream, { envelope }, done) {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const to = envelope.rcptTo.map(({ address }) => address);
      let raw = '';
      stream.setEncoding('utf8').on('data', chunk => {
        raw += chunk;
      });
      stream.once('end', () => {
        received.push({ from, to, raw });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received,
    users,
    offered: () => offered,
    refuseNext: (...next) => void codes.push(...next),
    async close() {
      const closed = once(listening, 'close');
      server.close();
      await closed;
    },
  };
}

/** A server that takes connections and never says a word. */
export async function startBlackHole(): Promise<{ url: string; visitors(): number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  let visitors = 0;
  const server = createServer(socket => {
    visitors++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visitors: () => visitors,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The header lines of a mail, folded ones put together. */
export function headersOf({ raw }: ReceivedMail): string[] {
  const [head] = raw.split(/\r?\n\r?\n/);
  return head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
}
