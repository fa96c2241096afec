import { endApiToken, findApiToken, insertApiToken, listApiTokens, viewerIdOf } from '../../engine/access/api-tokens';
import { demandHeld } from '../../engine/access/demand-held';
import { demand, may } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { notFound, validationFailed } from '../../errors';
import { type ApiToken, apiTokenNode } from './api-token';
import { type ContentGrantInput, readGrants, readPermissions } from './content-grant';

/** What a token is to be. */
export interface TokenWish {
  name: string;
  permissions?: string[] | null;
  grants?: ContentGrantInput[] | null;
  ttlSeconds?: number | null;
}

const LONGEST_NAME = 100;
const SHORTEST_TTL = 60;
const LONGEST_TTL = 10 * 366 * 24 * 60 * 60;

/** Makes a token, which is given here and never again. Throws FORBIDDEN for rights that the viewer does not have, and VALIDATION_FAILED. */
export async function createApiToken(ctx: Context, wish: TokenWish): Promise<{ token: string; apiToken: ApiToken }> {
  demandPerson(ctx);
  const name = wish.name.trim();
  if (name === '' || [...name].length > LONGEST_NAME)
    throw validationFailed(`A token's name has 1 to ${LONGEST_NAME} characters.`, ['input', 'name']);
  const ttlSeconds = wish.ttlSeconds ?? null;
  if (ttlSeconds !== null && (ttlSeconds < SHORTEST_TTL || ttlSeconds > LONGEST_TTL))
    throw validationFailed(`A token lives ${SHORTEST_TTL} seconds to 10 years.`, ['input', 'ttlSeconds']);
  const permissions = readPermissions(wish.permissions ?? []);
  const grants = readGrants(ctx.locales, wish.grants ?? []);
  const index = grants.findIndex(({ ownLocales }) => ownLocales);
  if (index >= 0)
    throw validationFailed('A token has no languages of its own; name them.', ['input', 'grants', index, 'ownLocales']);
  demandHeld(ctx.viewer, { permissions, grants });
  const createdBy = ctx.viewer.id;
  return ctx.db.transaction(async tx => {
    const { token, apiToken } = await insertApiToken(tx, { name, permissions, grants, createdBy, ttlSeconds });
    const { tokenId, prefix } = apiToken;
    await audit(ctx, tx, {
      action: 'api-token.created',
      subject: { type: 'ApiToken', id: tokenId },
      details: { name, prefix, permissions, grants, ttlSeconds },
    });
    return { token, apiToken: apiTokenNode(apiToken) };
  });
}

/** The tokens that are in force, newest first: the viewer's own, or with users.manage everybody's. */
export async function showApiTokens(ctx: Context): Promise<ApiToken[]> {
  demandPerson(ctx);
  return (await listApiTokens(ctx.db, ownerWithin(ctx))).map(apiTokenNode);
}

/** Ends a token at once, with every socket that it opened. Throws NOT_FOUND, for those of others too unless the viewer manages users. */
export async function revokeApiToken(ctx: Context, tokenId: string): Promise<{ tokenId: string }> {
  demandPerson(ctx);
  await ctx.db.transaction(async tx => {
    const found = /^[0-9A-Z]{26}$/.test(tokenId) ? await findApiToken(tx, tokenId, ownerWithin(ctx)) : null;
    if (!found) throw notFound('API token', tokenId.slice(0, 40), ['input', 'tokenId']);
    await endApiToken(tx, tokenId);
    const { name, prefix } = found;
    await audit(ctx, tx, {
      action: 'api-token.revoked',
      subject: { type: 'ApiToken', id: tokenId },
      details: { name, prefix },
    });
  });
  ctx.revocations.revoke(viewerIdOf(tokenId));
  return { tokenId };
}

/** A token that could make tokens would outlive its revocation: only people make them, or who manages the users anyway. */
function demandPerson({ viewer }: Context): void {
  if (viewer.kind !== 'session') demand(viewer, 'users.manage');
}

/** Whose tokens the viewer may know of; null for everybody's. */
function ownerWithin({ viewer }: Context): string | null {
  return may(viewer, 'users.manage') ? null : viewer.id;
}
