import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ID_COLUMN } from './content';

/** Remembers under which id another system knows a document, so that importing it again finds it. */
@Entity('external_ids')
@Index('idx_external_ids_document', ['documentId'])
export class ExternalId {
  /** For example `wxr:blog.example.org:42`. */
  @PrimaryColumn({ type: 'varchar', length: 255, collation: 'utf8mb4_bin' })
  externalId!: string;

  @Column(ID_COLUMN)
  documentId!: string;

  /** The content type's name. */
  @Column({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  type!: string;

  /** SHA-256 in hex of the source record as it was last taken in: equal means unchanged. */
  @Column({ type: 'char', length: 64, charset: 'ascii', collation: 'ascii_bin' })
  sourceHash!: string;
}
