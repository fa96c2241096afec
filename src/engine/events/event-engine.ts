import type { Database } from '../../platform/database/database';
import { createChannels } from '../../platform/redis/channel';
import type { Redis } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';
import { type EventListener, EventTail } from './event-feed';
import { type FeedReaderOptions, followEvents } from './feed-reader';
import type { SequencedEvent } from './read-events';
import { Sequencer } from './sequencer';

/** Events as requests, jobs and caches see them. */
export interface Events {
  /** Calls the listener with each event that is numbered from now on; gives what ends it. */
  subscribe(listener: EventListener): () => void;
  /** True while listeners know of all events but those of the last seconds; who saw false has to forget what depends on them. */
  healthy(): boolean;
  /** One reader's feed of events about documents, from a number on and then live. Throws FEED_EXPIRED or UNAVAILABLE. */
  follow(options: Pick<FeedReaderOptions, 'filter' | 'after'>): Promise<AsyncIterableIterator<SequencedEvent>>;
  /** Says that this process has committed events. */
  written(): void;
  /** How many days events are kept. */
  readonly retentionDays: number;
}

export interface EventEngineOptions {
  db: Database;
  redis: Redis;
  log: Logger;
  /** 30 when left out. */
  retentionDays?: number;
}

/** The part of a process that numbers events and hears of them. */
export interface EventEngine {
  client: Events;
  /** Ends the feeds and the numbering; the database and Redis stay open. */
  close(): Promise<void>;
}

/** The channel on which sequencers say how far they are. */
export const eventChannel = (redis: Redis) => `${redis.prefix}:events`;

/** Starts to number the events of a database; nothing here needs Redis to be up, or the database to answer. */
export function createEventEngine({ db, redis, log, retentionDays = 30 }: EventEngineOptions): EventEngine {
  const channels = createChannels(redis, log);
  const channel = eventChannel(redis);
  const tail = new EventTail({ db, channels, channel, log });
  const sequencer = new Sequencer({
    db,
    log,
    onNumbered(last) {
      tail.look(last);
      redis.publish(channel, String(last));
    },
  });
  sequencer.start();
  return {
    client: {
      subscribe: listener => tail.subscribe(listener),
      healthy: () => tail.healthy(),
      follow: options => followEvents({ db, tail, ...options }),
      written: () => sequencer.wake(),
      retentionDays,
    },
    async close() {
      tail.close();
      channels.close();
      await sequencer.stop();
    },
  };
}
