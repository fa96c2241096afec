import { DateTime } from '../date-time';
import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Column, PrimaryColumn } from 'typeorm';
import { Node } from './node';

/** Where a document stands between being written and being read. */
export enum ContentState {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
  CHANGED = 'CHANGED',
  SCHEDULED = 'SCHEDULED',
  TRASHED = 'TRASHED',
}

registerEnumType(ContentState, {
  name: 'ContentState',
  description: 'Where a document stands between being written and being read.',
  valuesConfig: {
    DRAFT: { description: 'Being written; only people with permission see it.' },
    PUBLISHED: { description: 'Live: everybody sees it.' },
    CHANGED: { description: 'Live, with changes that readers do not see yet; they see it as PUBLISHED.' },
    SCHEDULED: { description: 'Waiting for its `publishAt`, and hidden until then.' },
    TRASHED: { description: 'Deleted, but can still be restored.' },
  },
});

/** How an id is stored, wherever it stands: a ULID, compared byte by byte. */
export const ID_COLUMN = { type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' } as const;

/** How an instant is stored: UTC with milliseconds. */
export const INSTANT_COLUMN = { type: 'datetime', precision: 3 } as const;

/** In which language a document was asked for, and in which it is. */
@ObjectType({ description: 'In which language a document was asked for, and in which it is.', simpleResolvers: true })
export class ServedLocale {
  @Field(() => String, { description: 'The locale that was asked for, as a language tag.' })
  requested!: string;

  @Field(() => String, {
    description: 'The locale that the document was found in, when it has none of its own for that.',
  })
  served!: string;
}

/** What every document has. A content type extends it and declares its own fields. */
@InterfaceType('Content', {
  implements: Node,
  resolveType: (value: { __typename: string }) => value.__typename,
  description: 'What every document has, whatever its type.',
})
export abstract class Content extends Node {
  @PrimaryColumn(ID_COLUMN)
  override id!: string;

  @Field(() => String, { description: "The document's name in URLs; unique within its type." })
  @Column({ type: 'varchar', length: 200, collation: 'utf8mb4_bin' })
  slug!: string;

  @Field(() => ServedLocale, {
    description:
      'In which language the document was asked for, and in which it is; types without translations are always in the default one.',
  })
  _locale!: ServedLocale;

  @Field(() => [String], {
    description: 'The languages in which the document has values of its own, the default one among them.',
  })
  _locales!: string[];

  @Field(() => ContentState, { description: 'Where the document stands between being written and being read.' })
  @Column({ type: 'varchar', length: 10, charset: 'ascii', collation: 'ascii_bin' })
  state!: ContentState;

  @Field(() => Int, { description: 'The number of the revision that is shown; saves count from 1.' })
  @Column({ type: 'int', default: 1 })
  revision!: number;

  /** The number of the last save: the optimistic lock. Greater than `revision` while a live document has unpublished changes. */
  @Column({ type: 'int', default: 1 })
  latestRevision!: number;

  @Field(() => DateTime, { description: 'When the document came into this server.' })
  @Column(INSTANT_COLUMN)
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When the document was last saved.' })
  @Column(INSTANT_COLUMN)
  updatedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the document went live; null if it never did.' })
  @Column({ ...INSTANT_COLUMN, nullable: true })
  publishedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the document is due to go live; null unless it is scheduled.',
  })
  @Column({ ...INSTANT_COLUMN, nullable: true })
  publishAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the document is due to be taken down; null unless that is planned.',
  })
  @Column({ ...INSTANT_COLUMN, nullable: true })
  unpublishAt!: Date | null;

  /** `publishedAt` while the document is live, else null: the one column that visibility asks (visibility.ts). */
  @Column({ ...INSTANT_COLUMN, nullable: true })
  liveAt!: Date | null;

  /** When the document was put into the trash; it is purged 30 days later. */
  @Column({ ...INSTANT_COLUMN, nullable: true })
  trashedAt!: Date | null;

  /** The viewer who made it, or null when the server did. */
  @Column({ type: 'varchar', length: 64, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  createdBy!: string | null;
}
