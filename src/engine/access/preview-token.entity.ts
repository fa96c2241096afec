import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const ID = { type: 'char', length: 26, ...ASCII } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** A permission to look at drafts until a time, for whoever holds the token; revoking deletes the row. */
@Entity('preview_tokens')
@Index('preview_tokens_document', ['documentId', 'createdAt'])
export class PreviewTokenRow {
  @PrimaryColumn(ID)
  id!: string;

  /** SHA-256 of the token, which is kept nowhere. */
  @Column({ type: 'char', length: 64, ...ASCII, unique: true })
  tokenHash!: string;

  /** The document that it shows; null for all. No foreign key: documents of every type may be meant. */
  @Column({ ...ID, nullable: true })
  documentId!: string | null;

  /** The viewer who made it. */
  @Column({ type: 'varchar', length: 64, ...ASCII, nullable: true })
  createdBy!: string | null;

  @Column(INSTANT)
  createdAt!: Date;

  @Index('preview_tokens_expiry')
  @Column(INSTANT)
  expiresAt!: Date;
}
