import { Field, Int, ObjectType } from 'type-graphql';

/** Documents that have something in common (group-content.ts), and how many they are. */
@ObjectType({ description: 'How many documents have something in common.' })
export class ContentGroup {
  @Field(() => String, {
    nullable: true,
    description: 'What they have in common: an id, a value, or a month such as `2026-03`; null for no value.',
  })
  key!: string | null;

  @Field(() => Int, { description: 'How many documents these are.' })
  count!: number;
}
