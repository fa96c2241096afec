import type { SqlValue } from '../../platform/database/database';
import type { Job } from './job.entity';
import { isSettled } from './job-state';
import { KeyedMailbox } from './keyed-mailbox';

/** Which jobs somebody watches. */
export interface JobList {
  /** Condition on the columns of `jobs`, for the snapshot. */
  where: string;
  values: readonly SqlValue[];
  /** How many jobs the snapshot shows at most. */
  first: number;
  /** Asked for each change: a job that may not be seen is never shown. */
  maySee(job: Job): boolean;
  /** The condition for one row. A job that was shown and no longer meets it is shown once more. */
  matches(job: Job): boolean;
}

/** One who watches a list: what was shown, and what waits to be taken. Changes wait until the snapshot was shown. */
export class JobListReader {
  readonly mailbox: KeyedMailbox<Job>;
  /** What was last shown of the jobs that are on the list. */
  private readonly shown = new Map<string, Job>();
  private held: Map<string, Job> | null = new Map();

  constructor(
    readonly list: JobList,
    onLeave: () => void,
  ) {
    this.mailbox = new KeyedMailbox<Job>(onLeave);
  }

  /** Shows the snapshot, then what has changed meanwhile. */
  begin(snapshot: readonly Job[]): void {
    for (const job of snapshot) this.show(job);
    const { held } = this;
    this.held = null;
    for (const job of held?.values() ?? []) this.show(job);
  }

  /** A job has changed. */
  offer(job: Job): void {
    if (this.held) this.held.set(job.publicId, job);
    else this.show(job);
  }

  /** Shows the job, if it is one for this reader and says more than what was shown of it before. */
  private show(job: Job): void {
    const before = this.shown.get(job.publicId);
    if (before === job || (before && isOlder(job, before)) || !this.list.maySee(job)) return;
    const listed = this.list.matches(job);
    if (!listed && !before) return;
    if (listed && !isSettled(job.state)) this.shown.set(job.publicId, job);
    else this.shown.delete(job.publicId);
    this.mailbox.put(job.publicId, job);
  }
}

function isOlder(job: Job, than: Job): boolean {
  return job.ver < than.ver || (job.ver === than.ver && job.progressSeq < than.progressSeq);
}
