import { DateTime } from '../../engine/date-time';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../engine/content/node';
import { connectionOf } from '../../engine/pagination/connection';

/** Whether somebody may sign in. */
export enum UserState {
  INVITED = 'INVITED',
  ACTIVE = 'ACTIVE',
  DISABLED = 'DISABLED',
}
registerEnumType(UserState, {
  name: 'UserState',
  description: 'Whether a user may sign in.',
  valuesConfig: {
    INVITED: { description: 'They were invited and have not accepted yet.' },
    ACTIVE: { description: 'They may sign in.' },
    DISABLED: { description: 'They may not sign in.' },
  },
});

@ObjectType({ implements: Node, description: 'A person who may sign in, or was invited to.', simpleResolvers: true })
export class User extends Node {
  __typename!: 'User';

  @Field(() => String, { description: 'The address by which they sign in.' })
  email!: string;

  @Field(() => String, { description: 'What they are called.' })
  name!: string;

  @Field(() => UserState, { description: 'Whether they may sign in.' })
  state!: UserState;

  @Field(() => DateTime, { description: 'When they were invited, or the account was made.' })
  createdAt!: Date;
}

export const UserConnection = connectionOf(User, 'User');
