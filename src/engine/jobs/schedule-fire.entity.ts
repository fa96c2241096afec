import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** A slot of a schedule that has been dealt with: there is one row for it, whichever worker came first. */
@Entity('schedule_fires')
@Index('schedule_fires_outcome', ['outcome', 'schedule', 'fireAt'])
export class ScheduleFire {
  /** The kind of job. */
  @PrimaryColumn({ type: 'varchar', length: 100, ...ASCII })
  schedule: string;

  /** The slot. */
  @PrimaryColumn({ type: 'datetime', precision: 3 })
  fireAt: Date;

  /** ENQUEUED; SKIPPED since an earlier job was still active; or WAITING for that job to settle. */
  @Column({ type: 'varchar', length: 10, ...ASCII })
  outcome: 'ENQUEUED' | 'SKIPPED' | 'WAITING';

  /** Public id of the slot's job. */
  @Column({ type: 'char', length: 26, nullable: true, ...ASCII })
  jobPublicId: string | null;

  @Column({ type: 'datetime', precision: 3 })
  at: Date;
}
