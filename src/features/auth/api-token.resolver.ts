import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { ApiToken } from './api-token';
import { ContentGrantInput } from './content-grant';
import { createApiToken, revokeApiToken, showApiTokens } from './manage-api-tokens';

@InputType({ description: 'What a token may do, and how long.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: 'What it is for: 1 to 100 characters.' })
  name!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'The permissions that it has without conditions, of those that the viewer has.',
  })
  permissions?: string[] | null;

  @Field(() => [ContentGrantInput], {
    nullable: true,
    description:
      'Its rights on content under conditions, of those that the viewer has. What is live it may read without any; `own` means what the token itself has made.',
  })
  grants?: ContentGrantInput[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For how many seconds it is good: 60 to ten years. When left out it is good until it is revoked.',
  })
  ttlSeconds?: number | null;
}

@ObjectType({ description: 'The new token, or why there is none.', simpleResolvers: true })
export class CreateApiTokenPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The token, shown here and never again. Send it as "Authorization: Bearer <token>".',
  })
  token!: string | null;

  @Field(() => ApiToken, { nullable: true, description: 'What is kept of it.' })
  apiToken!: ApiToken | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Which token to revoke.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'The id of the token.' })
  tokenId!: string;
}

@ObjectType({ description: 'The token that is no longer good, or why it still is.', simpleResolvers: true })
export class RevokeApiTokenPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the revoked token; null if none was.' })
  tokenId!: string | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when it was carried out.' })
  userErrors!: UserError[];
}

@Resolver()
export class ApiTokenResolver {
  @Query(() => [ApiToken], {
    description:
      "The API tokens that are good, newest first, 200 at most: one's own, or with the permission users.manage everybody's.",
  })
  async apiTokens(@Ctx() ctx: Context): Promise<ApiToken[]> {
    return showApiTokens(ctx);
  }

  @Mutation(() => CreateApiTokenPayload, {
    description:
      'Makes a token for a frontend or a script, which may do no more than whoever makes it. For people who are signed in, or with the permission users.manage.',
  })
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput, { description: 'What it may do, and how long.' })
    input: CreateApiTokenInput,
    @Ctx() ctx: Context,
  ): Promise<CreateApiTokenPayload> {
    return answering(() => createApiToken(ctx, input), { token: null, apiToken: null });
  }

  @Mutation(() => RevokeApiTokenPayload, {
    description:
      "Ends a token at once, and every socket that it opened: one's own, or with the permission users.manage anybody's.",
  })
  async revokeApiToken(
    @Arg('input', () => RevokeApiTokenInput, { description: 'Which token.' }) input: RevokeApiTokenInput,
    @Ctx() ctx: Context,
  ): Promise<RevokeApiTokenPayload> {
    return answering(() => revokeApiToken(ctx, input.tokenId), { tokenId: null });
  }
}
