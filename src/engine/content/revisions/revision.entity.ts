import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ID_COLUMN, INSTANT_COLUMN } from '../content';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** What made a revision. */
export enum RevisionAction {
  CREATED = 'CREATED',
  SAVED = 'SAVED',
  DISCARDED = 'DISCARDED',
  RESTORED = 'RESTORED',
  IMPORTED = 'IMPORTED',
}

/**
 * The history of a document: a full snapshot for each save. Saves by one person within a minute share a row, whose numbers
 * are `firstNumber` to `number`; the ranges of a document's rows follow each other without a gap.
 */
@Entity('revisions')
@Index('idx_revisions_created', ['createdAt'])
export class Revision {
  @PrimaryColumn(ID_COLUMN)
  documentId!: string;

  /** The last save that the row holds; higher is newer. */
  @PrimaryColumn({ type: 'int' })
  number!: number;

  @Column({ type: 'int' })
  firstNumber!: number;

  /** The content type's name. */
  @Column({ type: 'varchar', length: 64, ...ASCII })
  type!: string;

  @Column({ type: 'varchar', length: 10, ...ASCII })
  action!: RevisionAction;

  /** JSON: slug, values, references and translations (snapshot.ts). Not a JSON column: MariaDB refuses deep ones, MySQL reorders keys. */
  @Column({ type: 'longtext' })
  snapshot!: string;

  /** JSON: the names of the fields that differ from the row before. */
  @Column({ type: 'text' })
  changedFields!: string;

  /** The viewer who saved it, or null when the server did. */
  @Column({ type: 'varchar', length: 64, ...ASCII, nullable: true })
  author!: string | null;

  /** What the author said about it. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  note!: string | null;

  /** When the first save of the row was made. */
  @Column(INSTANT_COLUMN)
  createdAt!: Date;

  /** When the last save of the row was made. */
  @Column(INSTANT_COLUMN)
  savedAt!: Date;

  /** When readers first saw it; null if they never did. Later saves leave such a row alone. */
  @Column({ ...INSTANT_COLUMN, nullable: true })
  publishedAt!: Date | null;
}
