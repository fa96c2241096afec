import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire that a test may cut: every connection to it goes on to one port of this machine. */
export interface TcpProxy {
  port: number;
  /** How many connections go through it now. */
  size(): number;
  /** Breaks each connection of which the test says so, without a farewell. */
  cut(chosen: () => boolean): void;
  close(): Promise<void>;
}

/** Listens on a free port of the loopback. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const wires = new Set<() => void>();
  const server = createServer(near => {
    const far = connect(target, '127.0.0.1');
    const ends: Socket[] = [near, far];
    const cut = () => {
      wires.delete(cut);
      for (const end of ends) end.destroy();
    };
    wires.add(cut);
    for (const end of ends) end.on('error', () => undefined).on('close', cut);
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    size: () => wires.size,
    cut(chosen) {
      for (const wire of [...wires]) if (chosen()) wire();
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const wire of [...wires]) wire();
      await closed;
    },
  };
}
