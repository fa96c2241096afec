import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { allSettings } from '../../src/config/config';
import { loadConfig } from '../../src/config/load-config';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'deploy/compose.yaml'), 'utf8');

interface Service {
  build?: string;
  image: string;
  command: string[];
  environment: Record<string, string>;
  volumes?: string[];
  healthcheck?: { disable?: boolean; test?: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const compose = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, null> };

/** What compose puts in for `${NAME:?message}` and `${NAME:-default}`. */
function interpolate(value: string, env: Record<string, string>): string {
  return value.replace(/\$\{([A-Z_]+)(?::[?-]([^}]*))?\}/g, (_, name: string, fallback = '') => env[name] ?? fallback);
}

const example = {
  KEELSON_DATABASE_PASSWORD: 'a'.repeat(48),
  KEELSON_REDIS_PASSWORD: 'b'.repeat(48),
  KEELSON_AUTH_ADMIN_TOKEN: 'c'.repeat(48),
};

test('the program runs as API, worker and migration from one image', () => {
  const { api, worker, migrate } = compose.services;
  expect([api?.command, worker?.command, migrate?.command]).toEqual([['serve'], ['work'], ['migrate', '--seed']]);
  expect(new Set([api?.image, worker?.image, migrate?.image])).toEqual(new Set(['keelson']));
});

test.each(['api', 'worker', 'migrate'])('the environment of %s is a right configuration', name => {
  const environment = Object.entries(compose.services[name]?.environment ?? {});
  const config = loadConfig(Object.fromEntries(environment.map(([key, value]) => [key, interpolate(value, example)])));
  expect(config.database.url).toBe(`mysql://keelson:${example.KEELSON_DATABASE_PASSWORD}@mysql:3306/keelson`);
  expect(config.auth.adminToken).toBe(example.KEELSON_AUTH_ADMIN_TOKEN);
});

test('no password is committed: each one is required from the environment', () => {
  const secrets = [...text.matchAll(/\$\{([A-Z_]+(?:PASSWORD|TOKEN))(.*?)\}/g)];
  expect(secrets.length).toBeGreaterThanOrEqual(5);
  for (const [, , requirement] of secrets) expect(requirement).toMatch(/^:\?/);
  const file = readFileSync(join(root, 'deploy/.env.example'), 'utf8');
  for (const name of Object.keys(example)) expect(file).toMatch(new RegExp(`^${name}=$`, 'm'));
});

test('every service waits for what it needs, and every volume that is used is declared', () => {
  const { services, volumes } = compose;
  expect(services.migrate?.depends_on).toEqual({ mysql: { condition: 'service_healthy' } });
  for (const name of ['api', 'worker']) {
    expect(services[name]?.depends_on).toEqual({
      migrate: { condition: 'service_completed_successfully' },
      redis: { condition: 'service_healthy' },
    });
  }
  for (const name of ['mysql', 'redis']) expect(services[name]?.healthcheck?.test).toBeDefined();
  const used = Object.values(services).flatMap(service => (service.volumes ?? []).map(volume => volume.split(':')[0]));
  expect(new Set(used)).toEqual(new Set(Object.keys(volumes)));
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

  test('sets only settings that exist', () => {
    const known = allSettings().map(({ envName }) => envName);
    const set = [...lastStage.matchAll(/(KEELSON_[A-Z_]+)=/g)].map(([, name]) => name);
    expect(set.length).toBeGreaterThan(0);
    for (const name of set) expect(known).toContain(name);
  });

  test('runs as a user without rights, with a health check, and without development dependencies', () => {
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage.indexOf('USER node')).toBeLessThan(lastStage.indexOf('ENTRYPOINT'));
    expect(lastStage).toMatch(/^HEALTHCHECK .*\/livez/ms);
    expect(dockerfile).toMatch(/npm prune --omit=dev/);
  });
});
