import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** Something that a job does outside this database, and how much is known of it. */
@Entity('effects')
export class Effect {
  /** `<public id of the job>:<name of the effect>`; a remote that takes idempotency keys gets this one. */
  @PrimaryColumn({ type: 'varchar', length: 191, ...ASCII })
  effectKey: string;

  @Index('effects_job')
  @Column({ type: 'bigint', unsigned: true })
  jobId: number;

  /** The fence under which it was last begun. */
  @Column({ type: 'int', unsigned: true })
  fence: number;

  /** `intent`: begun, and perhaps made; `done`: made; `unknown`: perhaps made, and not to be begun again. */
  @Column({ type: 'varchar', length: 8, ...ASCII })
  status: 'intent' | 'done' | 'unknown';

  @Column({ type: 'datetime', precision: 3 })
  at: Date;
}
