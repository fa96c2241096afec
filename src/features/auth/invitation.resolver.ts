import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { OPEN } from '../../engine/access/open-to-all';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { acceptInvitation, inviteUser, resendInvitation } from './invitations';
import { User } from './user';

@InputType({ description: 'Who is invited, and what they may do.' })
export class InviteUserInput {
  @Field(() => String, { description: 'The address that the invitation goes to, by which they will sign in.' })
  email!: string;

  @Field(() => String, { description: 'What they are called; they can change it when they accept.' })
  name!: string;

  @Field(() => [ID], {
    description: 'The ids of the roles that they get, none of which may do what the viewer may not.',
  })
  roleIds!: string[];
}

@ObjectType({ description: 'The user who was invited, or why nobody was.', simpleResolvers: true })
export class InviteUserPayload {
  @Field(() => User, { nullable: true, description: 'The user, who gets a mail with a link that is good for a week.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when somebody was invited.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Whose invitation to send again.' })
export class ResendInvitationInput {
  @Field(() => ID, { description: 'The id of the user.' })
  userId!: string;
}

@ObjectType({ description: 'The user who was invited again, or why not.', simpleResolvers: true })
export class ResendInvitationPayload {
  @Field(() => User, { nullable: true, description: 'The user; the link of the earlier mail is no good any more.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'Why nothing was sent; empty when it was.' })
  userErrors!: UserError[];
}

@InputType({ description: 'The token of an invitation, and the account that is to be.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The token of the link, which is good once.' })
  token!: string;

  @Field(() => String, {
    description: 'The password: 8 to 128 characters of any kind, and none of the commonest ones.',
  })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What one is called. The invitation of the first administrator needs it; others have a name already.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The address by which the first administrator will sign in; others have theirs from the invitation.',
  })
  email?: string | null;
}

@ObjectType({ description: 'Who has accepted and is signed in, or why nobody is.', simpleResolvers: true })
export class AcceptInvitationPayload {
  @Field(() => User, { nullable: true, description: 'The user; the answer carries the cookie of their session.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was accepted.' })
  userErrors!: UserError[];
}

@Resolver()
export class InvitationResolver {
  @Mutation(() => InviteUserPayload, {
    description:
      'Makes an account, and sends its owner a link to choose a password. Needs the permission users.manage.',
  })
  async inviteUser(
    @Arg('input', () => InviteUserInput, { description: 'Who is invited.' }) input: InviteUserInput,
    @Ctx() ctx: Context,
  ): Promise<InviteUserPayload> {
    return answering(() => inviteUser(ctx, input), { user: null });
  }

  @Mutation(() => ResendInvitationPayload, {
    description: 'Sends an invitation again, with a new link. Needs the permission users.manage.',
  })
  async resendInvitation(
    @Arg('input', () => ResendInvitationInput, { description: 'Whose invitation.' }) input: ResendInvitationInput,
    @Ctx() ctx: Context,
  ): Promise<ResendInvitationPayload> {
    return answering(() => resendInvitation(ctx, input.userId), { user: null });
  }

  @Mutation(() => AcceptInvitationPayload, {
    description: 'Chooses the first password of an account by the token of an invitation, and signs its owner in.',
  })
  @Extensions(OPEN)
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput, { description: 'The token and the account.' })
    input: AcceptInvitationInput,
    @Ctx() ctx: Context,
  ): Promise<AcceptInvitationPayload> {
    return answering(() => acceptInvitation(ctx, input), { user: null });
  }
}
