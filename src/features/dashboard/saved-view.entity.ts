import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** A list as somebody likes to look at it: its filters, order and columns, under a name. */
@Entity('saved_views')
@Index('saved_views_type', ['contentType', 'createdAt', 'id'])
export class SavedViewRow {
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id!: string;

  /** The content type's name. */
  @Column({ type: 'varchar', length: 64, ...ASCII })
  contentType!: string;

  @Column({ type: 'varchar', length: 60 })
  name!: string;

  /** The query part of the list's address. */
  @Column({ type: 'text' })
  query!: string;

  /** Everybody who sees the type's list sees it; else only who made it. */
  @Column({ type: 'boolean', default: false })
  shared!: boolean;

  /** The viewer who made it. */
  @Column({ type: 'varchar', length: 64, ...ASCII })
  createdBy!: string;

  @Column(INSTANT)
  createdAt!: Date;
}
