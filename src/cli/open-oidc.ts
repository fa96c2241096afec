import type { Config } from '../config/config';
import { readOidcRules } from '../features/auth/oidc/oidc-rules';
import { createOpenidProvider } from '../platform/openid/openid-provider';
import type { Logger } from '../platform/telemetry/log';
import type { OidcOptions } from '../server/oidc-routes';
import { StartFault } from './start-fault';

/**
 * The provider by which people sign in; null when none is set. One that does not answer keeps nothing from starting: it is asked again
 * at each sign-in.
 */
export function openOidc({ oidc }: Config, log: Logger): OidcOptions | null {
  const { issuer, clientId, clientSecret, scopes } = oidc;
  if (issuer === null) return null;
  if (clientId === null) throw new StartFault('KEELSON_OIDC_ISSUER is set; KEELSON_OIDC_CLIENT_ID is needed too.');
  const provider = createOpenidProvider({ issuer, clientId, clientSecret, scopes });
  provider.check().then(
    () => log.info('People may sign in by way of the OpenID Connect provider', { issuer }),
    (error: Error) =>
      log.warn('The OpenID Connect provider does not answer; nobody can sign in by way of it until it does', {
        issuer,
        error,
      }),
  );
  return { provider, rules: readOidcRules(oidc) };
}
