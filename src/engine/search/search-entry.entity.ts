import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ID_COLUMN, INSTANT_COLUMN } from '../content/content';

/** What of a document is searched in one locale: encoded tokens in a full-text index, beside what a search is narrowed by. */
@Entity('search_entries')
export class SearchEntryRow {
  @PrimaryColumn(ID_COLUMN)
  documentId!: string;

  @PrimaryColumn({ type: 'varchar', length: 35, charset: 'ascii', collation: 'ascii_bin' })
  locale!: string;

  /** True for the unpublished changes of a live document; false for what stands in the live tables, live or not. */
  @PrimaryColumn({ type: 'boolean' })
  draft!: boolean;

  /** The content type's name. */
  @Column({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  type!: string;

  /** Since when readers see it; null while they do not. */
  @Column({ ...INSTANT_COLUMN, nullable: true })
  liveAt!: Date | null;

  /** As `encodeDocument` makes it. Only small ASCII letters, digits, `_` and spaces. */
  @Index('ft_search_entries_text', { fulltext: true })
  @Column({ type: 'longtext', charset: 'ascii', collation: 'ascii_bin' })
  text!: string;
}
