import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A load balancer in miniature: one address in front of several servers. */
export interface RoundRobinProxy {
  url: string;
  /** True while it passes requests to the server at this port. */
  passesTo(port: number): boolean;
  close(): Promise<void>;
}

/** How often each server is asked whether it is ready, in ms. */
const LOOK_EVERY_MS = 100;

/**
 * Passes each request to the next server that says it is ready, over a connection of its own; a connection that is refused goes to
 * the one after that. Nothing else is tried again: what fails behind the proxy is seen by the client.
 */
export async function startRoundRobinProxy(ports: number[]): Promise<RoundRobinProxy> {
  const ready = new Set<number>();
  let turn = 0;
  const look = async () => {
    await Promise.all(
      ports.map(async port => {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
        await answer?.arrayBuffer().catch(() => undefined);
        if (answer?.ok) ready.add(port);
        else ready.delete(port);
      }),
    );
  };
  await look();
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const candidates = ports.filter(port => ready.has(port));
    const first = turn++;
    for (let tried = 0; tried < candidates.length; tried++) {
      const port = candidates[(first + tried) % candidates.length];
      if (await forward(port, request, Buffer.concat(chunks), response)) return;
    }
    response.writeHead(502).end();
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.headersSent || response.writeHead(502).end());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passesTo: port => ready.has(port),
    close() {
      clearInterval(looking);
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

/** False when the connection was refused, and so nothing of the request can have been done. */
function forward(port: number, from: IncomingMessage, body: Buffer, to: ServerResponse): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = from;
    const onward = send({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, answer => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
      answer.once('end', () => resolve(true));
      answer.once('error', reject);
    });
    onward.once('error', error => {
      if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') resolve(false);
      else reject(error);
    });
    onward.end(body);
  });
}
