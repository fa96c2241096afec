import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const ID_COLUMN = { type: 'char', length: 26, ...ASCII } as const;
const INSTANT_COLUMN = { type: 'datetime', precision: 3 } as const;

/** What a file is to people. */
export type AssetKindName = 'IMAGE' | 'VIDEO' | 'AUDIO' | 'DOCUMENT' | 'OTHER';

/** How far a file is: its facts are being worked out, all is there, or what it holds can't be used. */
export type AssetStateName = 'PROCESSING' | 'READY' | 'FAILED';

/** An uploaded file that documents show or offer. The file lies under `<storageKey>/original`, what is made of it beside that. */
@Entity('assets')
@Index('idx_assets_created', ['createdAt', 'id'])
@Index('idx_assets_updated', ['updatedAt', 'id'])
@Index('idx_assets_filename', ['filename', 'id'])
@Index('idx_assets_bytes', ['bytes', 'id'])
@Index('idx_assets_kind', ['kind', 'createdAt', 'id'])
@Index('idx_assets_sha256', ['sha256', 'private'])
export class AssetRow {
  @PrimaryColumn(ID_COLUMN)
  id!: string;

  /** A folder of the storage with a random name: nothing of what a client says becomes a path. Another one after each replacement. */
  @Column({ type: 'varchar', length: 100, ...ASCII })
  storageKey!: string;

  /** As its owner named it, without what would mislead when it is shown. */
  @Column({ type: 'varchar', length: 200 })
  filename!: string;

  /** By its content, never by its name. */
  @Column({ type: 'varchar', length: 127, ...ASCII })
  contentType!: string;

  @Column({ type: 'varchar', length: 10, ...ASCII })
  kind!: AssetKindName;

  @Column({ type: 'bigint' })
  bytes!: number;

  /** In hexadecimal. */
  @Column({ type: 'char', length: 64, ...ASCII })
  sha256!: string;

  /** Given out by signed addresses only. */
  @Column({ type: 'boolean', default: false })
  private!: boolean;

  @Column({ type: 'varchar', length: 10, ...ASCII })
  state!: AssetStateName;

  /** Why the file can't be used; null unless FAILED. */
  @Column({ type: 'varchar', length: 300, nullable: true })
  failure!: string | null;

  /** In pixels, as the picture is shown (after its orientation is applied); null before that is known, and for what has none. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  width!: number | null;

  @Column({ type: 'int', unsigned: true, nullable: true })
  height!: number | null;

  /** Has more than one frame; null as long as nobody looked. */
  @Column({ type: 'boolean', nullable: true })
  animated!: boolean | null;

  /** The pages of a document; null where there are none, or nobody could count them. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  pages!: number | null;

  /** `#rrggbb` */
  @Column({ type: 'char', length: 7, nullable: true, ...ASCII })
  dominantColor!: string | null;

  /** A tiny picture to show while the real one loads, as a data URI. */
  @Column({ type: 'text', nullable: true, ...ASCII })
  placeholder!: string | null;

  @Column({ type: 'varchar', length: 1000, default: '' })
  alt!: string;

  @Column({ type: 'varchar', length: 2000, default: '' })
  caption!: string;

  /** What must stay in sight when the picture is cropped: 0 (left, top) to 1 (right, bottom). Both or neither. */
  @Column({ type: 'double', nullable: true })
  focalX!: number | null;

  @Column({ type: 'double', nullable: true })
  focalY!: number | null;

  @Column(INSTANT_COLUMN)
  createdAt!: Date;

  @Column(INSTANT_COLUMN)
  updatedAt!: Date;

  /** Whose quota it counts against: the viewer who uploaded it; null for the server itself. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  createdBy!: string | null;
}
