import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is said of the site as a whole: one row, made by `seed`. */
@ObjectType({ description: 'What is said of the site as a whole.', simpleResolvers: true })
@Entity('site_settings')
export class SiteSettings {
  /** Always 1. */
  @PrimaryColumn({ type: 'tinyint', unsigned: true })
  id!: number;

  @Field(() => String, { description: "The site's name." })
  @Column({ type: 'varchar', length: 200 })
  title!: string;

  @Field(() => String, { description: 'What the site is about, in a sentence or two.' })
  @Column({ type: 'varchar', length: 1000 })
  description!: string;

  /** The locale in which documents are written first; null before the first `migrate` (keep-default-locale.ts). */
  @Column({ type: 'varchar', length: 35, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  writtenIn!: string | null;
}
