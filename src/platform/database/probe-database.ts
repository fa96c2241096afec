import { type Connection, type ConnectionOptions, createConnection } from 'mysql2/promise';
import { connectionOptions } from './connection-options';

/** What a database server says of itself. */
export interface DatabaseVersion {
  flavour: 'mysql' | 'mariadb';
  /** As the server writes it, e.g. `10.11.6-MariaDB-0+deb12u1`. */
  version: string;
  /** Major and minor, e.g. [10, 11]. */
  release: [number, number];
}

/** Signs in once, asks for the version and leaves; throws the driver's error (with its `code`) when that fails. */
export async function probeDatabase(url: string, timeoutMs = 5000): Promise<DatabaseVersion> {
  const connecting = createConnection({ ...connectionOptions(url), connectTimeout: timeoutMs });
  const connection = await withinTime(connecting, timeoutMs);
  try {
    const [rows] = await connection.query({ sql: 'SELECT VERSION() AS version', timeout: timeoutMs });
    const version = (rows as { version: string }[])[0]?.version ?? '';
    const [major = 0, minor = 0] = version.split('.').map(part => Number.parseInt(part, 10));
    return { flavour: /mariadb/i.test(version) ? 'mariadb' : 'mysql', version, release: [major, minor] };
  } finally {
    connection.destroy();
  }
}

/** Resolves when the server greets and lets us in, or refuses us in its own words; rejects when it does neither in time. */
export async function awaitSignOfLife(options: ConnectionOptions, timeoutMs: number): Promise<void> {
  try {
    const connection = await withinTime(createConnection({ ...options, connectTimeout: timeoutMs }), timeoutMs);
    void connection.end().catch(() => undefined);
  } catch (error) {
    // A server that has too many connections is there.
    if (typeof (error as { sqlState?: unknown }).sqlState !== 'string') throw error;
  }
}

/** The driver's own timeout ends with the TCP connection: a server of another kind that never greets would be awaited for ever. */
async function withinTime(connecting: Promise<Connection>, timeoutMs: number): Promise<Connection> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' })), timeoutMs);
  });
  try {
    return await Promise.race([connecting, timeout]);
  } catch (error) {
    connecting.then(
      late => late.destroy(),
      () => undefined,
    );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
