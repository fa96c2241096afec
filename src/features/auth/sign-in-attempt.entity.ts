import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** An attempt that has failed or is under way, counted against an account or a network address; success takes it back. */
@Entity('sign_in_attempts')
@Index('sign_in_attempts_subject', ['subject', 'at'])
export class SignInAttemptRow {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id!: number;

  /** SHA-256 of what it is counted against, so that the table names nobody. */
  @Column({ type: 'char', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  subject!: string;

  /** By the database's clock. */
  @Index('sign_in_attempts_at')
  @Column({ type: 'datetime', precision: 3 })
  at!: Date;
}
