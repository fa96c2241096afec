import type { DataSource, EntityManager } from 'typeorm';
import type { Cancellation } from './cancellation';

/** A value that a prepared statement takes. */
export type SqlValue = string | number | boolean | Date | Buffer | null;

/** Something that runs SQL: the pool, or one transaction's connection. What is cancelled ends on the server too. */
export interface Sql {
  /** Runs a prepared SELECT and gives its rows. Array values are not expanded: build `IN (?, ?)` yourself. */
  select<Row = Record<string, unknown>>(
    sql: string,
    values?: readonly SqlValue[],
    cancellation?: Cancellation,
  ): Promise<Row[]>;
  /** Runs a prepared INSERT, UPDATE or DELETE. `affectedRows` counts matched rows (FOUND_ROWS is set). */
  run(
    sql: string,
    values?: readonly SqlValue[],
    cancellation?: Cancellation,
  ): Promise<{ affectedRows: number; insertId: number }>;
}

/** One transaction: READ COMMITTED on one connection. */
export interface Transaction extends Sql {
  manager: EntityManager;
  /** Runs once the transaction has committed; its failure is logged, never thrown. */
  afterCommit(work: () => Promise<void> | void): void;
}

/** The database as the rest of the program sees it. */
export interface Database extends Sql {
  dataSource: DataSource;
  /** 'mysql' or 'mariadb', as the server says. */
  flavour: 'mysql' | 'mariadb';
  /**
   * Runs the work in a transaction and commits it. Deadlocks (1213), lock timeouts (1205) and record changes (1020) start it
   * again from the beginning, at most 5 times with full jitter: the work must have no effects outside the transaction.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, cancellation?: Cancellation): Promise<T>;
  /**
   * Runs work that only reads, on one connection and from one consistent snapshot: whatever is committed meanwhile is not seen. The
   * database keeps old versions of rows for as long, so the work must end; it holds a connection of the pool.
   */
  snapshot<T>(work: (sql: Pick<Sql, 'select'>) => Promise<T>): Promise<T>;
  /** Answers within the time or throws UNAVAILABLE. */
  ping(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}
