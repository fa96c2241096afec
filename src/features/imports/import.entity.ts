import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const ID_COLUMN = { type: 'char', length: 26, ...ASCII } as const;
const INSTANT_COLUMN = { type: 'datetime', precision: 3 } as const;

/** A file that is to be taken in, was, or was taken back. Its steps are jobs; which of them are done says when. */
@Entity('imports')
@Index('idx_imports_created', ['createdAt', 'id'])
export class ImportRecord {
  @PrimaryColumn(ID_COLUMN)
  id!: string;

  /** One of ImportFormat. */
  @Column({ type: 'varchar', length: 20, ...ASCII })
  format!: string;

  @Column({ type: 'varchar', length: 200 })
  filename!: string;

  @Column({ type: 'bigint' })
  bytes!: number;

  /** Where the file lies in the storage, as long as it does. */
  @Column({ type: 'varchar', length: 100, ...ASCII })
  upload!: string;

  /** What whoever uploaded it decided: ImportSettings as JSON. */
  @Column({ type: 'longtext' })
  settings!: string;

  /** The columns of a table: ImportColumn[] as JSON; null for other formats. */
  @Column({ type: 'longtext', nullable: true })
  columns!: string | null;

  /** What applying would do: a StoredPlan as JSON; null until that is known. */
  @Column({ type: 'longtext', nullable: true })
  plan!: string | null;

  /** What applying has done, and undoing: each a Tally as JSON. */
  @Column({ type: 'longtext', nullable: true })
  tally!: string | null;

  @Column({ type: 'longtext', nullable: true })
  undoTally!: string | null;

  @Column(INSTANT_COLUMN)
  createdAt!: Date;

  /** The viewer who uploaded it. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  createdBy!: string | null;

  @Column({ ...INSTANT_COLUMN, nullable: true })
  plannedAt!: Date | null;

  @Column({ ...INSTANT_COLUMN, nullable: true })
  appliedAt!: Date | null;

  @Column({ ...INSTANT_COLUMN, nullable: true })
  undoneAt!: Date | null;

  /** The public ids of the latest jobs. */
  @Column({ ...ID_COLUMN, nullable: true })
  planJob!: string | null;

  @Column({ ...ID_COLUMN, nullable: true })
  applyJob!: string | null;

  @Column({ ...ID_COLUMN, nullable: true })
  undoJob!: string | null;
}
