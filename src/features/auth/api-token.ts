import { DateTime } from '../../engine/date-time';
import { Field, ID, ObjectType } from 'type-graphql';
import type { ApiToken as StoredToken } from '../../engine/access/api-tokens';
import { ContentGrantOutput, grantNode } from './content-grant';

@ObjectType({
  description: 'A credential of a frontend or a script; the token itself is never shown again.',
  simpleResolvers: true,
})
export class ApiToken {
  @Field(() => ID, { description: 'Its id, by which it is revoked.' })
  tokenId!: string;

  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => String, { description: 'How the token begins, to tell it from others.' })
  prefix!: string;

  @Field(() => [String], { description: 'The permissions that it has without conditions, by name.' })
  permissions!: string[];

  @Field(() => [ContentGrantOutput], { description: 'Its rights on content that hold under conditions.' })
  grants!: ContentGrantOutput[];

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ends; null when it does not by itself.' })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, exact to a minute.' })
  lastUsedAt!: Date | null;
}

/** A token as the API shows it. */
export function apiTokenNode({ revokedAt: _revokedAt, grants, ...token }: StoredToken): ApiToken {
  return { ...token, grants: grants.map(grantNode) };
}
