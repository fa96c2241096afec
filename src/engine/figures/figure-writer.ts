/**
 * Writes down each minute what this process did in it. The counts are those that /metrics exposes, read once a minute, so counting for
 * the graphs of people costs requests nothing. A process that ends writes what it has; minutes that the database missed are kept for as
 * long as an outage may last, and written afterwards.
 */
import { newId } from '../../platform/crypto/new-id';
import type { Database } from '../../platform/database/database';
import type { Logger } from '../../platform/telemetry/log';
import {
  addLatencies,
  type CountSources,
  countsBetween,
  type Latencies,
  type ProcessCounts,
  readLatencies,
} from './process-counts';

const MINUTE_MS = 60_000;
/** How many minutes wait at most for the database to answer again. */
const MOST_WAITING = 120;
/** How long the last write may hold up the end of the process. */
const LAST_WRITE_MS = 1000;

const COLUMNS = 'minute, process, requests, errors, latencies, jobs_succeeded, jobs_failed, jobs_waiting';

export interface FigureWriterOptions {
  db: Database;
  log: Logger;
  sources: CountSources;
  /** Milliseconds since 1970; the process's clock when left out. */
  now?: () => number;
}

/** The writer of one process. */
export class FigureWriter {
  private readonly process = newId();
  private readonly waiting: { minute: Date; counts: ProcessCounts }[] = [];
  private before: ProcessCounts | null = null;
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(private readonly options: FigureWriterOptions) {}

  /** Begins to write at the end of each minute. */
  start(): void {
    this.working = this.takeCounts(new Date(0)).catch(error => this.failed(error));
    this.schedule();
  }

  /** Writes what was counted since the last time, as that of the minute which `at` lies in. Never throws. */
  write(at = this.now()): Promise<void> {
    const minute = new Date(Math.floor(at / MINUTE_MS) * MINUTE_MS);
    this.working = this.working
      .then(() => this.takeCounts(minute))
      .then(() => this.store())
      .catch(error => this.failed(error));
    return this.working;
  }

  /** Writes the minute that has begun, and stops; a database that is away is not waited for. */
  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const late = new Promise<void>(resolve => setTimeout(resolve, LAST_WRITE_MS).unref());
    await Promise.race([this.write(), late]);
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  private schedule(): void {
    this.timer = setTimeout(
      () => {
        this.schedule();
        // The minute that has just ended.
        void this.write(this.now() - MINUTE_MS / 2);
      },
      MINUTE_MS - (this.now() % MINUTE_MS),
    ).unref();
  }

  private async takeCounts(minute: Date): Promise<void> {
    const { sources } = this.options;
    const [operations, jobs] = await Promise.all([sources.operations(), sources.jobs()]);
    const counts = { ...operations, ...jobs };
    const before = this.before;
    this.before = counts;
    if (!before) return;
    const between = countsBetween(before, counts);
    if (isNothing(between)) return;
    this.waiting.push({ minute, counts: between });
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
  }

  private async store(): Promise<void> {
    const rows = [...this.waiting];
    if (rows.length === 0) return;
    await this.options.db.transaction(async tx => {
      for (const { minute, counts } of rows) {
        const latencies = { ...counts.latencies };
        const [stored] = await tx.select<{ latencies: Latencies | string }>(
          'SELECT latencies FROM minute_figures WHERE minute = ? AND process = ? FOR UPDATE',
          [minute, this.process],
        );
        if (stored) addLatencies(latencies, readLatencies(stored.latencies));
        await tx.run(
          `INSERT INTO minute_figures (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
           ON DUPLICATE KEY UPDATE requests = requests + VALUES(requests), errors = errors + VALUES(errors),
             latencies = VALUES(latencies), jobs_succeeded = jobs_succeeded + VALUES(jobs_succeeded),
             jobs_failed = jobs_failed + VALUES(jobs_failed), jobs_waiting = VALUES(jobs_waiting)`,
          [
            minute,
            this.process,
            counts.requests,
            counts.errors,
            JSON.stringify(latencies),
            counts.jobsSucceeded,
            counts.jobsFailed,
            counts.jobsWaiting,
          ],
        );
      }
    });
    this.waiting.splice(0, rows.length);
    if (this.failing) this.options.log.info('The figures of each minute are written again');
    this.failing = false;
  }

  private failed(error: unknown): void {
    if (!this.failing) this.options.log.warn('The figures of a minute could not be written', { error });
    this.failing = true;
  }
}

function isNothing({ requests, jobsSucceeded, jobsFailed, jobsWaiting }: ProcessCounts): boolean {
  return requests === 0 && jobsSucceeded === 0 && jobsFailed === 0 && jobsWaiting === null;
}
