import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, isSet } from '../config/load-config';
import { startEmbeddedServices } from './embedded-services';

/** Runs the work against an empty database and Redis that are gone afterwards, unless the environment names a database. */
export async function withThrowAwayServices<T>(env: Environment, work: (env: Environment) => Promise<T>): Promise<T> {
  if (isSet(env, 'database', 'url')) return work(env);
  const directory = mkdtempSync(join(tmpdir(), 'keelson-'));
  const services = await startEmbeddedServices({
    directory,
    wanted: { database: true, redis: true },
    durable: false,
    log: { info: () => undefined, warn: message => process.stderr.write(`${message}\n`) },
  });
  try {
    return await work({ ...env, KEELSON_DATABASE_URL: services.databaseUrl, KEELSON_REDIS_URL: services.redisUrl });
  } finally {
    await services.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
