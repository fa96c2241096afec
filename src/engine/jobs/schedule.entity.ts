import { Column, Entity, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** Where the schedule of a kind of job stands; when it is due is said by the kind's definition. */
@Entity('schedules')
export class Schedule {
  @PrimaryColumn({ type: 'varchar', length: 100, ...ASCII })
  kind: string;

  /** Pattern and time zone that `next_fire_at` was worked out from: when the definition changes, it is worked out anew. */
  @Column({ type: 'varchar', length: 200, ...ASCII })
  rule: string;

  /** The first slot that has not been dealt with; null when the pattern has no more. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  nextFireAt: Date | null;

  /** The last slot that got a job. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  lastFireAt: Date | null;

  /** Public id of the last job that the schedule, or "run now", made. */
  @Column({ type: 'char', length: 26, nullable: true, ...ASCII })
  lastJobPublicId: string | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  pausedAt: Date | null;

  /** The viewer who paused it. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  pausedBy: string | null;
}
