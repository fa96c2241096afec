import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** Something that has happened: written in the transaction that made it happen, together with the jobs that react to it. */
@Entity('events')
@Index('idx_events_seq', ['seq'], { unique: true })
@Index('idx_events_unnumbered', ['seq', 'at'])
export class Event {
  /** A ULID. */
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id: string;

  /** The place among all events, from 1 and without holes; the sequencer gives it once the event is committed. */
  @Column({ type: 'bigint', nullable: true })
  seq: number | null;

  /** `feature.noun-past-participle` of its definition. */
  @Column({ type: 'varchar', length: 100, ...ASCII })
  name: string;

  /** The name of the content type that it is about; null for an event that is not about a document. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  type: string | null;

  /** The document that it is about. */
  @Column({ type: 'char', length: 26, nullable: true, ...ASCII })
  documentId: string | null;

  /** It has changed what readers see, so readers may hear of it. */
  @Column({ type: 'boolean', default: false })
  live: boolean;

  /** Ids, never content; 64 KB at most. */
  @Column({ type: 'json' })
  payload: unknown;

  /** The viewer's id, or `server`. */
  @Column({ type: 'varchar', length: 64, ...ASCII })
  actor: string;

  /** Fine enough that two changes of one document, of which the second waits for the first, never share it. */
  @Column({ type: 'datetime', precision: 6 })
  at: Date;
}
