import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** A worker that is there, as it says itself every few seconds. Only people look at this: jobs depend on their leases. */
@Entity('workers')
export class WorkerRow {
  @PrimaryColumn({ type: 'varchar', length: 64, ...ASCII })
  name: string;

  @Column({ type: 'varchar', length: 255 })
  host: string;

  /** The names of the queues that it serves. */
  @Column({ type: 'json' })
  queues: string[];

  /** How many jobs it runs. */
  @Column({ type: 'int', unsigned: true, default: 0 })
  running: number;

  @Column({ type: 'datetime', precision: 3 })
  startedAt: Date;

  @Index('workers_last_seen')
  @Column({ type: 'datetime', precision: 3 })
  lastSeenAt: Date;
}
