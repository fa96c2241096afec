import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ANONYMOUS, type Viewer } from '../engine/access/viewer';
import type { Context } from '../engine/context';
import { KeelsonError, signInRefused, unauthenticated } from '../errors';
import { ATTEMPT_SECONDS, localPath, openAttempt, sealAttempt } from '../features/auth/oidc/oidc-attempt';
import type { OidcRules } from '../features/auth/oidc/oidc-rules';
import { signInByOidc } from '../features/auth/oidc/sign-in-by-oidc';
import { escapeHtml } from '../features/mail/render-mail';
import type { Logger } from '../platform/telemetry/log';
import { OpenidRefusal, type OpenidProvider } from '../platform/openid/openid-provider';
import { type Authenticate, type ContextFor, originOf } from './request-context';
import { beginVisit, type CookiePlace, createHostCookie, type SessionCookie } from './session-cookie';

/** The provider by which people sign in, and what the operator decides about them. */
export interface OidcOptions {
  provider: OpenidProvider;
  rules: OidcRules;
}

export interface OidcRoutesOptions extends OidcOptions {
  contextFor: ContextFor;
  authenticate: Authenticate;
  sessionCookie: SessionCookie;
  place: CookiePlace;
  log: Logger;
}

/** Where signing in by way of the provider begins. */
export const OIDC_START_PATH = '/auth/oidc/start';
const CALLBACK_PATH = '/auth/oidc/callback';
/** When to try again, if the provider does not answer. */
const RETRY_AFTER_SECONDS = 10;

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  SIGN_IN_REFUSED: 403,
  UNAUTHENTICATED: 401,
  UNAVAILABLE: 503,
};

const HEADERS = {
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/**
 * Signing in by way of a provider: `start` sends the browser there, `callback` takes it back. What makes the answer believable (state,
 * nonce, the verifier of PKCE) waits in a sealed cookie of this browser for ten minutes, and goes with the first callback.
 */
export function registerOidcRoutes(app: FastifyInstance, options: OidcRoutesOptions): void {
  const { provider, rules, contextFor, log } = options;
  const attempts = createHostCookie({ ...options.place, purpose: 'oidc', maxAgeSeconds: ATTEMPT_SECONDS });

  app.get<{ Querystring: { returnTo?: unknown } }>(OIDC_START_PATH, (request, reply) =>
    answering(request, reply, log, async () => {
      const ctx = contextFor({ viewer: ANONYMOUS, ...originOf(request) });
      const { url, checks } = await provider.begin(redirectUri(ctx));
      const attempt = await sealAttempt(ctx, { checks, returnTo: localPath(request.query.returnTo) });
      return reply.header('set-cookie', attempts.write(attempt)).redirect(url, 303);
    }),
  );

  app.get(CALLBACK_PATH, (request, reply) =>
    answering(request, reply, log, async () => {
      beginVisit(request, reply, options.sessionCookie);
      const ctx = contextFor({ viewer: await viewerOf(request, options), ...originOf(request) });
      const sealed = attempts.read(request.headers.cookie);
      reply.header('set-cookie', attempts.write(null));
      const attempt = sealed === null ? null : await openAttempt(ctx, sealed);
      if (!attempt) throw unauthenticated('The sign-in was not begun in this browser, or took too long.');
      // What the provider compares is the address that it was given, whatever the proxies have made of it.
      const callback = new URL(`${redirectUri(ctx)}?${request.url.split('?')[1] ?? ''}`);
      const identity = await provider.finish(callback, attempt.checks);
      await signInByOidc(ctx, identity, rules);
      return reply.redirect(attempt.returnTo, 303);
    }),
  );
}

function redirectUri({ accounts }: Context): string {
  return `${accounts.publicUrl}${CALLBACK_PATH}`;
}

/** The session that is to be replaced; one that has ended is none. */
async function viewerOf(request: FastifyRequest, { authenticate }: OidcRoutesOptions): Promise<Viewer> {
  try {
    return await authenticate(undefined, request.headers.cookie);
  } catch (error) {
    if (error instanceof KeelsonError && error.code === 'UNAUTHENTICATED') return ANONYMOUS;
    throw error;
  }
}

/** People see these answers in the browser: a page says what was wrong. The log has the details, which may help a forger. */
async function answering(
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    const fault =
      error instanceof OpenidRefusal
        ? signInRefused('The provider did not confirm who you are.')
        : (error as KeelsonError);
    const status = fault instanceof KeelsonError ? STATUS_OF_CODE[fault.code] : undefined;
    if (status === undefined) throw error;
    log.warn('A sign-in by way of the provider failed', {
      requestId: request.id,
      code: fault.code,
      reason: (error as Error).message,
    });
    if (status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    return reply.code(status).headers(HEADERS).type('text/html; charset=utf-8').send(page(fault.message));
  }
}

function page(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign-in failed</title>
<h1>Sign-in failed</h1>
<p>${escapeHtml(sentence)}</p>
<p><a href="${OIDC_START_PATH}">Try again</a></p>
</html>
`;
}
