import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;

/** One thing that somebody has done. Rows are only ever added: nothing in the program changes or deletes one. */
@Entity('audit_entries')
@Index('audit_entries_actor', ['actor', 'id'])
@Index('audit_entries_action', ['action', 'id'])
@Index('audit_entries_subject', ['subjectType', 'subjectId', 'id'])
@Index('audit_entries_at', ['at', 'id'])
export class AuditEntryRow {
  @PrimaryGeneratedColumn({ type: 'bigint', unsigned: true })
  id!: number;

  /** By the database's clock. */
  @Column({ type: 'datetime', precision: 6 })
  at!: Date;

  /** The viewer's id; null for nobody in particular and for the server itself. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  actor!: string | null;

  /** What kind of viewer it was. */
  @Column({ type: 'varchar', length: 16, ...ASCII })
  actorKind!: string;

  /** The id of the API token or preview token that was used; null without one. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  token!: string | null;

  /** The network address that the request came from; null where there was no request. */
  @Column({ type: 'varchar', length: 64, nullable: true, ...ASCII })
  address!: string | null;

  @Column({ type: 'varchar', length: 64, ...ASCII })
  requestId!: string;

  /** `noun.past-participle`, e.g. `role.changed`. */
  @Column({ type: 'varchar', length: 64, ...ASCII })
  action!: string;

  @Column({ type: 'varchar', length: 64, ...ASCII })
  subjectType!: string;

  @Column({ type: 'varchar', length: 191, nullable: true })
  subjectId!: string | null;

  /** JSON, without secrets. */
  @Column({ type: 'text' })
  details!: string;
}
