import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** A GraphQL document that a frontend was built with, so that it may be asked for by its id and be the only thing that is answered. */
@Entity('trusted_documents')
export class TrustedDocumentRow {
  /** The id by which clients ask for it; as a rule its SHA-256. */
  @PrimaryColumn({ type: 'varchar', length: 150, ...ASCII })
  id!: string;

  /** SHA-256 of the text, in hexadecimal. */
  @Index('trusted_documents_hash')
  @Column({ type: 'char', length: 64, ...ASCII })
  textHash!: string;

  @Column({ type: 'mediumtext' })
  text!: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt!: Date;
}
