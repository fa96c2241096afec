import type { PoolConnection } from 'mysql2';
import type { DataSource, QueryRunner } from 'typeorm';
import type { MysqlDataSourceOptions } from 'typeorm/driver/mysql/MysqlDataSourceOptions';
import { unavailable } from '../../errors';
import type { Logger } from '../telemetry/log';
import type { Database, Sql, SqlValue, Transaction } from './database';
import type { Cancellation } from './cancellation';
import { createStatementKiller } from './kill-statements';
import { awaitSignOfLife } from './probe-database';
import { createPulse } from './pulse';
import { isConnectionLost, isWorthRetrying } from './sql-errors';

/** UTC, READ COMMITTED and a short lock wait: a statement never hangs on a lock for MySQL's 50 s. */
const SESSION =
  "SET time_zone = '+00:00', innodb_lock_wait_timeout = 5, SESSION transaction_isolation = 'READ-COMMITTED'";
const SESSION_MARIADB = "SET time_zone = '+00:00', innodb_lock_wait_timeout = 5, tx_isolation = 'READ-COMMITTED'";

/** How often a transaction that lost a race is started again. */
const MAX_ATTEMPTS = 6;

export interface DatabaseLimits {
  /** How long a request may wait for a free connection, in ms. */
  acquireTimeoutMs: number;
  /** How long one statement may take, in ms; past it its connection is destroyed. */
  queryTimeoutMs: number;
}

type Execute = (sql: string, values: readonly SqlValue[], cancellation?: Cancellation) => Promise<unknown>;

/** What a piece of work does with the connection that it got. */
interface Hold {
  /** To be called with the connection before it is used. */
  using(connection: PoolConnection): void;
  /** From now on it can't be cancelled any more: nobody could say whether it happened. */
  settles(): void;
  /** True once its connection is to be killed: nobody else may get it. */
  isDoomed(): boolean;
}

/** Opens the pool and gives the Database; throws UNAVAILABLE when the server does not answer. */
export async function createDatabase(dataSource: DataSource, limits: DatabaseLimits, log: Logger): Promise<Database> {
  await dataSource.initialize().catch(cause => {
    throw unavailable('The database', cause);
  });
  const flavour = dataSource.options.type === 'mariadb' ? 'mariadb' : 'mysql';
  const pool = (dataSource.driver as unknown as { pool: Pool }).pool;
  const prepared = new WeakSet<object>();

  const { host, port, username: user, password, socketPath } = dataSource.options as MysqlDataSourceOptions;
  const server = { host, port, user, password, socketPath };
  const pulse = createPulse(timeoutMs => awaitSignOfLife(server, timeoutMs));
  const kill = createStatementKiller(server, log);

  /** A connection that comes too late goes back to the pool. */
  async function inTime(pending: Promise<PoolConnection>): Promise<PoolConnection> {
    const connection = await withTimeout(pending, limits.acquireTimeoutMs).catch(error => {
      pending.then(
        late => late.release(),
        () => undefined,
      );
      throw error;
    });
    await prepareSession(connection);
    return connection;
  }

  async function prepareSession(connection: PoolConnection): Promise<void> {
    if (prepared.has(connection)) return;
    const sql = flavour === 'mariadb' ? SESSION_MARIADB : SESSION;
    await connection
      .promise()
      .query({ sql, timeout: limits.queryTimeoutMs })
      .catch(error => {
        connection.destroy();
        throw error;
      });
    prepared.add(connection);
  }

  /** Work on a connection that is cut off when the database is found to be away; what comes to one too late does nothing any more. */
  function onConnection<T>(work: (hold: Hold) => Promise<T>, cancellation?: Cancellation): Promise<T> {
    let used: PoolConnection | null = null;
    let lost: Error | null = null;
    let settling = false;
    let doomed = false;
    const hold: Hold = {
      using(connection) {
        if (lost) throw lost;
        used = connection;
      },
      settles() {
        if (lost) throw lost;
        settling = true;
      },
      isDoomed: () => doomed,
    };
    const begin = () => {
      if (!cancellation) return work(hold);
      if (cancellation.reason) return Promise.reject(cancellation.reason);
      return new Promise<T>((resolve, reject) => {
        let over = false;
        const leave = cancellation.listen((reason, patienceMs) => {
          if (settling) return;
          lost = reason;
          reject(reason);
          if (patienceMs === 0) endStatement();
          else setTimeout(endStatement, patienceMs).unref();
        });
        const endStatement = () => {
          if (over || !used) return;
          // The server then closes the connection, which is how whoever waits for the statement learns of it.
          doomed = true;
          kill(used.threadId);
        };
        work(hold)
          .then(resolve, reject)
          .finally(() => {
            over = true;
            leave();
          });
      });
    };
    return pulse.guard(begin, () => {
      lost = unavailable('The database');
      used?.destroy();
    });
  }

  /** Callbacks and one promise: this is most of what a small request does. */
  function onAnyConnection(sql: string, values: readonly SqlValue[], cancellation?: Cancellation): Promise<unknown> {
    if (cancellation?.reason) return Promise.reject(cancellation.reason);
    return new Promise((resolve, reject) => {
      let connection: PoolConnection | null = null;
      let settled = false;
      let over = false;
      let doomed = false;
      const settle = (error: unknown, result?: unknown) => {
        if (settled) return;
        settled = true;
        pulse.leave(waiting);
        leave?.();
        if (error) reject(isConnectionLost(error) ? unavailable('The database', error) : (error as Error));
        else resolve(result);
      };
      const waiting = pulse.enter(error => {
        settle(error);
        if (connection && performance.now() > waiting.until) kill(connection.threadId);
        connection?.destroy();
      }, limits.acquireTimeoutMs);
      const end = () => {
        if (over || !connection) return;
        // The server then closes the connection: nobody else may get it.
        doomed = true;
        kill(connection.threadId);
      };
      const leave = cancellation?.listen((reason, patienceMs) => {
        settle(reason);
        if (patienceMs === 0) end();
        else setTimeout(end, patienceMs).unref();
      });
      const run = (free: PoolConnection) => {
        if (settled) return free.release();
        connection = free;
        waiting.until = performance.now() + limits.queryTimeoutMs;
        execute(free, sql, values, (error, result) => {
          over = true;
          if (doomed || (error && isConnectionLost(error))) free.destroy();
          else free.release();
          settle(error, result);
        });
      };
      pool.getConnection((error, free) => {
        if (error) settle(error);
        else if (prepared.has(free)) run(free);
        else prepareSession(free).then(() => run(free), settle);
      });
    });
  }

  function attempt<T>(
    work: (tx: Transaction) => Promise<T>,
    afterCommit: (() => Promise<void> | void)[],
    cancellation?: Cancellation,
  ): Promise<T> {
    return onConnection(async hold => {
      const runner = dataSource.createQueryRunner();
      let connection: PoolConnection | null = null;
      try {
        connection = await inTime(runner.connect() as Promise<PoolConnection>);
        hold.using(connection);
        await runner.startTransaction();
        const result = await work(transactionOn(runner, connection, limits.queryTimeoutMs, afterCommit));
        hold.settles();
        await runner.commitTransaction();
        return result;
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        return translate(error);
      } finally {
        if (hold.isDoomed()) connection?.destroy();
        await runner.release().catch(() => undefined);
      }
    }, cancellation);
  }

  function snapshot<T>(work: (sql: Pick<Sql, 'select'>) => Promise<T>): Promise<T> {
    return onConnection(async hold => {
      const runner = dataSource.createQueryRunner();
      let connection: PoolConnection | null = null;
      try {
        connection = await inTime(runner.connect() as Promise<PoolConnection>);
        hold.using(connection);
        const text = connection.promise();
        await text.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        await text.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
        const result = await work(transactionOn(runner, connection, limits.queryTimeoutMs, []));
        await text.query('ROLLBACK');
        return result;
      } catch (error) {
        // What state it is in is not known.
        connection?.destroy();
        return translate(error);
      } finally {
        await runner.release().catch(() => undefined);
      }
    });
  }

  async function transaction<T>(work: (tx: Transaction) => Promise<T>, cancellation?: Cancellation): Promise<T> {
    for (let tries = 1; ; tries++) {
      const afterCommit: (() => Promise<void> | void)[] = [];
      try {
        const result = await attempt(work, afterCommit, cancellation);
        for (const effect of afterCommit) {
          await Promise.resolve()
            .then(effect)
            .catch(error => log.error('What should follow a commit failed', { error }));
        }
        return result;
      } catch (error) {
        if (!isWorthRetrying(error) || tries === MAX_ATTEMPTS) throw error;
        await new Promise(resolve => setTimeout(resolve, Math.random() * 20 * 2 ** tries));
      }
    }
  }

  return {
    ...sqlOn(onAnyConnection),
    dataSource,
    flavour,
    transaction,
    snapshot,
    async ping(timeoutMs) {
      await withTimeout(onAnyConnection('SELECT 1', []), timeoutMs).catch(translate);
    },
    async close() {
      pulse.stop();
      await dataSource.destroy();
    },
  };
}

