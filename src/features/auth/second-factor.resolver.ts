import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { confirmSecondFactor, removeSecondFactor, startSecondFactor } from './second-factor';

@InputType({ description: 'Who sets up an authenticator app.' })
export class StartSecondFactorInput {
  @Field(() => String, { description: "One's password." })
  password!: string;
}

@ObjectType({ description: 'What the app needs to know, or why there is nothing.', simpleResolvers: true })
export class StartSecondFactorPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The secret in base 32, to be typed into the app; shown this once.',
  })
  secret!: string | null;

  @Field(() => String, { nullable: true, description: 'The same as an otpauth address, to be shown as a QR code.' })
  url!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was set up; empty when it was.' })
  userErrors!: UserError[];
}

@InputType({ description: 'That the app works.' })
export class ConfirmSecondFactorInput {
  @Field(() => String, { description: 'The six digits that the app shows.' })
  code!: string;
}

@ObjectType({ description: 'The recovery codes, or why the second factor is not on.', simpleResolvers: true })
export class ConfirmSecondFactorPayload {
  @Field(() => [String], {
    nullable: true,
    description: 'Ten codes, each of which serves once in the place of the app; shown this once.',
  })
  recoveryCodes!: string[] | null;

  @Field(() => [UserError], { description: 'Why the second factor is not on; empty when it is.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Who does without a second factor from now on.' })
export class RemoveSecondFactorInput {
  @Field(() => String, { description: "One's password." })
  password!: string;
}

@ObjectType({ description: 'Whether the second factor is off.', simpleResolvers: true })
export class RemoveSecondFactorPayload {
  @Field(() => Boolean, { nullable: true, description: 'True when it is: no code is asked for any more.' })
  removed!: boolean | null;

  @Field(() => [UserError], { description: 'Why it is still on; empty when it is off.' })
  userErrors!: UserError[];
}

@Resolver()
export class SecondFactorResolver {
  @Mutation(() => StartSecondFactorPayload, {
    description: 'Begins to set up an authenticator app; nothing is asked for at sign-in before `confirmSecondFactor`.',
  })
  async startSecondFactor(
    @Arg('input', () => StartSecondFactorInput, { description: 'Who sets it up.' }) input: StartSecondFactorInput,
    @Ctx() ctx: Context,
  ): Promise<StartSecondFactorPayload> {
    return answering(() => startSecondFactor(ctx, input.password), { secret: null, url: null });
  }

  @Mutation(() => ConfirmSecondFactorPayload, {
    description: "Turns the second factor on by a first code of the app, and ends one's other sessions.",
  })
  async confirmSecondFactor(
    @Arg('input', () => ConfirmSecondFactorInput, { description: 'The first code.' }) input: ConfirmSecondFactorInput,
    @Ctx() ctx: Context,
  ): Promise<ConfirmSecondFactorPayload> {
    return answering(() => confirmSecondFactor(ctx, input.code), { recoveryCodes: null });
  }

  @Mutation(() => RemoveSecondFactorPayload, { description: 'Turns the second factor off.' })
  async removeSecondFactor(
    @Arg('input', () => RemoveSecondFactorInput, { description: 'Who does without.' }) input: RemoveSecondFactorInput,
    @Ctx() ctx: Context,
  ): Promise<RemoveSecondFactorPayload> {
    return answering(() => removeSecondFactor(ctx, input.password), { removed: null });
  }
}
