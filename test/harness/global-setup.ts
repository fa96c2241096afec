import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServices, startEmbeddedServices } from '../../src/cli/embedded-services';
import { isAlive } from '../../src/cli/processes';

/** `<prefix><pid of the test run>-<random>`: what a killed run left behind is found by its pid. */
const PREFIX = 'keelson-test-';

export interface TestServices {
  services: EmbeddedServices;
  directory: string;
}

/** One throw-away MariaDB and Redis for the whole run; the workers find them by TEST_DATABASE_URL and TEST_REDIS_URL. */
export default async function globalSetup(): Promise<void> {
  sweep();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const services = await startEmbeddedServices({
    directory,
    log: { info: () => undefined, warn: message => console.warn(message) },
    wanted: { database: true, redis: true },
    durable: false,
    grantedDatabases: ['keelson', 'test\\_%'],
  });
  process.env.TEST_DATABASE_URL = services.databaseUrl.replace(/\/keelson$/, '');
  process.env.TEST_REDIS_URL = services.redisUrl;
  (globalThis as { testServices?: TestServices }).testServices = { services, directory };
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^keelson-test-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
