import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const ID = { type: 'char', length: 26, ...ASCII } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** A permission to choose a password, once; using it deletes the row. All times are the database's. */
@Entity('one_time_tokens')
@Index('one_time_tokens_user', ['userId', 'purpose'])
export class OneTimeTokenRow {
  @PrimaryColumn(ID)
  id!: string;

  /** SHA-256 of the token, which is kept nowhere. */
  @Column({ type: 'char', length: 64, unique: true, ...ASCII })
  tokenHash!: string;

  /** `invitation` or `password-reset`. */
  @Column({ type: 'varchar', length: 32, ...ASCII })
  purpose!: string;

  /** Whose password it sets; null for the invitation of the first administrator, whose account it makes. */
  @Column({ ...ID, nullable: true })
  userId!: string | null;

  @Column(INSTANT)
  createdAt!: Date;

  @Index('one_time_tokens_expiry')
  @Column(INSTANT)
  expiresAt!: Date;
}
