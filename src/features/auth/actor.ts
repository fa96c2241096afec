import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** What somebody is who has done something. */
export enum ActorKind {
  PERSON = 'PERSON',
  TOKEN = 'TOKEN',
}
registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'What somebody is who has done something.',
  valuesConfig: {
    PERSON: { description: 'A person with an account.' },
    TOKEN: { description: 'A program with an API token.' },
  },
});

@ObjectType({
  description: 'Somebody who has done something, as others may know them: by name.',
  simpleResolvers: true,
})
export class Actor {
  @Field(() => ID, { description: 'The id by which revisions, jobs and the audit log name them.' })
  actorId!: string;

  @Field(() => String, { description: 'What they are called.' })
  name!: string;

  @Field(() => ActorKind, { description: 'Whether it is a person or a program.' })
  kind!: ActorKind;
}
