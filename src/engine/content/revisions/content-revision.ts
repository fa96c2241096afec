import { GraphQLJSON } from 'graphql-scalars';
import { DateTime } from '../../date-time';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../pagination/connection';
import { RevisionAction } from './revision.entity';

registerEnumType(RevisionAction, {
  name: 'RevisionAction',
  description: 'What made a revision.',
  valuesConfig: {
    CREATED: { description: 'The document was made.' },
    SAVED: { description: 'It was changed.' },
    DISCARDED: { description: 'Unpublished changes were dropped: it holds again what is live.' },
    RESTORED: { description: 'An older revision was brought back.' },
    IMPORTED: { description: 'An import made or changed it.' },
  },
});

/** One entry of a document's history, as the API shows it. */
@ObjectType('Revision', {
  description: 'One entry of the history of a document. What one person saves within a minute is one entry.',
  simpleResolvers: true,
})
export class ContentRevision {
  @Field(() => ID, { description: 'The id of the document.' })
  documentId!: string;

  @Field(() => Int, { description: 'Its number; of several saves the last one. Higher is newer.' })
  number!: number;

  @Field(() => Int, { description: 'The number of the first save that it holds; equal to `number` for a single one.' })
  firstNumber!: number;

  @Field(() => RevisionAction, { description: 'What made it.' })
  action!: RevisionAction;

  @Field(() => [String], { description: 'The fields that differ from the revision before.' })
  changedFields!: string[];

  @Field(() => String, { nullable: true, description: 'Who made it; null when the server did.' })
  author!: string | null;

  @Field(() => String, { nullable: true, description: 'What the author said about it.' })
  note!: string | null;

  @Field(() => DateTime, { description: 'When it was made; of several saves the first one.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When its last save was made.' })
  savedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When readers first saw it; null if they never did.' })
  publishedAt!: Date | null;
}

/** A page of a document's history. */
export const RevisionConnection = connectionOf(ContentRevision, 'Revision');

/** What differs between two revisions in one field. */
@ObjectType({ description: 'What differs between two revisions in one field.', simpleResolvers: true })
export class RevisionDifference {
  @Field(() => String, { description: 'The field: a declared one, or `slug`.' })
  field!: string;

  @Field(() => String, { nullable: true, description: 'The language of the value; null for the document itself.' })
  locale!: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value in the first revision; references are ids.' })
  before!: unknown;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value in the second revision; references are ids.' })
  after!: unknown;
}
