import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** The finished file of an export, until it expires and is swept. */
@Entity('export_files')
@Index('idx_export_files_expires', ['expiresAt'])
@Index('idx_export_files_job', ['jobId'])
export class ExportFileRow {
  /** A ULID; part of the file's address. */
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id: string;

  /** The public id of the job that made it. */
  @Column({ type: 'char', length: 26, ...ASCII })
  jobId: string;

  /** Where it lies in the storage. */
  @Column({ type: 'varchar', length: 200, ...ASCII })
  storageKey: string;

  @Column({ type: 'varchar', length: 200 })
  filename: string;

  @Column({ type: 'varchar', length: 100, ...ASCII })
  contentType: string;

  @Column({ type: 'bigint' })
  bytes: number;

  @Column({ type: 'bigint' })
  rowCount: number;

  /** In hex. */
  @Column({ type: 'char', length: 64, ...ASCII })
  sha256: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: Date;
}
