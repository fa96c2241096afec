import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: how far events have been numbered, and how far they have been pruned. Its lock makes one sequencer work at a time. */
@Entity('event_sequence')
export class EventSequence {
  /** Always 1. */
  @PrimaryColumn({ type: 'tinyint' })
  id: number;

  /** The number of the newest event; 0 when there is none. */
  @Column({ type: 'bigint', default: 0 })
  last: number;

  /** Events up to this number have been deleted; 0 when none has. */
  @Column({ type: 'bigint', default: 0 })
  pruned: number;
}