interface Pool {
  getConnection(callback: (error: Error | null, connection: PoolConnection) => void): void;
}

/** With a callback: mysql2's promises record a stack for every statement. */
function execute(
  connection: PoolConnection,
  statement: string | { sql: string; timeout: number },
  values: readonly SqlValue[],
  done: (error: Error | null, result?: unknown) => void,
): void {
  try {
    connection.execute(statement as string, values as SqlValue[], (error, result) => {
      if (error) done(traced(error, typeof statement === 'string' ? statement : statement.sql));
      else done(null, result);
    });
  } catch (error) {
    // A value that no statement takes.
    done(error as Error);
  }
}

/** mysql2's errors come from the socket and say nothing of who asked. */
function traced(error: Error, sql: string): Error {
  error.stack = `${error.message}\n    while running ${sql.slice(0, 300)}`;
  return error;
}

function sqlOn(run: Execute): Sql {
  return {
    async select<Row>(sql: string, values: readonly SqlValue[] = [], cancellation?: Cancellation) {
      return (await run(sql, values, cancellation)) as Row[];
    },
    async run(sql, values = [], cancellation) {
      const { affectedRows, insertId } = (await run(sql, values, cancellation)) as {
        affectedRows: number;
        insertId: number;
      };
      return { affectedRows, insertId };
    },
  };
}

function transactionOn(
  runner: QueryRunner,
  connection: PoolConnection,
  timeoutMs: number,
  afterCommit: (() => Promise<void> | void)[],
): Transaction {
  return {
    ...sqlOn((sql, values) => {
      return new Promise((resolve, reject) => {
        execute(connection, { sql, timeout: timeoutMs }, values, (error, result) => {
          if (!error) return resolve(result);
          if (isConnectionLost(error)) connection.destroy();
          reject(error);
        });
      });
    }),
    manager: runner.manager,
    afterCommit: work => void afterCommit.push(work),
  };
}

/** A lost or refused connection is UNAVAILABLE to everybody above; other errors stay what they are. */
function translate(error: unknown): never {
  throw isConnectionLost(error) ? unavailable('The database', error) : error;
}

async function withTimeout<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('The database')), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
