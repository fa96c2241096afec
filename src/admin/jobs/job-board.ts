/**
 * The jobs on the board of /admin/jobs: what the API's list said, and the changes that the subscription tells. Both may overtake each other:
 * a change that was heard while a list was being read is newer than what the list says of that job. After each opening of the socket the
 * list is read anew once changes are heard again, so a job that has ended meanwhile is never shown as running.
 */
import type { JobSummary } from './job-fragment';

/** What the board shows; a new object after each change. */
export interface BoardView {
  attention: readonly JobSummary[];
  running: readonly JobSummary[];
  waiting: readonly JobSummary[];
  finished: readonly JobSummary[];
  /** The last rates of each running job, in units per second, oldest first. */
  rates: ReadonlyMap<string, readonly number[]>;
  /** False until a list was read. */
  known: boolean;
}

/** Rates of so many changes make the sparkline. */
const RATES = 40;
/** How many settled jobs are shown at most. */
const FINISHED = 12;
/** How many settled jobs are remembered at most. */
const SETTLED = 200;

interface Entry {
  job: JobSummary;
  /** The number of the change or reading that told of it. */
  heard: number;
}

export class JobBoard {
  private readonly entries = new Map<string, Entry>();
  private readonly rates = new Map<string, number[]>();
  private readonly listeners = new Set<() => void>();
  private clock = 0;
  private known = false;
  private view: BoardView = viewOf([], new Map(), false);

  /** A job is now as the subscription says. */
  take(job: JobSummary): void {
    this.put(job, ++this.clock);
    this.show();
  }

  /** A list is about to be read; gives what `settleReading` wants. */
  beginReading(): number {
    return ++this.clock;
  }

  /** What the list says that was read since the mark. Active jobs that are not on it are no longer active. */
  settleReading(mark: number, jobs: readonly JobSummary[]): void {
    const listed = new Set(jobs.map(({ id }) => id));
    for (const [id, { job, heard }] of this.entries) {
      if (heard <= mark && !listed.has(id) && !isOver(job)) this.drop(id);
    }
    for (const job of jobs) if ((this.entries.get(job.id)?.heard ?? 0) <= mark) this.put(job, mark);
    this.known = true;
    this.show();
  }

  /** Calls back after each change; returns the function that ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): BoardView => this.view;

  private put(job: JobSummary, heard: number): void {
    this.entries.delete(job.id);
    this.entries.set(job.id, { job, heard });
    const rate = job.progress?.ratePerSecond;
    if (job.state !== 'RUNNING') this.rates.delete(job.id);
    else if (typeof rate === 'number') this.rates.set(job.id, [...(this.rates.get(job.id) ?? []), rate].slice(-RATES));
    let settled = 0;
    for (const [, { job: one }] of this.entries) if (isOver(one)) settled++;
    for (const [id, { job: one }] of this.entries) {
      if (settled <= SETTLED) break;
      if (!isOver(one)) continue;
      this.drop(id);
      settled--;
    }
  }

  private drop(id: string): void {
    this.entries.delete(id);
    this.rates.delete(id);
  }

  private show(): void {
    const jobs = [...this.entries.values()].map(({ job }) => job);
    this.view = viewOf(jobs, new Map(this.rates), this.known);
    for (const listener of this.listeners) listener();
  }
}

/** It waits because an attempt has failed. */
export function isRetrying({ state, error, attempt }: JobSummary): boolean {
  return (state === 'SCHEDULED' || state === 'QUEUED') && error !== null && attempt > 0;
}

/** It has settled. */
export function isOver({ state }: Pick<JobSummary, 'state'>): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELED';
}

function viewOf(jobs: readonly JobSummary[], rates: BoardView['rates'], known: boolean): BoardView {
  const by = (timeOf: (job: JobSummary) => string | null, newestFirst: boolean) => (a: JobSummary, b: JobSummary) => {
    const order = (timeOf(a) ?? '').localeCompare(timeOf(b) ?? '') || a.id.localeCompare(b.id);
    return newestFirst ? -order : order;
  };
  return {
    attention: jobs
      .filter(job => job.state === 'FAILED' || isRetrying(job))
      .sort(by(({ finishedAt, createdAt }) => finishedAt ?? createdAt, true)),
    running: jobs.filter(({ state }) => state === 'RUNNING').sort(by(({ startedAt }) => startedAt ?? null, false)),
    waiting: jobs
      .filter(job => (job.state === 'QUEUED' || job.state === 'SCHEDULED') && !isRetrying(job))
      .sort(by(({ runAt }) => runAt, false)),
    finished: jobs
      .filter(({ state }) => state === 'SUCCEEDED' || state === 'CANCELED')
      .sort(by(({ finishedAt }) => finishedAt ?? null, true))
      .slice(0, FINISHED),
    rates,
    known,
  };
}
