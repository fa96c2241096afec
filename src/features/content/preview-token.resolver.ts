import { DateTime } from '../../engine/date-time';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { demandContent } from '../../engine/access/demand-content';
import { listPreviewTokens } from '../../engine/access/preview-tokens';
import type { Context } from '../../engine/context';
import { answering, UserError } from '../../engine/validation/user-errors';
import { allowPreview, endPreview } from './allow-preview';

@ObjectType({ description: 'A permission to look at drafts for whoever holds its token.', simpleResolvers: true })
export class PreviewToken {
  @Field(() => ID, { description: 'Its id, by which it is revoked; not the token itself.' })
  tokenId!: string;

  @Field(() => ID, { nullable: true, description: 'The document that it shows; null for all.' })
  documentId!: string | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it ends.' })
  expiresAt!: Date;
}

@InputType({ description: 'What a preview token shows, and for how long.' })
export class CreatePreviewTokenInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The one document that it shows, with what is nested in it; all documents when left out.',
  })
  documentId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How long it lives, in seconds: 60 to 2592000 (30 days). An hour when neither this nor `expiresAt` is given.',
  })
  ttlSeconds?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends, 30 days from now at the latest.' })
  expiresAt?: Date | null;
}

@ObjectType({ description: 'The token, or why there is none.', simpleResolvers: true })
export class CreatePreviewTokenPayload {
  @Field(() => String, {
    nullable: true,
    description:
      'The token, shown this once. It is sent as `Authorization: Bearer <token>` or as `X-Preview-Token`, and queries ask for the perspective DRAFT.',
  })
  token!: string | null;

  @Field(() => PreviewToken, { nullable: true, description: 'What is kept of it.' })
  previewToken!: PreviewToken | null;

  @Field(() => [UserError], { description: 'What is wrong with the input; empty when there is a token.' })
  userErrors!: UserError[];
}

@InputType({ description: 'Which preview token to revoke.' })
export class RevokePreviewTokenInput {
  @Field(() => ID, { description: 'The id of the token, from `previewTokens`.' })
  tokenId!: string;
}

@ObjectType({ description: 'The token that is no longer good, or why it still is.', simpleResolvers: true })
export class RevokePreviewTokenPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the token that was revoked.' })
  tokenId!: string | null;

  @Field(() => [UserError], { description: 'Why it was not revoked; empty when it was.' })
  userErrors!: UserError[];
}

@Resolver()
export class PreviewTokenResolver {
  @Query(() => [PreviewToken], {
    description:
      'The preview tokens that are still good, newest first, 100 at most. Needs the permissions content.read and content.write.',
  })
  async previewTokens(
    @Arg('documentId', () => ID, { nullable: true, description: 'Only those for this document.' })
    documentId: string | null,
    @Ctx() ctx: Context,
  ): Promise<PreviewToken[]> {
    demandContent(ctx.viewer, 'read', 'write');
    return listPreviewTokens(ctx.db, documentId ?? null);
  }

  @Mutation(() => CreatePreviewTokenPayload, {
    description:
      'Makes a token with which a frontend can look at drafts, and do nothing else. Needs the permissions content.read and content.write.',
  })
  async createPreviewToken(
    @Arg('input', () => CreatePreviewTokenInput, { description: 'What it shows, and for how long.' })
    input: CreatePreviewTokenInput,
    @Ctx() ctx: Context,
  ): Promise<CreatePreviewTokenPayload> {
    return answering(() => allowPreview(ctx, input), { token: null, previewToken: null });
  }

  @Mutation(() => RevokePreviewTokenPayload, {
    description: 'Ends a preview token at once. Needs the permissions content.read and content.write.',
  })
  async revokePreviewToken(
    @Arg('input', () => RevokePreviewTokenInput, { description: 'Which token.' }) input: RevokePreviewTokenInput,
    @Ctx() ctx: Context,
  ): Promise<RevokePreviewTokenPayload> {
    return answering(() => endPreview(ctx, input.tokenId), { tokenId: null });
  }
}
