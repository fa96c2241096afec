import IORedis, { type Redis as Connection, type RedisOptions } from 'ioredis';
import { badUserInput, unavailable } from '../../errors';
import type { Logger } from '../telemetry/log';

/** One TCP or socket connection, as Bull and the channels use it. */
export type RedisConnection = Connection;

/** Redis as the rest of the program sees it: a place for hints and notices, which may be gone or emptied at any moment. */
export interface Redis {
  /** Starts every key and channel name, so that two installations can share one server. */
  readonly prefix: string;
  /** True while commands are answered, as far as the connection knows. */
  isReady(): boolean;
  /** True once commands are answered; false at once while Redis is known to be away, or after the time. */
  becomesReady(timeoutMs: number): Promise<boolean>;
  /** Sends a notice to whoever listens now. Never throws and never waits: a lost notice is found by polling. */
  publish(channel: string, message: string): void;
  /** The connection for ordinary commands, shared by the whole process. */
  commands(): RedisConnection;
  /** A connection of the caller's own, for blocking or subscribing; `close()` of this object closes it too. */
  open(): RedisConnection;
  /** Waits until Redis answers; throws UNAVAILABLE with the address when it does not within the time. */
  ping(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes the connections, none of which is opened before its first use; throws BAD_USER_INPUT when the URL is not
 * `redis://`, `rediss://` or `unix:///path`.
 */
export function createRedis(url: string, log: Logger, options: { prefix?: string } = {}): Redis {
  const address = connectionOptions(url);
  const opened = new Set<RedisConnection>();
  let shared: RedisConnection | null = null;
  const unsent: [channel: string, message: string][] = [];
  let lastFault = '';
  let closed = false;

  function open(): RedisConnection {
    const connection = new IORedis({
      ...address,
      lazyConnect: true,
      // Bull refuses blocking connections with either of the two; waiting callers bring their own time limits.
      enableReadyCheck: false,
      maxRetriesPerRequest: null,
      autoResubscribe: false,
      connectTimeout: 2000,
      // Its timer outlives a closed connection and would hold up the end of the process.
      disconnectTimeout: 200,
      retryStrategy: attempt => Math.min(50 * 2 ** attempt, 1000) * (0.5 + Math.random() / 2),
    });
    connection.setMaxListeners(0);
    // Without a listener ioredis prints to stderr; with one line per fault, not per reconnect, the log stays readable.
    connection.on('error', (error: Error) => {
      if (error.message === lastFault) return;
      lastFault = error.message;
      log.warn('Redis does not answer', { reason: error.message });
    });
    connection.on('ready', () => {
      if (lastFault) log.info('Redis answers again');
      lastFault = '';
    });
    // Bull asks for a connection when a command of its own was cut off by the close.
    if (closed) connection.disconnect();
    else connection.connect().catch(() => undefined);
    opened.add(connection);
    return connection;
  }

  function commands(): RedisConnection {
    shared ??= open();
    return shared;
  }

  /** What one turn of the event loop has to say goes out at once, in its order. */
  function sendNotices(): void {
    const pipeline = commands().pipeline();
    for (const [channel, message] of unsent.splice(0)) pipeline.publish(channel, message);
    pipeline.exec().catch(error => log.debug('Notices were lost', { error }));
  }

  return {
    prefix: options.prefix ?? 'keelson',
    isReady: () => commands().status === 'ready',
    commands,
    open,
    async becomesReady(timeoutMs) {
      const connection = commands();
      if (connection.status === 'ready') return true;
      if (connection.status !== 'connecting' && connection.status !== 'connect') return false;
      const settled = new Promise<boolean>(resolve => {
        connection.once('ready', () => resolve(true));
        connection.once('close', () => resolve(false));
      });
      return within(timeoutMs, settled).catch(() => false);
    },
    publish(channel, message) {
      if (commands().status !== 'ready') return;
      if (unsent.length === 0) setImmediate(sendNotices);
      unsent.push([channel, message]);
    },
    async ping(timeoutMs) {
      await within(timeoutMs, commands().ping()).catch(cause => {
        throw unavailable(`Redis at ${withoutPassword(url)}`, cause);
      });
    },
    async close() {
      closed = true;
      // Only the shared connection may have commands under way that matter; the others block or listen.
      if (shared?.status === 'ready') await within(500, shared.quit()).catch(() => undefined);
      for (const connection of opened) connection.disconnect();
    },
  };
}

function connectionOptions(url: string): RedisOptions {
  if (url.startsWith('unix://')) return { path: url.slice('unix://'.length) };
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'redis:' && parsed?.protocol !== 'rediss:') {
    throw badUserInput(`"${url}" is not a Redis URL; it should look like redis://localhost:6379.`);
  }
  const db = parsed.pathname.slice(1);
  if (!/^\d*$/.test(db)) throw badUserInput(`"${db}" in the Redis URL is not a database number.`);
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(parsed.port || 6379),
    db: Number(db || 0),
    ...(parsed.username ? { username: decodeURIComponent(parsed.username) } : {}),
    ...(parsed.password ? { password: decodeURIComponent(parsed.password) } : {}),
    ...(parsed.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}

/** Gives the promise's value, or rejects after the time; the promise itself is left to settle unheard. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}
