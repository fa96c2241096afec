/**
 * Notices over Redis pub/sub. A process subscribes to a channel once, however many listen; the last listener to leave
 * unsubscribes. Pub/sub forgets whoever is away, so after every reconnect the channels are subscribed again, and once Redis has
 * acknowledged that, each listener is told to look at the truth again: what was published in between is gone.
 */
import type { Logger } from '../telemetry/log';
import { type Redis, type RedisConnection, within } from './redis';

/** What a listener is called with. */
export interface ChannelListener {
  onMessage(message: string, channel: string): void;
  /** The channel was away and is acknowledged again: notices may have been missed. */
  onResubscribed(): void;
}

export interface Channels {
  /**
   * Listens to a channel, or to all channels that begin like a name that ends in `*`; resolves once Redis has acknowledged the subscription, or at once while Redis is away (the listener
   * then hears `onResubscribed` when it is back). Gives the function that stops listening. Never throws.
   */
  listen(channel: string, listener: ChannelListener): Promise<() => void>;
  /** True while every subscription is acknowledged: notices arrive. */
  isLive(): boolean;
  /** How many channels the process is subscribed to. */
  size(): number;
  close(): void;
}

/** How long an acknowledgement may take before the listener goes on without it, in ms. */
const ACK_TIMEOUT_MS = 1000;

/** Makes the process's channels; the connection is opened with the first listener. */
export function createChannels(redis: Redis, log: Logger): Channels {
  const listeners = new Map<string, Set<ChannelListener>>();
  let connection: RedisConnection | null = null;
  let live = false;
  /** Listeners that came while the connection was being made. */
  const early: (() => void)[] = [];

  function connect(): RedisConnection {
    if (connection) return connection;
    const opened = redis.open();
    connection = opened;
    const deliver = (name: string, channel: string, message: string) => {
      for (const listener of [...(listeners.get(name) ?? [])]) listener.onMessage(message, channel);
    };
    opened.on('message', (channel: string, message: string) => deliver(channel, channel, message));
    opened.on('pmessage', deliver);
    opened.on('close', () => {
      live = false;
      for (const goOn of early.splice(0)) goOn();
    });
    opened.on('ready', () => void resubscribe(opened));
    return opened;
  }

  /** Resolves when a connection that is being made is there and all channels are acknowledged, or has failed. */
  async function connected(to: RedisConnection): Promise<void> {
    if (to.status !== 'connecting' && to.status !== 'connect') return;
    await new Promise<void>(resolve => early.push(resolve));
  }

  async function resubscribe(to: RedisConnection): Promise<void> {
    const channels = [...listeners.keys()];
    try {
      await subscribe(to, channels);
      live = true;
      for (const goOn of early.splice(0)) goOn();
      for (const channel of channels) {
        for (const listener of [...(listeners.get(channel) ?? [])]) listener.onResubscribed();
      }
    } catch (error) {
      log.debug('Channels could not be subscribed again', { error });
    }
  }

  function leave(channel: string, listener: ChannelListener): void {
    const set = listeners.get(channel);
    if (!set?.delete(listener) || set.size > 0) return;
    listeners.delete(channel);
    if (connection?.status === 'ready') unsubscribe(connection, channel).catch(() => undefined);
  }

  return {
    async listen(channel, listener) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      const to = connect();
      const acknowledged = to.status === 'ready' ? subscribe(to, [channel]) : connected(to);
      await within(ACK_TIMEOUT_MS, Promise.resolve<unknown>(acknowledged)).catch(() => undefined);
      return () => leave(channel, listener);
    },
    isLive: () => live && connection?.status === 'ready',
    size: () => listeners.size,
    close() {
      listeners.clear();
      connection?.disconnect();
      connection = null;
      live = false;
    },
  };
}

const isPattern = (name: string) => name.endsWith('*');

async function subscribe(to: RedisConnection, names: readonly string[]): Promise<void> {
  const patterns = names.filter(isPattern);
  const channels = names.filter(name => !isPattern(name));
  await Promise.all([
    channels.length > 0 ? to.subscribe(...channels) : null,
    patterns.length > 0 ? to.psubscribe(...patterns) : null,
  ]);
}

function unsubscribe(from: RedisConnection, name: string): Promise<unknown> {
  return isPattern(name) ? from.punsubscribe(name) : from.unsubscribe(name);
}
