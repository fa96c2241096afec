import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../../engine/context';
import { type Connection, PageArgs } from '../../engine/pagination/connection';
import { answering, UserError } from '../../engine/validation/user-errors';
import { deleteUser, disableUser, enableUser, listUsers, resetSecondFactor } from './manage-users';
import { User, UserConnection, UserState } from './user';
import { rolesOfUser, UserRole } from './user-roles';

@ArgsType()
export class UsersArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only those in whose name or address this is.' })
  search?: string | null;

  @Field(() => UserState, { nullable: true, description: 'Only those who are in this state.' })
  state?: UserState | null;
}

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

@InputType({ description: 'Who has lost their second factor.' })
export class ResetSecondFactorInput {
  @Field(() => ID, { description: 'The id of the user.' })
  userId!: string;
}

@ObjectType({
  description: 'The user, who signs in by password alone now, or why nothing was changed.',
  simpleResolvers: true,
})
export class ResetSecondFactorPayload {
  @Field(() => User, { nullable: true, description: 'The user, whose sessions have ended.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was.' })
  userErrors!: UserError[];
}

@Resolver(() => User)
export class UserResolver {
  @FieldResolver(() => [UserRole], {
    description: "The roles that the user has. Other people's need the permission users.manage.",
  })
  async roles(@Root() user: User, @Ctx() ctx: Context): Promise<UserRole[]> {
    return rolesOfUser(ctx, user.id);
  }

  @Query(() => UserConnection, { description: 'The users, the latest first. Needs the permission users.manage.' })
  async users(@Args(() => UsersArgs) args: UsersArgs, @Ctx() ctx: Context): Promise<Connection<User>> {
    return listUsers(ctx, args);
  }

  @Mutation(() => DisableUserPayload, {
    description:
      'Keeps a user from signing in, and ends their sessions, the tokens that they have made, and all sockets at once. Needs the permission users.manage.',
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
    description:
      'Deletes an account with the tokens that its owner has made; what they have written stays. Needs the permission users.manage.',
  })
  async deleteUser(
    @Arg('input', () => DeleteUserInput, { description: 'Which user.' }) input: DeleteUserInput,
    @Ctx() ctx: Context,
  ): Promise<DeleteUserPayload> {
    return answering(() => deleteUser(ctx, input.userId), { userId: null });
  }
  @Mutation(() => ResetSecondFactorPayload, {
    description:
      'Takes away the second factor of somebody who has lost it, ends their sessions and tells them by mail. Needs the permission users.manage.',
  })
  async resetSecondFactor(
    @Arg('input', () => ResetSecondFactorInput, { description: 'Which user.' }) input: ResetSecondFactorInput,
    @Ctx() ctx: Context,
  ): Promise<ResetSecondFactorPayload> {
    return answering(() => resetSecondFactor(ctx, input.userId), { user: null });
  }
}
