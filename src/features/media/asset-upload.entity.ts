import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const INSTANT_COLUMN = { type: 'datetime', precision: 3 } as const;

/**
 * A file on its way in. The row is there before a byte is stored and goes in the transaction that makes the file an asset's, so whatever
 * lies in the storage belongs to a row of either table; what has expired is swept away with its bytes.
 */
@Entity('asset_uploads')
@Index('idx_asset_uploads_expires', ['expiresAt'])
export class AssetUploadRow {
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id!: string;

  /** A folder of the storage with a random name; the file is `original` in it, pieces of a resumable upload lie beside it. */
  @Column({ type: 'varchar', length: 100, ...ASCII })
  storageKey!: string;

  /** AWAITED: bytes may come; RECEIVING: somebody sends the whole file; RECEIVED: the file is whole; ABANDONED: it is to be swept. */
  @Column({ type: 'varchar', length: 10, ...ASCII })
  state!: 'AWAITED' | 'RECEIVING' | 'RECEIVED' | 'ABANDONED';

  /** As the client named it. */
  @Column({ type: 'varchar', length: 300 })
  filename!: string;

  /** What the client said it would send; null for a file whose size is known only at its end. */
  @Column({ type: 'bigint', nullable: true })
  declaredBytes!: number | null;

  /** What it takes of the quotas while it is under way. */
  @Column({ type: 'bigint', default: 0 })
  reservedBytes!: number;

  /** How much of a resumable upload is stored. */
  @Column({ type: 'bigint', default: 0 })
  receivedBytes!: number;

  @Column({ type: 'boolean', default: false })
  private!: boolean;

  /** Of a received file; null before that. */
  @Column({ type: 'varchar', length: 127, nullable: true, ...ASCII })
  contentType!: string | null;

  @Column({ type: 'char', length: 64, nullable: true, ...ASCII })
  sha256!: string | null;

  @Column(INSTANT_COLUMN)
  createdAt!: Date;

  @Column(INSTANT_COLUMN)
  expiresAt!: Date;

  /** Whose quota it counts against; null for the server itself. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  createdBy!: string | null;
}
