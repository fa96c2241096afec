import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JobState } from './job-state';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** One transition of a job: the audit trail, written in the transaction that made the transition. */
@Entity('job_events')
export class JobEvent {
  @PrimaryColumn({ type: 'bigint', unsigned: true })
  jobId: number;

  /** The version that the job had after it. */
  @PrimaryColumn({ type: 'int', unsigned: true })
  ver: number;

  /** T1 to T11, as in the table of `job-state.ts`. */
  @Column({ type: 'varchar', length: 3, ...ASCII })
  step: string;

  @Column({ type: 'varchar', length: 10, nullable: true, ...ASCII })
  fromState: JobState | null;

  @Column({ type: 'varchar', length: 10, ...ASCII })
  toState: JobState;

  @Column({ type: 'int', unsigned: true })
  fence: number;

  /** The viewer's id, the worker's name, or `reconciler`. */
  @Column({ type: 'varchar', length: 64, ...ASCII })
  actor: string;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  reason: string | null;

  @Column({ type: 'datetime', precision: 3 })
  at: Date;
}
