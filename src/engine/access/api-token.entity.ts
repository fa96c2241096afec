import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** A credential of a frontend or a script. What it was is kept nowhere; revoking marks the row, which stays for the audit log's readers. */
@Entity('api_tokens')
@Index('api_tokens_created', ['createdAt', 'id'])
export class ApiTokenRow {
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** How it begins, for people to tell it from others. */
  @Column({ type: 'varchar', length: 16, ...ASCII })
  prefix!: string;

  /** SHA-256 of the token. */
  @Column({ type: 'char', length: 64, ...ASCII, unique: true })
  tokenHash!: string;

  /** JSON: what it may do at most, when it was made. */
  @Column({ type: 'text' })
  permissions!: string;

  /** JSON: its rights on content that hold under conditions. */
  @Column({ type: 'text' })
  grants!: string;

  /** The viewer who made it. */
  @Column({ type: 'varchar', length: 64, ...ASCII, nullable: true })
  createdBy!: string | null;

  @Column(INSTANT)
  createdAt!: Date;

  @Column({ ...INSTANT, nullable: true })
  expiresAt!: Date | null;

  @Column({ ...INSTANT, nullable: true })
  lastUsedAt!: Date | null;

  @Column({ ...INSTANT, nullable: true })
  revokedAt!: Date | null;
}
