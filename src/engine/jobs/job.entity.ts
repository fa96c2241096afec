import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { JobState } from './job-state';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/**
 * A piece of long work and everything that is known about it: this row is the truth, and what Bull and Redis carry are hints.
 * Written only by the transitions of `job-state.ts`, and by the heartbeat and commits of whoever holds its fence.
 */
@Entity('jobs')
@Index('jobs_due_hints', ['state', 'dispatchDueAt'])
@Index('jobs_leases', ['state', 'leaseUntil'])
@Index('jobs_claims', ['queue', 'state', 'priority', 'runAt', 'id'])
@Index('jobs_owner', ['ownerId', 'id'])
@Index('jobs_created', ['createdAt'])
@Index('jobs_settled', ['state', 'finishedAt'])
@Index('jobs_deadlines', ['state', 'deadlineAt'])
export class Job {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id: number;

  /** The ULID that the API shows. */
  @Index('jobs_public_id', { unique: true })
  @Column({ type: 'char', length: 26, ...ASCII })
  publicId: string;

  /** `feature.file-name` of its definition. */
  @Column({ type: 'varchar', length: 100, ...ASCII })
  kind: string;

  @Column({ type: 'varchar', length: 40, ...ASCII })
  queue: string;

  /** Lower runs sooner. */
  @Column({ type: 'smallint', default: 100 })
  priority: number;

  /** The viewer who asked for it; null when the server did. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  ownerId: string | null;

  /** Ids and settings, never content; 64 KB at most. */
  @Column({ type: 'json' })
  payload: unknown;

  /** SHA-256 of kind and unique key while the job is active, null once it is settled: one active job per key. */
  @Index('jobs_active_key', { unique: true })
  @Column({ type: 'char', length: 64, nullable: true, ...ASCII })
  activeKey: string | null;

  @Column({ type: 'varchar', length: 10, ...ASCII })
  state: JobState;

  /** Grows by one with each transition. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  ver: number;

  /** Grows by one with each claim; every write to a running job carries it. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  fence: number;

  @Column({ type: 'smallint', unsigned: true, default: 0 })
  attempt: number;

  @Column({ type: 'smallint', unsigned: true })
  maxAttempts: number;

  /** How many runs ended with the death of their worker. */
  @Column({ type: 'smallint', unsigned: true, default: 0 })
  lostCount: number;

  @Column({ type: 'smallint', unsigned: true, default: 3 })
  maxLost: number;

  @Column({ type: 'datetime', precision: 3 })
  runAt: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  deadlineAt: Date | null;

  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  leaseOwner: string | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  leaseUntil: Date | null;

  /** How many hints were sent; part of each hint's id. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  dispatchSeq: number;

  /** When the next hint is due, if the job is still queued then. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  dispatchDueAt: Date | null;

  /** Where the next attempt goes on. */
  @Column({ type: 'json', nullable: true })
  checkpoint: unknown;

  @Column({ type: 'int', unsigned: true, default: 0 })
  checkpointSeq: number;

  /** The attempt that the progress columns tell about. */
  @Column({ type: 'smallint', unsigned: true, default: 0 })
  progressAttempt: number;

  @Column({ type: 'int', unsigned: true, default: 0 })
  progressSeq: number;

  @Column({ type: 'varchar', length: 60, nullable: true })
  progressStage: string | null;

  @Column({ type: 'bigint', default: 0 })
  progressCompleted: number;

  @Column({ type: 'bigint', nullable: true })
  progressTotal: number | null;

  @Column({ type: 'varchar', length: 30, nullable: true })
  progressUnit: string | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  progressMessage: string | null;

  /** Units per second, smoothed. */
  @Column({ type: 'double', nullable: true })
  progressRate: number | null;

  @Column({ type: 'int', nullable: true })
  progressEtaSeconds: number | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  cancelRequestedAt: Date | null;

  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  cancelBy: string | null;

  @Column({ type: 'json', nullable: true })
  result: unknown;

  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  errorCode: string | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  errorMessage: string | null;

  /** The job that enqueued this one. */
  @Index('jobs_parent')
  @Column({ type: 'bigint', unsigned: true, nullable: true })
  parentId: number | null;

  /** `open` while jobs that it spawned may be active, `awaited` while it waits in the queue for the last of them to settle. */
  @Index('jobs_parents')
  @Column({ type: 'varchar', length: 8, nullable: true, ...ASCII })
  children: 'open' | 'awaited' | null;

  /** Grows with each change of the sums below. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  childrenSeq: number;

  @Column({ type: 'int', unsigned: true, default: 0 })
  childrenCount: number;

  @Column({ type: 'int', unsigned: true, default: 0 })
  childrenFailed: number;

  /** Units that its children have done; its own are in the progress columns. */
  @Column({ type: 'bigint', default: 0 })
  childrenCompleted: number;

  @Column({ type: 'bigint', default: 0 })
  childrenTotal: number;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: Date;

  /** When the first attempt began. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  finishedAt: Date | null;
}
