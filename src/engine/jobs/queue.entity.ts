import { Column, Entity, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** A queue that somebody has paused, now or once; a queue without a row has never been. */
@Entity('queues')
export class Queue {
  @PrimaryColumn({ type: 'varchar', length: 40, ...ASCII })
  name: string;

  /** While it is set, no job of the queue is claimed; those that run go on. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  pausedAt: Date | null;

  /** The viewer who paused it. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  pausedBy: string | null;
}
