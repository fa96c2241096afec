import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const ID_COLUMN = { type: 'char', length: 26, ...ASCII } as const;

/** A file that a record of an import refers to. Written with the record; what became of it is noted when it was fetched. */
@Entity('import_attachments')
@Index('idx_import_attachments_host', ['importId', 'outcome', 'host', 'lane', 'position', 'number'])
@Index('idx_import_attachments_document', ['importId', 'outcome', 'documentId'])
export class ImportAttachment {
  @PrimaryColumn(ID_COLUMN)
  importId!: string;

  /** The position of the record's row, and a number within it. */
  @PrimaryColumn({ type: 'int', unsigned: true })
  position!: number;

  @PrimaryColumn({ type: 'smallint', unsigned: true })
  number!: number;

  /** The document that shows it; null for a file that stands for itself. */
  @Column({ ...ID_COLUMN, nullable: true })
  documentId!: string | null;

  /** HERO, BODY, or FILE */
  @Column({ type: 'varchar', length: 5, ...ASCII })
  place!: string;

  @Column({ type: 'varchar', length: 2000 })
  url!: string;

  @Column({ type: 'varchar', length: 300 })
  alt!: string;

  /** Its files are fetched by two jobs, the lanes. */
  @Column({ type: 'varchar', length: 255, collation: 'utf8mb4_bin' })
  host!: string;

  @Column({ type: 'tinyint', unsigned: true })
  lane!: number;

  /** open, stored, linked, or failed */
  @Column({ type: 'varchar', length: 8, ...ASCII })
  outcome!: string;

  @Column({ ...ID_COLUMN, nullable: true })
  assetId!: string | null;
}
