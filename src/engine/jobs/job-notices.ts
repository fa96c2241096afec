import type { Redis } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';
import { countTransition } from './job-metrics';
import type { MadeTransition } from './job-state';
import type { Progress } from './progress';

/** What goes over a job's channel: "look again", or the progress itself, which the row gets only with the heartbeat. */
export interface JobNotice {
  /** Null asks for a look whatever the watcher has seen. */
  ver: number | null;
  progress?: Progress;
}

/** Tells watchers, the log and the metrics what has been committed. */
export interface JobNotices {
  transitioned(made: MadeTransition): void;
  progressed(publicId: string, ver: number, progress: Progress): void;
  cancelRequested(publicId: string): void;
  /** Something of the row has changed that no version counts. */
  lookAgain(publicId: string): void;
  /** Calls the listener for each transition that this process has committed. */
  onTransition(listener: (made: MadeTransition) => void): void;
}

/** The channel of one job's notices. */
export const jobChannel = (redis: Redis, publicId: string) => `${redis.prefix}:job:${publicId}`;

/** The channel on which workers hear which running job is to be canceled, sooner than with their next heartbeat. */
export const cancelChannel = (redis: Redis) => `${redis.prefix}:jobs:cancel`;

export function createJobNotices(redis: Redis, log: Logger): JobNotices {
  const send = (publicId: string, notice: JobNotice) =>
    redis.publish(jobChannel(redis, publicId), JSON.stringify(notice));
  const listeners: ((made: MadeTransition) => void)[] = [];
  return {
    onTransition: listener => void listeners.push(listener),
    transitioned(made) {
      const { job, ver, change } = made;
      for (const listener of listeners) listener(made);
      send(job.publicId, { ver });
      countTransition(job, change);
      const from = change.step === 'T1' ? 'new' : job.state;
      const level = change.step === 'T8' || change.to === 'failed' ? 'warn' : 'info';
      // A line that nobody keeps is not composed either.
      if (!log.isLevelEnabled(level)) return;
      log.log(level, `Job ${from} -> ${change.to}`, {
        jobId: job.publicId,
        kind: job.kind,
        step: change.step,
        ver,
        actor: change.actor,
        ...(change.reason ? { reason: change.reason } : {}),
      });
    },
    progressed: (publicId, ver, progress) => send(publicId, { ver, progress }),
    lookAgain: publicId => send(publicId, { ver: null }),
    cancelRequested(publicId) {
      redis.publish(cancelChannel(redis), publicId);
      send(publicId, { ver: null });
    },
  };
}
