/**
 * Watching many jobs: the newest of them first, then each change of any. All watchers of a process share one pattern subscription,
 * one copy of each job's state, and one batched reading of the rows that notices point at. What pub/sub could not tell, while Redis
 * was away, is looked up afterwards: jobs that are new, running, known or settled since. Each watcher has a mailbox by job.
 */
import type { SqlValue } from '../../platform/database/database';
import type { Job } from './job.entity';
import { type JobList, JobListReader } from './job-list-reader';
import { type JobNotice, jobChannel } from './job-notices';
import type { JobParts } from './job-parts';
import { DB_NOW, findJobs, selectJobs } from './job-row';
import { isSettled } from './job-state';
import { QUIET_POLL_MS, TICK_MS } from './job-watch';
import { LatestJob } from './latest-job';

/** Notices within this time are answered by one reading. */
const GATHER_MS = 20;
/** So many jobs are remembered; one that is not has its row read with its next notice. */
const MAX_KNOWN = 10_000;
const CATCH_UP_LIMIT = 1000;
/** Row numbers are handed out before their transactions commit, so the newest may become visible late. */
const ID_MARGIN = 200;
/** So long may a settlement take from its timestamp to its commit. */
const COMMIT_MARGIN_SECONDS = 5;

/** The watched lists of one process. */
export class JobListWatch {
  private readonly readers = new Set<JobListReader>();
  private readonly known = new Map<string, LatestJob>();
  /** Jobs whose rows have to be read. */
  private readonly unread = new Set<string>();
  private listening: Promise<() => void> | null = null;
  private reading: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  /** The newest row and the database's time when the first watcher came: what was there and settled by then is no news. */
  private begun: { id: number; at: Date } | null = null;
  private newestId = 0;
  private caughtUpAt = 0;
  private behind = false;

  constructor(private readonly parts: Pick<JobParts, 'db' | 'redis' | 'channels' | 'log'>) {}

  /** The newest jobs of the list, newest first, then each change of any job that is or was on it. It ends only with its reader. */
  async watch(list: JobList): Promise<AsyncIterableIterator<Job>> {
    const reader: JobListReader = new JobListReader(list, () => this.leave(reader));
    this.readers.add(reader);
    try {
      await this.listen();
      const rows = await selectJobs(
        this.parts.db,
        `${list.where} ORDER BY id DESC LIMIT ${Math.trunc(list.first)}`,
        list.values,
      );
      reader.begin(rows.map(row => this.takeQuietly(row)));
    } catch (error) {
      reader.mailbox.end();
      throw error;
    }
    return reader.mailbox;
  }

  /** How many watch a list in this process. */
  get size(): number {
    return this.readers.size;
  }

  /** Ends every watch. */
  close(): void {
    for (const { mailbox } of [...this.readers]) mailbox.end();
  }

  private async listen(): Promise<void> {
    this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
    if (!this.listening) {
      const { redis, channels } = this.parts;
      this.caughtUpAt = performance.now();
      this.listening = channels.listen(jobChannel(redis, '*'), {
        onMessage: (message, channel) => this.hear(channel.slice(jobChannel(redis, '').length), message),
        onResubscribed: () => this.catchUp(),
      });
    }
    await this.listening;
    if (this.begun) return;
    const [{ id, at }] = await this.parts.db.select<{ id: number | null; at: Date }>(
      `SELECT (SELECT MAX(id) FROM jobs) AS id, ${DB_NOW} AS at`,
      [],
    );
    this.begun ??= { id: Number(id), at };
  }

  private leave(reader: JobListReader): void {
    if (!this.readers.delete(reader) || this.readers.size > 0) return;
    void this.listening?.then(stop => stop());
    this.listening = null;
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.known.clear();
    this.unread.clear();
    this.begun = null;
    this.newestId = 0;
  }

  private hear(publicId: string, message: string): void {
    const latest = this.latest(publicId);
    const heard = latest.hear(JSON.parse(message) as JobNotice);
    if (heard === 'new') this.showAll(latest);
    if (heard === 'read') this.readSoon(publicId);
  }

