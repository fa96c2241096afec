/**
 * Gives committed events their numbers, in the order of their commits. A number that is drawn while a transaction is open may become
 * visible after a greater one, and whoever reads "after N" misses it; so events are written without, and numbered afterwards. Every
 * process has a sequencer, and the lock on one row lets one of them work at a time. It is awake after each commit of its own process
 * and looks every 250 ms for what a lost process has left. It reads a snapshot, which has committed rows only and waits for nobody:
 * an UPDATE of all that have no number would wait for whoever is still writing. The numbers and the counter are one commit, so there
 * are no holes, and who reads the counter sees all events up to it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Transaction } from '../../platform/database/database';
import type { Logger } from '../../platform/telemetry/log';
import { inList, inLists } from '../jobs/sql-lists';

/** How often a sequencer looks for events that nobody has told it of, in ms. */
const POLL_MS = 250;
/** How many events one transaction numbers. */
const BATCH = 500;
/** How long a sequencer waits for another one that is at work, in ms: at first, and at most. */
const BUSY_MS = 3;
const BUSY_AT_MOST_MS = 50;

export interface SequencerParts {
  db: Database;
  log: Logger;
  /** Called after each commit of numbers, with the greatest. */
  onNumbered(last: number): void;
}

/** Numbers the events of a database, together with those of other processes. */
export class Sequencer {
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private hasRow = false;
  private failing = false;

  constructor(private readonly parts: SequencerParts) {}

  /** Begins to look. */
  start(): void {
    this.timer = setInterval(() => {
      if (!this.working) this.begin(() => this.numberIfAny());
    }, POLL_MS).unref();
    this.wake();
  }

  /** Says that events have been committed. */
  wake(): void {
    if (this.working) this.again = true;
    else this.begin(() => this.numberAll());
  }

  /** Ends the work; resolves when the last transaction is over. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.working;
  }

  private begin(first: () => Promise<void>): void {
    if (this.stopped) return;
    this.working = this.work(first);
  }

  private async work(first: () => Promise<void>): Promise<void> {
    this.again = false;
    try {
      await this.ensureRow();
      await first();
      while (this.again && !this.stopped) {
        this.again = false;
        await this.numberAll();
      }
      if (this.failing) this.parts.log.info('Events are numbered again');
      this.failing = false;
    } catch (error) {
      // The next poll goes on; one line per outage is enough.
      if (!this.failing) this.parts.log.warn('Events can not be numbered at the moment', { error });
      this.failing = true;
    } finally {
      // In the same turn as the last look at `again`: a wake-up in between would be lost.
      this.working = null;
    }
  }

  /** The row of a new database is made here: no migration holds rows. */
  private async ensureRow(): Promise<void> {
    if (this.hasRow) return;
    await this.parts.db.run('INSERT IGNORE INTO event_sequence (id, last, pruned) VALUES (1, 0, 0)');
    this.hasRow = true;
  }

  private async numberIfAny(): Promise<void> {
    if (await this.isAnyLeft()) await this.numberAll();
  }

  private async isAnyLeft(): Promise<boolean> {
    const rows = await this.parts.db.select('SELECT 1 AS waiting FROM events WHERE seq IS NULL LIMIT 1');
    return rows.length > 0;
  }

  private async numberAll(): Promise<void> {
    let busyMs = BUSY_MS;
    while (!this.stopped) {
      const numbered = await this.parts.db.transaction(numberBatch);
      if (numbered === 'busy') {
        await pause(busyMs * (0.5 + Math.random()));
        busyMs = Math.min(busyMs * 2, BUSY_AT_MOST_MS);
        if (!(await this.isAnyLeft())) return;
        continue;
      }
      if (numbered.count > 0) this.parts.onNumbered(numbered.last);
      if (numbered.count < BATCH) return;
    }
  }
}

/** Numbers one batch, in the transaction; `busy` when another sequencer is at work. */
export async function numberBatch(tx: Transaction): Promise<'busy' | { count: number; last: number }> {
  const [sequence] = await tx.select<{ last: number }>(
    'SELECT last FROM event_sequence WHERE id = 1 FOR UPDATE SKIP LOCKED',
  );
  if (!sequence) return 'busy';
  let last = Number(sequence.last);
  // By the database's clock: those of two processes may differ, and the ids come from them.
  const rows = await tx.select<{ id: string }>(
    `SELECT id FROM events WHERE seq IS NULL ORDER BY at, id LIMIT ${BATCH}`,
  );
  for (const ids of inLists(rows.map(({ id }) => id))) {
    const { sql, values } = inList(ids);
    // The list may repeat its last id; FIELD counts the first.
    const places = values.map(() => '?').join(', ');
    await tx.run(`UPDATE events SET seq = ? + FIELD(id, ${places}) WHERE id ${sql}`, [last, ...values, ...values]);
    last += ids.length;
  }
  if (rows.length > 0) await tx.run('UPDATE event_sequence SET last = ? WHERE id = 1', [last]);
  return { count: rows.length, last };
}
