import { BUILT_IN_ROLES, seedRoles } from '../../src/engine/access/roles';
import { grantNode } from '../../src/features/auth/content-grant';
import type { TestApi } from './api';

/** The built-in roles, and for each a credential that has its rights; Public's is none. */
export type RoleTokens = Record<string, string | null>;

/** Makes an API token with these rights, as the administrator. */
export async function makeToken(
  api: TestApi,
  input: { permissions?: string[]; grants?: object[]; ttlSeconds?: number },
): Promise<{ token: string; tokenId: string }> {
  const { data, errors } = await api.query(
    `mutation ($input: CreateApiTokenInput!) {
      createApiToken(input: $input) { token apiToken { tokenId } userErrors { message path } }
    }`,
    { input: { name: 'A test', ...input } },
  );
  if (errors || data.createApiToken.userErrors.length > 0) throw new Error(JSON.stringify(errors ?? data));
  return { token: data.createApiToken.token, tokenId: data.createApiToken.apiToken.tokenId };
}

/** A token for each built-in role; who works in languages of their own works in `locales`. */
export async function makeRoleTokens(api: TestApi, locales: readonly string[]): Promise<RoleTokens> {
  await seedRoles(api.db);
  const tokens: RoleTokens = {};
  for (const { builtIn, permissions, grants } of BUILT_IN_ROLES) {
    if (builtIn === 'public') tokens.public = null;
    else {
      const asked = grants.map(grant => {
        const { right, ownLocales, ...node } = grantNode(grant);
        return { ...node, right: right.toUpperCase(), ...(ownLocales ? { locales } : {}) };
      });
      tokens[builtIn as string] = (await makeToken(api, { permissions, grants: asked })).token;
    }
  }
  return tokens;
}