  private latest(publicId: string): LatestJob {
    const found = this.known.get(publicId);
    if (found) return found;
    const made = new LatestJob();
    this.known.set(publicId, made);
    if (this.known.size > MAX_KNOWN) {
      for (const oldest of this.known.keys()) {
        this.known.delete(oldest);
        break;
      }
    }
    return made;
  }

  private readSoon(publicId: string): void {
    this.unread.add(publicId);
    if (this.reading) return;
    this.inBackground(async () => {
      await new Promise(resolve => setTimeout(resolve, GATHER_MS));
      await this.readUnread();
    });
  }

  private async readUnread(): Promise<void> {
    while (this.unread.size > 0) {
      const batch = [...this.unread].slice(0, 100);
      for (const publicId of batch) this.unread.delete(publicId);
      try {
        for await (const row of findJobs(this.parts.db, batch)) this.take(row);
      } catch (error) {
        for (const publicId of batch) this.unread.add(publicId);
        throw error;
      }
    }
  }

  private take(row: Job): void {
    if (this.readers.size === 0) return;
    this.newestId = Math.max(this.newestId, row.id);
    const latest = this.latest(row.publicId);
    if (latest.accept(lean(row))) this.showAll(latest);
  }

  /** Takes a row for one reader; the others have not asked for what is merely news to this process. */
  private takeQuietly(row: Job): Job {
    const latest = this.latest(row.publicId);
    const wasKnown = latest.job !== null;
    if (latest.accept(lean(row)) && wasKnown) this.showAll(latest);
    return latest.job as Job;
  }

  private showAll({ job }: LatestJob): void {
    if (job) for (const reader of [...this.readers]) reader.offer(job);
  }

  private tick(): void {
    const quiet = this.parts.channels.isLive() && !this.behind;
    if (!quiet || performance.now() - this.caughtUpAt >= QUIET_POLL_MS) this.catchUp();
  }

  /** Looks at every job that may have changed unheard. */
  private catchUp(): void {
    if (this.reading) {
      this.behind = true;
      return;
    }
    this.inBackground(async () => {
      const startedAt = performance.now();
      const seconds = Math.ceil((startedAt - this.caughtUpAt) / 1000) + COMMIT_MARGIN_SECONDS;
      for (const [publicId, { job }] of this.known) if (!job || !isSettled(job.state)) this.unread.add(publicId);
      await this.readUnread();
      await this.takeWhere(`state = 'running'`);
      const { begun } = this;
      if (begun) {
        await this.takeWhere(
          `state IN ('succeeded', 'failed', 'canceled') AND finished_at >= GREATEST(?, ${DB_NOW} - INTERVAL ? SECOND)`,
          [begun.at, seconds],
        );
        await this.takeWhere('1 = 1', [], Math.max(begun.id, this.newestId - ID_MARGIN));
      }
      this.caughtUpAt = startedAt;
      this.behind = false;
    });
  }

  private async takeWhere(condition: string, values: readonly SqlValue[] = [], afterId = 0): Promise<void> {
    for (let after = afterId; ; ) {
      const rows = await selectJobs(this.parts.db, `${condition} AND id > ? ORDER BY id LIMIT ${CATCH_UP_LIMIT}`, [
        ...values,
        after,
      ]);
      for (const row of rows) this.take(row);
      if (rows.length < CATCH_UP_LIMIT) return;
      after = rows[rows.length - 1].id;
    }
  }

  /** One reading at a time; after a failure the next tick looks at everything again. */
  private inBackground(work: () => Promise<void>): void {
    this.reading = work()
      .catch(error => {
        this.behind = true;
        this.parts.log.debug('Watched jobs could not be read', { error });
      })
      .finally(() => {
        this.reading = null;
        const [waiting] = this.unread;
        if (waiting && !this.behind) this.readSoon(waiting);
      });
  }
}

/** Payloads and checkpoints are not for watchers, and may be large. */
function lean(row: Job): Job {
  return { ...row, payload: null, checkpoint: null };
}
