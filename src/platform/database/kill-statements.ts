import { type ConnectionOptions, createConnection } from 'mysql2/promise';
import type { Logger } from '../telemetry/log';

const CONNECT_TIMEOUT_MS = 3000;

/**
 * Gives the function that ends a connection's statement on the server. Closing the connection alone would not: a server notices that only
 * when it has rows to send. The whole connection is killed and never only its statement, which may by then be another one. What is to
 * be killed at the same time shares one connection of its own, since those of the pool may all be busy.
 */
export function createStatementKiller(options: ConnectionOptions, log: Logger): (threadId: number) => void {
  const doomed = new Set<number>();
  let killing = false;

  async function killAll(): Promise<void> {
    const connection = await createConnection({ ...options, connectTimeout: CONNECT_TIMEOUT_MS });
    connection.on('error', () => undefined);
    try {
      for (const threadId of doomed) {
        doomed.delete(threadId);
        // One that has ended by itself is unknown to the server.
        await connection
          .query({ sql: 'KILL ?', values: [threadId], timeout: CONNECT_TIMEOUT_MS })
          .catch(() => undefined);
      }
    } finally {
      connection.destroy();
    }
  }

  return threadId => {
    doomed.add(threadId);
    if (killing) return;
    killing = true;
    killAll()
      .catch(error => {
        doomed.clear();
        log.warn('Statements that nobody waits for could not be killed', { reason: String(error) });
      })
      .finally(() => {
        killing = false;
      });
  };
}
