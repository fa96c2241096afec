import { Arg, Args, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { type Connection, PageArgs } from '../../engine/pagination/connection';
import { answering, UserError } from '../../engine/validation/user-errors';
import { deleteUser, disableUser, enableUser, listUsers } from './manage-users';
import { User, UserConnection } from './user';

@InputType({ description: 'Whom to keep from signing in.' })
export class DisableUserInput {
  @Field(() => ID, { description: 'The id of the user.' })
  userId!: string;
}

@ObjectType({ description: 'The user, who may not sign in now, or why they still may.', simpleResolvers: true })
export class DisableUserPayload {
  @Field(() => User, { nullable: true, description: 'The user, whose sessions have ended.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Who may sign in again.' })
export class EnableUserInput {
  @Field(() => ID, { description: 'The id of the user.' })
  userId!: string;
}

@ObjectType({ description: 'The user, who may sign in again, or why they may not.', simpleResolvers: true })
export class EnableUserPayload {
  @Field(() => User, { nullable: true, description: 'The user as they are now.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Whose account to delete.' })
export class DeleteUserInput {
  @Field(() => ID, { description: 'The id of the user.' })
  userId!: string;
}

@ObjectType({ description: 'The account that is gone, or why it is not.', simpleResolvers: true })
export class DeleteUserPayload {
  @Field(() => ID, { nullable: true, description: 'The id that the user had.' })
  userId!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was deleted; empty when it was.' })
  userErrors!: UserError[];
}

@Resolver()
export class UserResolver {
  @Query(() => UserConnection, { description: 'All users, the latest first. Needs the permission users.manage.' })
  async users(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context): Promise<Connection<User>> {
    return listUsers(ctx, page);
  }

  @Mutation(() => DisableUserPayload, {
    description:
      'Keeps a user from signing in, and ends their sessions and sockets at once. Needs the permission users.manage.',
  })
  async disableUser(
    @Arg('input', () => DisableUserInput, { description: 'Which user.' }) input: DisableUserInput,
    @Ctx() ctx: Context,
  ): Promise<DisableUserPayload> {
    return answering(() => disableUser(ctx, input.userId), { user: null });
  }

  @Mutation(() => EnableUserPayload, {
    description: 'Lets a disabled user sign in again. Needs the permission users.manage.',
  })
  async enableUser(
    @Arg('input', () => EnableUserInput, { description: 'Which user.' }) input: EnableUserInput,
    @Ctx() ctx: Context,
  ): Promise<EnableUserPayload> {
    return answering(() => enableUser(ctx, input.userId), { user: null });
  }

  @Mutation(() => DeleteUserPayload, {
    description: 'Deletes an account; what its owner has written stays. Needs the permission users.manage.',
  })
  async deleteUser(
    @Arg('input', () => DeleteUserInput, { description: 'Which user.' }) input: DeleteUserInput,
    @Ctx() ctx: Context,
  ): Promise<DeleteUserPayload> {
    return answering(() => deleteUser(ctx, input.userId), { userId: null });
  }
}
