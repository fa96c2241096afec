import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const ID = { type: 'char', length: 26, ...ASCII } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** One browser in which a person is signed in; ending it deletes the row. All times are the database's. */
@Entity('sessions')
@Index('sessions_user', ['userId', 'createdAt'])
export class SessionRow {
  @PrimaryColumn(ID)
  id!: string;

  /** SHA-256 of what the cookie holds, which is kept nowhere. */
  @Column({ type: 'char', length: 64, unique: true, ...ASCII })
  secretHash!: string;

  @Column(ID)
  userId!: string;

  @Column(INSTANT)
  createdAt!: Date;

  /** Exact to a minute: not every request writes. */
  @Column(INSTANT)
  lastSeenAt!: Date;

  /** It ends when it was not seen for so long. */
  @Column({ type: 'int', unsigned: true })
  idleSeconds!: number;

  /** It ends here, seen or not. */
  @Index('sessions_expiry')
  @Column(INSTANT)
  expiresAt!: Date;

  /** The network address that signed in. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  address!: string | null;

  @Column({ type: 'varchar', length: 300, nullable: true })
  userAgent!: string | null;
}
