import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const ID_COLUMN = { type: 'char', length: 26, ...ASCII } as const;

/** What became of one record of an import; in the phase PLAN only of those that need a word. Written with the record itself or not at all. */
@Entity('import_rows')
@Index('idx_import_rows_outcome', ['importId', 'phase', 'outcome', 'position'])
export class ImportRow {
  @PrimaryColumn(ID_COLUMN)
  importId!: string;

  /** PLAN or APPLY */
  @PrimaryColumn({ type: 'varchar', length: 5, ...ASCII })
  phase!: string;

  /** Counts the phase's rows from 0, in the order in which they were taken in. */
  @PrimaryColumn({ type: 'int', unsigned: true })
  position!: number;

  /** Where the record starts in the file, from 1. */
  @Column({ type: 'int', unsigned: true })
  line!: number;

  /** A content type, or the source's own word. */
  @Column({ type: 'varchar', length: 100 })
  kind!: string;

  /** An Outcome; `undone` or `kept` once the import was taken back. */
  @Column({ type: 'varchar', length: 10, ...ASCII })
  outcome!: string;

  @Column({ ...ID_COLUMN, nullable: true })
  documentId!: string | null;

  /** The document's latest revision when the import had written it: still the same means that nobody has touched it since. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  revision!: number | null;

  /** Of a document that was changed: the state that it had before. */
  @Column({ type: 'varchar', length: 12, nullable: true, ...ASCII })
  priorState!: string | null;

  /** What people call the record; null for those that were taken in. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  subject!: string | null;

  /** Why it was not taken in, or not taken back. */
  @Column({ type: 'varchar', length: 40, nullable: true, ...ASCII })
  code!: string | null;

  @Column({ type: 'varchar', length: 1000, nullable: true })
  reason!: string | null;
}
