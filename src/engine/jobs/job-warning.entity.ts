import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** Something that a job met and went on: written in the same transaction as the step that met it. */
@Entity('job_warnings')
@Index('job_warnings_severity', ['jobId', 'severity', 'seq'])
export class JobWarning {
  @PrimaryColumn({ type: 'bigint', unsigned: true })
  jobId: number;

  /** 1, 2, 3 ... within the job. */
  @PrimaryColumn({ type: 'int', unsigned: true })
  seq: number;

  /** NOTICE, WARNING, REJECTED or SKIPPED. */
  @Column({ type: 'varchar', length: 10, ...ASCII })
  severity: string;

  /** Line of the input file, from 1. */
  @Column({ type: 'int', unsigned: true, nullable: true })
  line: number | null;

  /** What it is about, e.g. a title or an external id. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  subject: string | null;

  @Column({ type: 'varchar', length: 64, ...ASCII })
  code: string;

  @Column({ type: 'varchar', length: 1000 })
  message: string;
}
