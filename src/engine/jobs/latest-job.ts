import { progressColumns } from './holding';
import type { Job } from './job.entity';
import type { JobNotice } from './job-notices';

/** What a notice means to whoever knows the job: it told something new, nothing new, or that the row has to be read. */
export type Heard = 'new' | 'known' | 'read';

/**
 * The newest known state of one job, put together from its row and from notices, in whatever order they come. (ver, progress seq)
 * only ever goes up; progress of a version that has not been read yet is kept until the row is there.
 */
export class LatestJob {
  /** Null until a row was read. Each newer state is a new object. */
  job: Job | null = null;
  private early: JobNotice | null = null;

  /** Takes a notice. */
  hear(notice: JobNotice): Heard {
    const { job } = this;
    if (job && notice.ver !== null && notice.ver <= job.ver) return this.apply(notice) ? 'new' : 'known';
    if (notice.progress) this.early = notice;
    return 'read';
  }

  /** Takes a row that was read; true when it, or progress that had come before it, tells something new. */
  accept(row: Job): boolean {
    const news = this.takeRow(row);
    const more = this.early !== null && this.apply(this.early);
    return news || more;
  }

  private takeRow(row: Job): boolean {
    const { job } = this;
    if (job && !isNewer(row, job)) return false;
    // The row gets its progress with the heartbeat: within an attempt, what watchers saw may be newer.
    const behind = job && row.attempt === job.attempt && row.progressCompleted < job.progressCompleted;
    this.job = behind ? { ...row, ...progressPart(job) } : row;
    return true;
  }

  private apply({ ver, progress }: JobNotice): boolean {
    const { job } = this;
    if (!job || ver !== job.ver || !progress || progress.seq <= job.progressSeq) return false;
    this.job = { ...job, ...(progressColumns(progress, job.attempt) as Partial<Job>) };
    return true;
  }
}

function isNewer(row: Job, than: Job): boolean {
  if (row.ver !== than.ver) return row.ver > than.ver;
  if (row.childrenSeq > than.childrenSeq) return true;
  return row.progressSeq > than.progressSeq || Boolean(row.cancelRequestedAt) !== Boolean(than.cancelRequestedAt);
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
