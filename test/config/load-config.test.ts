import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allSettings } from '../../src/config/config';
import { ConfigError, type Environment, isSet, loadConfig, withoutPassword } from '../../src/config/load-config';

const enough = {
  KEELSON_DATABASE_URL: 'mysql://app:secret@127.0.0.1:3307/keelson',
  KEELSON_REDIS_URL: 'redis://127.0.0.1:6380',
};

function faultsOf(env: Environment): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test('two URLs are enough: everything else has a default', () => {
    const config = loadConfig(enough);
    expect(config.http).toEqual({
      host: '127.0.0.1',
      origins: null,
      trustedProxies: null,
      port: 4000,
      shutdownSeconds: 20,
      announceSeconds: 5,
      publicUrl: null,
    });
    expect(config.database.poolSize).toBe(10);
    expect(config.auth.adminToken).toBeNull();
    expect(config.storage.directory).toMatch(/^\/.*\/\.keelson\/storage$/);
    expect(config.graphql).toMatchObject({ graphiql: true, introspection: true, costLimit: 1_000, answerCache: true });
  });

  test('values are read by the type of their field', () => {
    const config = loadConfig({
      ...enough,
      KEELSON_HTTP_PORT: '4010',
      KEELSON_GRAPHQL_GRAPHIQL: 'false',
      KEELSON_LOG_LEVEL: 'debug',
    });
    expect(config.http.port).toBe(4010);
    expect(config.graphql.graphiql).toBe(false);
    expect(config.log.level).toBe('debug');
  });

  test('neither the configuration nor a section of it can be changed', () => {
    const config = loadConfig(enough);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.http)).toBe(true);
  });

  test('every fault is reported at once, with the name, the rule and the value', () => {
    expect(
      faultsOf({
        KEELSON_DATABASE_URL: 'postgres://app:hunter2@db/keelson',
        KEELSON_HTTP_PORT: '99999',
        KEELSON_JOBS_CONCURRENCY: 'many',
        KEELSON_GRAPHQL_INTROSPECTION: 'yes',
        KEELSON_LOG_FORMAT: 'xml',
        KEELSON_HTPP_HOST: '::1',
      }),
    ).toEqual([
      'KEELSON_HTTP_PORT must be between 1 and 65535; it is "99999".',
      'KEELSON_DATABASE_URL must look like mysql://user:password@host:port/database; it is "postgres://app:***@db/keelson".',
      'KEELSON_REDIS_URL is not set, and there is no default.',
      'KEELSON_JOBS_CONCURRENCY must be a number; it is "many".',
      'KEELSON_LOG_FORMAT must be one of auto, json, pretty; it is "xml".',
      'KEELSON_GRAPHQL_INTROSPECTION must be true or false; it is "yes".',
      'KEELSON_HTPP_HOST is not a setting; did you mean KEELSON_HTTP_HOST?',
    ]);
  });

  test('a whole number is asked for where a fraction makes no sense', () => {
    expect(faultsOf({ ...enough, KEELSON_HTTP_PORT: '80.5' })).toEqual([
      'KEELSON_HTTP_PORT must be a whole number; it is "80.5".',
    ]);
  });

  test('a secret is never printed', () => {
    expect(faultsOf({ ...enough, KEELSON_AUTH_ADMIN_TOKEN: 'tooshort' })).toEqual([
      'KEELSON_AUTH_ADMIN_TOKEN must have at least 32 characters.',
    ]);
  });

  test('an unknown name that resembles nothing gets no suggestion', () => {
    expect(faultsOf({ ...enough, KEELSON_XQZ: '1' })).toEqual(['KEELSON_XQZ is not a setting.']);
  });

  test('the names of the command line client are no fault', () => {
    expect(faultsOf({ ...enough, KEELSON_URL: 'http://x', KEELSON_API_TOKEN: 'y' })).toEqual([]);
  });

  test('an empty variable counts as not set', () => {
    expect(loadConfig({ ...enough, KEELSON_HTTP_PORT: '' }).http.port).toBe(4000);
  });
});

describe('settings from files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'keelson-config-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('a secret and a URL may come from a file, without its last line break', () => {
    const token = join(directory, 'token');
    const url = join(directory, 'url');
    writeFileSync(token, `${'t'.repeat(40)}\n`);
    writeFileSync(url, `${enough.KEELSON_DATABASE_URL}\n`);
    const env = {
      KEELSON_REDIS_URL: enough.KEELSON_REDIS_URL,
      KEELSON_DATABASE_URL_FILE: url,
      KEELSON_AUTH_ADMIN_TOKEN_FILE: token,
    };
    const config = loadConfig(env);
    expect(config.auth.adminToken).toBe('t'.repeat(40));
    expect(config.database.url).toBe(enough.KEELSON_DATABASE_URL);
    expect(isSet(env, 'database', 'url')).toBe(true);
    expect(isSet(env, 'http', 'port')).toBe(false);
  });

  test('a file that is missing, empty, or given beside the value is a fault', () => {
    const empty = join(directory, 'empty');
    writeFileSync(empty, '\n');
    const missing = join(directory, 'missing');
    expect(
      faultsOf({
        ...enough,
        KEELSON_AUTH_ADMIN_TOKEN_FILE: missing,
        KEELSON_REDIS_URL: '',
        KEELSON_REDIS_URL_FILE: empty,
        KEELSON_DATABASE_URL_FILE: empty,
      }),
    ).toEqual([
      'KEELSON_DATABASE_URL and KEELSON_DATABASE_URL_FILE are both set; remove one of them.',
      `KEELSON_REDIS_URL_FILE names "${empty}", which is empty.`,
      `KEELSON_AUTH_ADMIN_TOKEN_FILE names "${missing}", which can't be read (ENOENT).`,
    ]);
  });
});

test.each([
  ['mysql://a:b@h/d', 'mysql://a:***@h/d'],
  ['mysql://a:p@ss:w@h:1/d', 'mysql://a:***@h:1/d'],
  ['redis://:pw@h:1', 'redis://:***@h:1'],
  ['redis://h:1', 'redis://h:1'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});

test('every setting has a unique name, a sentence for the reader and a type', () => {
  const settings = allSettings();
  expect(new Set(settings.map(({ envName }) => envName)).size).toBe(settings.length);
  for (const { description, envName } of settings) {
    expect(envName).toMatch(/^KEELSON_[A-Z]+(_[A-Z]+)+$/);
    expect(description).toMatch(/\.$/);
  }
});
