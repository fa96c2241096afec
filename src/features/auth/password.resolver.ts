import { Arg, Ctx, Extensions, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { OPEN } from '../../engine/access/open-to-all';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { changePassword } from './change-password';
import { requestPasswordReset, resetPassword } from './reset-password';
import { User } from './user';

@InputType({ description: "One's password, and the next one." })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password as it is now.' })
  currentPassword!: string;

  @Field(() => String, {
    description: 'The next one: 8 to 128 characters of any kind, and none of the commonest passwords.',
  })
  newPassword!: string;
}

@ObjectType({ description: 'Whose password was changed, or why it was not.', simpleResolvers: true })
export class ChangePasswordPayload {
  @Field(() => User, { nullable: true, description: 'The person, whose other sessions have ended.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when the password was changed.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Who has lost their password.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The address of the account.' })
  email!: string;
}

@ObjectType({
  description: 'That the request was taken, whether there is such an account or not.',
  simpleResolvers: true,
})
export class RequestPasswordResetPayload {
  @Field(() => Boolean, { nullable: true, description: 'True: the owner of such an account gets a mail with a link.' })
  requested!: boolean | null;

  @Field(() => [UserError], { description: 'Always empty.' })
  userErrors!: UserError[];
}

@InputType({ description: 'The token of the link that was sent, and the next password.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'The token of the link, which is good once and for 15 minutes.' })
  token!: string;

  @Field(() => String, {
    description: 'The next password: 8 to 128 characters of any kind, and none of the commonest ones.',
  })
  newPassword!: string;
}

@ObjectType({ description: 'Whether the password was set, or why it was not.', simpleResolvers: true })
export class ResetPasswordPayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True when it was: every session has ended, and one signs in with it.',
  })
  reset!: boolean | null;

  @Field(() => [UserError], { description: 'What is wrong with the token or the password; empty when it was set.' })
  userErrors!: UserError[];
}

@Resolver()
export class PasswordResolver {
  @Mutation(() => ChangePasswordPayload, {
    description: "Changes one's own password, and ends one's other sessions. UNAUTHENTICATED when nobody is signed in.",
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'Both passwords.' }) input: ChangePasswordInput,
    @Ctx() ctx: Context,
  ): Promise<ChangePasswordPayload> {
    return answering(() => changePassword(ctx, input), { user: null });
  }

  @Mutation(() => RequestPasswordResetPayload, {
    description:
      'Sends a link to choose another password. The answer does not tell whether there is such an account. RATE_LIMITED after several requests.',
  })
  @Extensions(OPEN)
  async requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput, { description: 'Whose password.' }) input: RequestPasswordResetInput,
    @Ctx() ctx: Context,
  ): Promise<RequestPasswordResetPayload> {
    return answering(() => requestPasswordReset(ctx, input), { requested: null });
  }

  @Mutation(() => ResetPasswordPayload, { description: 'Sets another password by the token of a link, once.' })
  @Extensions(OPEN)
  async resetPassword(
    @Arg('input', () => ResetPasswordInput, { description: 'The token and the password.' }) input: ResetPasswordInput,
    @Ctx() ctx: Context,
  ): Promise<ResetPasswordPayload> {
    return answering(() => resetPassword(ctx, input), { reset: null });
  }
}
