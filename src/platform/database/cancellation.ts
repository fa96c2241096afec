import type { Database } from './database';

/** What is told when work is cancelled: why, and whether what runs already may take a moment to end by itself, in ms. */
export type CancellationListener = (reason: Error, patienceMs: number) => void;

/**
 * One piece of work that may have to end before it is done, since its time is up or nobody waits for it any more. Whoever takes part in
 * it listens; what begins after it was cancelled fails at once.
 */
export class Cancellation {
  private cause: Error | null = null;
  private listeners: Set<CancellationListener> | null = null;

  /** Why it was cancelled; null while it was not. */
  get reason(): Error | null {
    return this.cause;
  }

  /** Ends the work; only the first call counts. */
  cancel(reason: Error, patienceMs = 0): void {
    if (this.cause) return;
    this.cause = reason;
    const told = this.listeners;
    this.listeners = null;
    for (const listener of told ?? []) listener(reason, patienceMs);
  }

  /** Listens until the function that it gives is called; a listener that comes too late is told at once. */
  listen(listener: CancellationListener): () => void {
    if (this.cause) {
      listener(this.cause, 0);
      return () => undefined;
    }
    this.listeners ??= new Set();
    this.listeners.add(listener);
    return () => void this.listeners?.delete(listener);
  }

  /** The work's outcome, or the reason as soon as it is cancelled; the work itself is left to settle unheard. */
  race<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const leave = this.listen(reject);
      work.then(
        value => {
          leave();
          resolve(value);
        },
        (error: unknown) => {
          leave();
          reject(error as Error);
        },
      );
    });
  }
}

/** The same database for work that may be cancelled: its statements then fail at once, and those that run are killed. */
export function cancellable(db: Database, cancellation: Cancellation): Database {
  return {
    ...db,
    select: (sql, values) => db.select(sql, values, cancellation),
    run: (sql, values) => db.run(sql, values, cancellation),
    transaction: work => db.transaction(work, cancellation),
  };
}
