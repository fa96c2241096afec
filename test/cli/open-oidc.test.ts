import { openOidc } from '../../src/cli/open-oidc';
import { loadConfig } from '../../src/config/load-config';
import { recordingLog, until } from '../harness/http-server';
import { startOidcProvider } from '../harness/oidc-provider';

const BASE = { KEELSON_DATABASE_URL: 'mysql://u@localhost/db', KEELSON_REDIS_URL: 'redis://localhost' };

function configOf(settings: Record<string, string>) {
  return loadConfig({ ...BASE, ...settings });
}

it('without an issuer nobody signs in by way of a provider', () => {
  expect(openOidc(configOf({}), recordingLog().log)).toBeNull();
});

it('an issuer without a client id is a fault at the start', () => {
  const config = configOf({ KEELSON_OIDC_ISSUER: 'https://accounts.example.org' });
  expect(() => openOidc(config, recordingLog().log)).toThrow('KEELSON_OIDC_CLIENT_ID is needed');
});

it('an issuer on another machine has to be reached by https', () => {
  expect(() => configOf({ KEELSON_OIDC_ISSUER: 'http://accounts.example.org' })).toThrow('must be an https URL');
});

it('a provider that is away does not keep the server from starting, and the log says so', async () => {
  const gone = await startOidcProvider();
  await gone.stop();
  const { log, lines } = recordingLog();
  const settings = {
    KEELSON_OIDC_ISSUER: gone.issuer,
    KEELSON_OIDC_CLIENT_ID: 'keelson',
    KEELSON_OIDC_CLIENT_SECRET: 'a secret of the client',
  };
  expect(openOidc(configOf(settings), log)).not.toBeNull();
  await until(() => lines.length > 0);
  expect(lines[0]).toMatchObject({ level: 'warn', issuer: gone.issuer });
  expect(lines[0].message).toContain('does not answer');
  expect(JSON.stringify(lines)).not.toContain('a secret of the client');
});

it('a provider that is there is named in the log', async () => {
  const provider = await startOidcProvider();
  await provider.serve('http://localhost:4000/auth/oidc/callback', {});
  const { log, lines } = recordingLog();
  openOidc(configOf({ KEELSON_OIDC_ISSUER: provider.issuer, KEELSON_OIDC_CLIENT_ID: 'keelson' }), log);
  await until(() => lines.length > 0);
  expect(lines[0]).toMatchObject({ level: 'info', issuer: provider.issuer });
  await provider.stop();
});
