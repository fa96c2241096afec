import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** A person who may sign in, or was invited to. */
@Entity('users')
export class UserRow {
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id!: string;

  /** In lower case; two accounts never have the same. */
  @Index('users_email', { unique: true })
  @Column({ type: 'varchar', length: 254, collation: 'utf8mb4_bin' })
  email!: string;

  @Column({ type: 'varchar', length: 200 })
  name!: string;

  /** argon2id; null while no password was chosen. */
  @Column({ type: 'varchar', length: 255, nullable: true, ...ASCII })
  passwordHash!: string | null;

  @Column(INSTANT)
  createdAt!: Date;

  /** When the invitation was accepted; null before that. */
  @Column({ ...INSTANT, nullable: true })
  activatedAt!: Date | null;

  /** Since when the person may not sign in; null for those who may. */
  @Column({ ...INSTANT, nullable: true })
  disabledAt!: Date | null;
}
