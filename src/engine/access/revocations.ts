/**
 * Tells the processes of the API that what a viewer may do has changed, so that connections which were opened with the old rights end
 * within moments. Here it is told at once; elsewhere over Redis, where a notice may get lost. Nothing depends on one: connections are
 * authenticated again each minute, and at once after Redis was away.
 */
import { createChannels } from '../../platform/redis/channel';
import type { Redis } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';

/** What a process does when rights change. */
export interface RevocationListener {
  /** The rights of this viewer are others now, or gone. */
  onRevoked(viewerId: string): void;
  /** Notices may have been missed: whoever is connected is to be looked at again. */
  onMissed(): void;
}

/** Changes of viewers' rights, told to every process that listens. */
export interface Revocations {
  /** To be called once the change is committed. Never throws and never waits. */
  revoke(viewerId: string): void;
  /** Listens in this process, until the end; resolves when notices of others arrive, or soon while Redis is away. */
  listen(listener: RevocationListener): Promise<void>;
  close(): void;
}

/** The channel on which a viewer's id says that its rights have changed. */
export const revocationChannel = (redis: Redis) => `${redis.prefix}:viewers:revoked`;

/** Makes the revocations of one process; nothing is opened before somebody listens. */
export function createRevocations(redis: Redis, log: Logger): Revocations {
  const channels = createChannels(redis, log);
  const listeners = new Set<RevocationListener>();
  const tell = (viewerId: string) => listeners.forEach(listener => listener.onRevoked(viewerId));
  return {
    revoke(viewerId) {
      log.info('A viewer has other rights now', { viewerId });
      tell(viewerId);
      redis.publish(revocationChannel(redis), viewerId);
    },
    async listen(listener) {
      listeners.add(listener);
      await channels.listen(revocationChannel(redis), {
        onMessage: viewerId => listener.onRevoked(viewerId),
        onResubscribed: () => listener.onMissed(),
      });
    },
    close: () => channels.close(),
  };
}
