import { Column, Entity, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** What one process did in one minute. Rows of several processes are summed; each process only adds to its own. */
@Entity('minute_figures')
export class MinuteFigures {
  /** The minute's beginning, UTC. */
  @PrimaryColumn({ type: 'datetime' })
  minute: Date;

  /** A ULID that each process draws when it starts. */
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  process: string;

  /** Operations that were answered. */
  @Column({ type: 'int', unsigned: true })
  requests: number;

  /** Those of them whose answer had errors. */
  @Column({ type: 'int', unsigned: true })
  errors: number;

  /** How many operations took how long: counts by upper bound in seconds, such as {"0.005": 12, "+Inf": 1}. */
  @Column({ type: 'json' })
  latencies: Record<string, number>;

  @Column({ type: 'int', unsigned: true })
  jobsSucceeded: number;

  @Column({ type: 'int', unsigned: true })
  jobsFailed: number;

  /** Jobs that were due and waited when the minute ended; null where the process does not look. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  jobsWaiting: number | null;
}
