/**
 * Watching jobs: a snapshot first, then every newer state, and the end when the job has settled. However many watch a job, the
 * process has one Redis channel and one copy of its state for it. The order is what makes it miss nothing: subscribe, wait for the
 * acknowledgement, then read the row, then compare. (ver, progress seq) only ever goes up; a notice of a newer version means that
 * the row has to be read again, as does a reconnect to Redis. A poll of all watched jobs, every 15 s, or 2 s without Redis, finds
 * what notices could not tell. State may be skipped but not lost, so each watcher has a mailbox of one.
 */
import { notFound } from '../../errors';
import type { Job } from './job.entity';
import { type JobNotice, jobChannel } from './job-notices';
import type { JobParts } from './job-parts';
import { findJob, findJobs } from './job-row';
import { isSettled } from './job-state';
import { LatestJob } from './latest-job';
import { Mailbox } from './mailbox';

/** How often watches poll while Redis is away. */
export const TICK_MS = 2000;
/** How often they poll while notices arrive. */
export const QUIET_POLL_MS = 15_000;

interface Watched {
  publicId: string;
  latest: LatestJob;
  mailboxes: Set<Mailbox<Job>>;
  listening: Promise<() => void>;
  reading: Promise<void> | null;
  readAgain: boolean;
}

export class JobWatch {
  private readonly watched = new Map<string, Watched>();
  private timer: NodeJS.Timeout | null = null;
  private polledAt = 0;

  constructor(private readonly parts: Pick<JobParts, 'db' | 'redis' | 'channels' | 'log'>) {}

  /** The job as it is now, then as it changes, until it has settled. Throws NOT_FOUND. */
  async watch(publicId: string): Promise<AsyncIterableIterator<Job>> {
    const entry = this.watched.get(publicId) ?? this.open(publicId);
    const mailbox = new Mailbox<Job>(() => this.leave(entry, mailbox));
    entry.mailboxes.add(mailbox);
    try {
      await entry.listening;
      await this.read(entry);
      const { job } = entry.latest;
      if (!job) throw notFound('job', publicId);
      if (mailbox.isUnused) mailbox.put(job);
      if (isSettled(job.state)) mailbox.end();
    } catch (error) {
      mailbox.end();
      throw error;
    }
    return mailbox;
  }

  /** How many jobs are watched in this process. */
  get size(): number {
    return this.watched.size;
  }

  /** Ends every watch. */
  close(): void {
    for (const entry of [...this.watched.values()]) for (const mailbox of [...entry.mailboxes]) mailbox.end();
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private open(publicId: string): Watched {
    const entry: Watched = {
      publicId,
      latest: new LatestJob(),
      mailboxes: new Set(),
      listening: this.parts.channels.listen(jobChannel(this.parts.redis, publicId), {
        onMessage: message => this.hear(entry, message),
        onResubscribed: () => this.readInBackground(entry),
      }),
      reading: null,
      readAgain: false,
    };
    this.watched.set(publicId, entry);
    this.timer ??= setInterval(() => void this.poll(), TICK_MS).unref();
    return entry;
  }

  private leave(entry: Watched, mailbox: Mailbox<Job>): void {
    entry.mailboxes.delete(mailbox);
    if (entry.mailboxes.size > 0 || this.watched.get(entry.publicId) !== entry) return;
    this.watched.delete(entry.publicId);
    void entry.listening.then(stop => stop());
    if (this.watched.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private hear(entry: Watched, message: string): void {
    const heard = entry.latest.hear(JSON.parse(message) as JobNotice);
    if (heard === 'new') this.show(entry);
    if (heard === 'read') this.readInBackground(entry);
  }

  private readInBackground(entry: Watched): void {
    this.read(entry).catch(error =>
      this.parts.log.debug('A watched job could not be read', { jobId: entry.publicId, error }),
    );
  }

  /** Reads the row; a call during a read makes it read once more, since that one may have begun too early. */
  private read(entry: Watched): Promise<void> {
    if (entry.reading) {
      entry.readAgain = true;
      return entry.reading;
    }
    const reading = async () => {
      do {
        entry.readAgain = false;
        const job = await findJob(this.parts.db, entry.publicId);
        if (job && entry.latest.accept(job)) this.show(entry);
      } while (entry.readAgain);
    };
    entry.reading = reading().finally(() => {
      entry.reading = null;
    });
    return entry.reading;
  }

  private show({ latest, mailboxes }: Watched): void {
    const job = latest.job as Job;
    for (const mailbox of [...mailboxes]) {
      mailbox.put(job);
      if (isSettled(job.state)) mailbox.end();
    }
  }

  private async poll(): Promise<void> {
    const live = this.parts.channels.isLive();
    if (live && performance.now() - this.polledAt < QUIET_POLL_MS) return;
    this.polledAt = performance.now();
    try {
      for await (const job of findJobs(this.parts.db, [...this.watched.keys()])) {
        const entry = this.watched.get(job.publicId);
        if (entry?.latest.accept(job)) this.show(entry);
      }
    } catch (error) {
      this.parts.log.debug('Watched jobs could not be read', { error });
    }
  }
}
