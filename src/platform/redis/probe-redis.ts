import { Redis } from 'ioredis';

/** What a Redis or Valkey server says of itself. */
export interface RedisVersion {
  /** The version of Redis that it is compatible with, e.g. `7.0.15`. */
  version: string;
  /** Major and minor, e.g. [7, 0]. */
  release: [number, number];
  /** E.g. `noeviction`; null where the server does not tell. */
  maxmemoryPolicy: string | null;
}

/** Connects once, asks for the version and leaves; throws the driver's error when that fails. */
export async function probeRedis(url: string, timeoutMs = 5000): Promise<RedisVersion> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    disconnectTimeout: 200,
  });
  // `connect` rejects with "Connection is closed."; the reason comes as an event.
  let reason: Error | null = null;
  redis.on('error', error => {
    reason ??= error;
  });
  try {
    await redis.connect();
    const described = await redis.info();
    const version = /^redis_version:(\S+)/m.exec(described)?.[1] ?? '';
    const [major = 0, minor = 0] = version.split('.').map(part => Number.parseInt(part, 10));
    return {
      version,
      release: [major, minor],
      maxmemoryPolicy: /^maxmemory_policy:(\S+)/m.exec(described)?.[1] ?? null,
    };
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}
