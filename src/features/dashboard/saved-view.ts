import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../../engine/validation/user-errors';

/** A list as somebody likes to look at it. */
@ObjectType({
  description: 'A list of a content type as somebody likes to look at it: filters, order and columns under a name.',
  simpleResolvers: true,
})
export class SavedView {
  @Field(() => ID, { description: 'Its id, by which it is changed or deleted.' })
  viewId!: string;

  @Field(() => String, { description: 'The content type whose list it is, for example Article.' })
  type!: string;

  @Field(() => String, { description: 'What people read for it.' })
  name!: string;

  @Field(() => String, { description: "The query part of the list's address in the dashboard." })
  query!: string;

  @Field(() => Boolean, { description: "Everybody who sees the type's list sees it; else only who made it." })
  shared!: boolean;

  @Field(() => Boolean, { description: 'Whoever asks has made it.' })
  own!: boolean;
}

/** What to save as a view. */
@InputType({ description: 'What to save as a view.' })
export class SaveViewInput {
  @Field(() => ID, { nullable: true, description: 'The own view to replace; a new one is made when left out.' })
  viewId?: string | null;

  @Field(() => String, { description: 'The content type whose list it is, for example Article.' })
  type!: string;

  @Field(() => String, { description: 'What people read for it: 1 to 60 characters.' })
  name!: string;

  @Field(() => String, { description: "The query part of the list's address: 4000 characters at most." })
  query!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether everybody who sees the type's list sees it; needs the right to write some of its documents.",
  })
  shared?: boolean | null;
}

/** The answer of `saveView`. */
@ObjectType({ description: 'The view that was saved, or why there is none.', simpleResolvers: true })
export class SaveViewPayload {
  @Field(() => SavedView, { nullable: true, description: 'The view; null if nothing was saved.' })
  view!: SavedView | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}

/** Which view to delete. */
@InputType({ description: 'Which view to delete.' })
export class DeleteViewInput {
  @Field(() => ID, { description: 'The id of the view.' })
  viewId!: string;
}

/** The answer of `deleteView`. */
@ObjectType({ description: 'The view that is gone, or why it is still there.', simpleResolvers: true })
export class DeleteViewPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the deleted view; null if none was.' })
  viewId!: string | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}
