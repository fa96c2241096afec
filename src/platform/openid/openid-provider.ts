import * as openid from 'openid-client';
import { unavailable } from '../../errors';

export interface OpenidOptions {
  /** Where its discovery document is; plain http on this machine alone. */
  issuer: string;
  clientId: string;
  /** Null for a client that the provider trusts without one. */
  clientSecret: string | null;
  /** Separated by spaces; `openid` is among them. */
  scopes: string;
  /** How long an answer of the provider may take, in ms. */
  timeoutMs?: number;
}

/** What a sign-in under way is recognised by when the visitor comes back. Whoever knows these could finish it: seal them. */
export interface OpenidChecks {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Who has signed in at the provider, as it says. */
export interface OpenidIdentity {
  issuer: string;
  /** The provider's name for the person; unlike the address it never becomes somebody else's. */
  subject: string;
  email: string | null;
  /** The provider knows that the address is this person's. */
  emailVerified: boolean;
  name: string | null;
  /** Everything that it said. */
  claims: Readonly<Record<string, unknown>>;
}

/** Why a visitor who comes back is not taken for somebody: forged, repeated, canceled, or not as the standard wants it. */
export class OpenidRefusal extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'OpenidRefusal';
  }
}

/** One provider of OpenID Connect (https://openid.net/specs/openid-connect-core-1_0.html), by the authorization code flow with PKCE. */
export interface OpenidProvider {
  /** Asks for its settings, unless they are known; throws UNAVAILABLE. */
  check(): Promise<void>;
  /** Where to send the visitor, and what to remember. Throws UNAVAILABLE. */
  begin(redirectUri: string): Promise<{ url: string; checks: OpenidChecks }>;
  /** Who has come back to this address. Throws OpenidRefusal or UNAVAILABLE. */
  finish(callback: URL, checks: OpenidChecks): Promise<OpenidIdentity>;
}

const TIMEOUT_MS = 5000;
/** The longest subject and issuer that are stored; the standard allows 255 ASCII characters for the former. */
const NAME = /^[\x21-\x7e]{1,255}$/;

/** Speaks to a provider. Nothing is asked of it before it is needed, and a failure is not remembered: it may be back a moment later. */
export function createOpenidProvider(options: OpenidOptions): OpenidProvider {
  let known: openid.Configuration | null = null;
  const configuration = async () => {
    known ??= await discover(options);
    return known;
  };
  return {
    async check() {
      await configuration();
    },
    async begin(redirectUri) {
      const config = await configuration();
      const checks = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        codeVerifier: openid.randomPKCECodeVerifier(),
      };
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: options.scopes,
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(checks.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, checks };
    },
    async finish(callback, { state, nonce, codeVerifier }) {
      const config = await configuration();
      try {
        const tokens = await openid.authorizationCodeGrant(config, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims() as openid.IDToken;
        const more = await fetchClaims(config, tokens.access_token, claims.sub);
        return identityOf({ ...more, ...claims }, claims);
      } catch (error) {
        throw faultOf(error);
      }
    },
  };
}

/** Providers may keep what the scopes ask for out of the ID token. */
async function fetchClaims(
  config: openid.Configuration,
  accessToken: string,
  subject: string,
): Promise<Record<string, unknown>> {
  if (!config.serverMetadata().userinfo_endpoint) return {};
  return { ...(await openid.fetchUserInfo(config, accessToken, subject)) };
}

async function discover({ issuer, clientId, clientSecret, timeoutMs = TIMEOUT_MS }: OpenidOptions) {
  try {
    return await openid.discovery(
      new URL(issuer),
      clientId,
      clientSecret ?? undefined,
      clientSecret === null ? openid.None() : openid.ClientSecretBasic(clientSecret),
      // The settings let http pass for this machine's own addresses only.
      {
        timeout: timeoutMs / 1000,
        execute: issuer.startsWith('http:') ? [openid.allowInsecureRequests] : [],
      },
    );
  } catch (error) {
    throw unavailable('The OpenID Connect provider', error);
  }
}

function identityOf(claims: Record<string, unknown>, { iss, sub }: openid.IDToken): OpenidIdentity {
  if (!NAME.test(sub) || !NAME.test(iss)) throw new OpenidRefusal('The provider names the person unusably.', null);
  const { email, email_verified: verified, name } = claims;
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === 'string' ? email : null,
    emailVerified: verified === true,
    name: typeof name === 'string' && name.trim() !== '' ? name : null,
    claims,
  };
}

function faultOf(error: unknown): Error {
  if (error instanceof OpenidRefusal) return error;
  if (isSilence(error)) return unavailable('The OpenID Connect provider', error);
  const code =
    error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError
      ? error.error
      : ((error as { code?: string }).code ?? 'unknown');
  return new OpenidRefusal(`The provider's answer can't be used (${code.slice(0, 100)}).`, error);
}

/** `fetch` throws a TypeError when nobody answers. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: string };
  return (
    code === 'OAUTH_TIMEOUT' ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    isSilence(error.cause)
  );
}
