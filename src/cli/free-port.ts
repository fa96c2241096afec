import { createServer } from 'node:net';

/** The machine's own servers live there. */
const NEVER = new Set([3306, 6379]);

/** A free port on loopback: the preferred one if it is free. It may be taken again before it is used, so be ready to ask twice. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred && !NEVER.has(preferred) && (await portFault('127.0.0.1', preferred)) === null) return preferred;
  for (;;) {
    const port = await listenOnce('127.0.0.1', 0);
    if (!NEVER.has(port)) return port;
  }
}

/** Why nobody can listen there (`EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL`, ...), or null. */
export async function portFault(host: string, port: number): Promise<string | null> {
  try {
    await listenOnce(host, port);
    return null;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
