import { Column, Entity, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** Something that has happened: written in the transaction that made it happen, together with the jobs that react to it. */
@Entity('events')
export class Event {
  /** A ULID. */
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id: string;

  /** `feature.noun-past-participle` of its definition. */
  @Column({ type: 'varchar', length: 100, ...ASCII })
  name: string;

  /** Ids, never content; 64 KB at most. */
  @Column({ type: 'json' })
  payload: unknown;

  /** The viewer's id, or `server`. */
  @Column({ type: 'varchar', length: 64, ...ASCII })
  actor: string;

  @Column({ type: 'datetime', precision: 3 })
  at: Date;
}
