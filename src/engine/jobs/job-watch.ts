/**
 * Watching jobs: a snapshot first, then every newer state, and the end when the job has settled. However many watch a job, the
 * process has one Redis channel and one copy of its state for it. The order is what makes it miss nothing: subscribe, wait for the
 * acknowledgement, then read the row, then compare. (ver, progress seq) only ever goes up; a notice of a newer version means that
 * the row has to be read again, as does a reconnect to Redis. A poll of all watched jobs, every 15 s, or 2 s without Redis, finds
 * what notices could not tell. State may be skipped but not lost, so each watcher has a mailbox of one.
 */
import { notFound } from '../../errors';
import { progressColumns } from './holding';
import type { Job } from './job.entity';
import { type JobNotice, jobChannel } from './job-notices';
import type { JobParts } from './job-parts';
import { findJob, selectJobs } from './job-row';
import { isSettled } from './job-state';
import { Mailbox } from './mailbox';

const TICK_MS = 2000;
const QUIET_POLL_MS = 15_000;
/** Prepared statements are few when lists come in few sizes. */
const IN_SIZES = [1, 2, 5, 10, 20, 50, 100];

interface Watched {
  publicId: string;
  latest: Job | null;
  mailboxes: Set<Mailbox<Job>>;
  /** Progress of a version that has not been read yet. */
  early: JobNotice | null;
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
      if (!entry.latest) throw notFound('job', publicId);
    } catch (error) {
      mailbox.end();
      throw error;
    }
    if (mailbox.isUnused) mailbox.put(entry.latest);
    if (isSettled(entry.latest.state)) mailbox.end();
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
      latest: null,
      mailboxes: new Set(),
      early: null,
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
    const notice = JSON.parse(message) as JobNotice;
    const { latest } = entry;
    if (latest && notice.ver !== null && notice.ver <= latest.ver) return this.apply(entry, notice);
    if (notice.progress) entry.early = notice;
    this.readInBackground(entry);
  }

  private apply(entry: Watched, { ver, progress }: JobNotice): void {
    const { latest } = entry;
    if (!latest || ver !== latest.ver || !progress || progress.seq <= latest.progressSeq) return;
    this.show(entry, { ...latest, ...(progressColumns(progress, latest.attempt) as Partial<Job>) });
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
        if (job) this.accept(entry, job);
        if (entry.early) this.apply(entry, entry.early);
      } while (entry.readAgain);
    };
    entry.reading = reading().finally(() => {
      entry.reading = null;
    });
    return entry.reading;
  }

  /** Shows a row that was read, unless what was shown is as new. */
  private accept(entry: Watched, job: Job): void {
    const { latest } = entry;
    if (!latest) return this.show(entry, job);
    const newer =
      job.ver > latest.ver ||
      (job.ver === latest.ver &&
        (job.progressSeq > latest.progressSeq || Boolean(job.cancelRequestedAt) !== Boolean(latest.cancelRequestedAt)));
    if (!newer) return;
    // The row gets its progress with the heartbeat: within an attempt, what watchers saw may be newer.
    const behind = job.attempt === latest.attempt && job.progressCompleted < latest.progressCompleted;
    this.show(entry, behind ? { ...job, ...progressPart(latest) } : job);
  }

  private show(entry: Watched, job: Job): void {
    entry.latest = job;
    for (const mailbox of [...entry.mailboxes]) {
      mailbox.put(job);
      if (isSettled(job.state)) mailbox.end();
    }
  }

  private async poll(): Promise<void> {
    const live = this.parts.channels.isLive();
    if (live && performance.now() - this.polledAt < QUIET_POLL_MS) return;
    this.polledAt = performance.now();
    const ids = [...this.watched.keys()];
    for (let from = 0; from < ids.length; from += 100) {
      const batch = ids.slice(from, from + 100);
      const size = IN_SIZES.find(fits => fits >= batch.length) as number;
      const padded = Array.from({ length: size }, (_, index) => batch[Math.min(index, batch.length - 1)]);
      const jobs = await selectJobs(this.parts.db, `public_id IN (${padded.map(() => '?').join(', ')})`, padded).catch(
        error => {
          this.parts.log.debug('Watched jobs could not be read', { error });
          return [];
        },
      );
      for (const job of jobs) {
        const entry = this.watched.get(job.publicId);
        if (entry) this.accept(entry, job);
      }
    }
  }
}

function progressPart(job: Job): Partial<Job> {
  const {
    progressSeq,
    progressStage,
    progressCompleted,
    progressTotal,
    progressUnit,
    progressMessage,
    progressRate,
    progressEtaSeconds,
  } = job;
  return {
    progressSeq,
    progressStage,
    progressCompleted,
    progressTotal,
    progressUnit,
    progressMessage,
    progressRate,
    progressEtaSeconds,
  };
}
