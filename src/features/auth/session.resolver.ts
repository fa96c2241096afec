import { Arg, Ctx, Extensions, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { OPEN } from '../../engine/access/open-to-all';
import type { Context } from '../../engine/context';
import { uncacheable } from '../../engine/loading/cache-tags';
import { answering, UserError } from '../../engine/validation/user-errors';
import { describeViewer } from './describe-viewer';
import { endSession } from './end-session';
import { signIn, signOut } from './sign-in';
import { User } from './user';
import { ViewerAccount } from './viewer-account';

@InputType({ description: 'Who signs in.' })
export class SignInInput {
  @Field(() => String, { description: 'The address of the account; case does not matter.' })
  email!: string;

  @Field(() => String, { description: 'The password.' })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the authenticator app shows, or a recovery code; for those who have set up a second factor.',
  })
  code?: string | null;
}

@ObjectType({ description: 'Who is signed in now, or why nobody is.', simpleResolvers: true })
export class SignInPayload {
  @Field(() => User, { nullable: true, description: 'The person; the answer carries the cookie of their session.' })
  user!: User | null;

  @Field(() => [UserError], { description: 'Why nobody is signed in; empty when somebody is.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Where to sign out.' })
export class SignOutInput {
  @Field(() => Boolean, { defaultValue: false, description: 'In every browser, and not only in this one.' })
  everywhere!: boolean;
}

@ObjectType({ description: 'Whether one is signed out.', simpleResolvers: true })
export class SignOutPayload {
  @Field(() => Boolean, { nullable: true, description: 'True when the session has ended.' })
  signedOut!: boolean | null;

  @Field(() => [UserError], { description: 'Always empty.' })
  userErrors!: UserError[];
}

@InputType({ description: "Which of one's sessions to end." })
export class EndSessionInput {
  @Field(() => ID, { description: 'The id of the session, from `viewer { sessions }`.' })
  sessionId!: string;
}

@ObjectType({ description: 'The session that has ended, or why it has not.', simpleResolvers: true })
export class EndSessionPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the session, whose sockets are closed as well.' })
  sessionId!: string | null;

  @Field(() => [UserError], { description: 'Why it has not ended; empty when it has.' })
  userErrors!: UserError[];
}

@Resolver()
export class SessionResolver {
  @Query(() => ViewerAccount, { description: 'Who asks, and what they may do.' })
  @Extensions(OPEN)
  viewer(@Ctx() ctx: Context): Promise<ViewerAccount> {
    uncacheable(ctx);
    return describeViewer(ctx);
  }

  @Mutation(() => SignInPayload, {
    description:
      'Signs a person in: the answer sets the cookie of a new session. INVALID_CREDENTIALS when the address or the password is wrong; SECOND_FACTOR_REQUIRED when a code is missing; RATE_LIMITED after too many failures.',
  })
  @Extensions(OPEN)
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Who signs in.' }) input: SignInInput,
    @Ctx() ctx: Context,
  ): Promise<SignInPayload> {
    return answering(() => signIn(ctx, input), { user: null });
  }

  @Mutation(() => SignOutPayload, {
    description:
      'Ends the session that asks, and the sockets that it opened. UNAUTHENTICATED when nobody is signed in.',
  })
  @Extensions(OPEN)
  async signOut(
    @Arg('input', () => SignOutInput, { description: 'Where to sign out.' }) input: SignOutInput,
    @Ctx() ctx: Context,
  ): Promise<SignOutPayload> {
    return answering(() => signOut(ctx, input), { signedOut: null });
  }

  @Mutation(() => EndSessionPayload, { description: "Ends one of one's sessions, and the sockets that it opened." })
  async endSession(
    @Arg('input', () => EndSessionInput, { description: 'Which session.' }) input: EndSessionInput,
    @Ctx() ctx: Context,
  ): Promise<EndSessionPayload> {
    return answering(() => endSession(ctx, input.sessionId), { sessionId: null });
  }
}
