/**
 * Sends hints. A hint goes out once per enqueue or requeue, after the commit; it may get lost, so the row says when the next one
 * is due (`dispatch_due_at`), and the reconciler sends that. Each hint has an id of its own (`<job>-<dispatch_seq>`), since Bull
 * silently ignores an id that it still keeps. An add gets half a second and its failure is ignored: the job is in the table.
 * After three failures in a row the dispatcher counts as failing; workers then claim by polling, and one add a second tries
 * whether Redis is back.
 */
import { type HintQueue, openHintQueue } from '../../platform/queue/bull-queue';
import type { Redis } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';
import type { Job } from './job.entity';
import { type Assignments, DbTime } from './job-state';

const ADD_TIMEOUT_MS = 500;
/** A lost hint is sent again after this; a job further in the future gets its hint when it is due. */
const NEXT_HINT_MS = 60_000;
/** A hint that comes a little late finds the job due by the database's clock. */
const CLOCK_MARGIN_MS = 20;
const FAILURES_BEFORE_POLLING = 3;
const PROBE_EVERY_MS = 1000;

/** The job that a hint is about. */
export type HintedJob = Pick<Job, 'publicId' | 'queue' | 'dispatchSeq'>;

export interface Dispatcher {
  /** The columns of a job that is to run in `delayMs`, and what sends its hint: to be called after the commit. */
  plan(job: HintedJob, delayMs: number): { columns: Assignments; send: () => Promise<void> };
  /** Sends one hint now; never throws. `dispatchSeq` is that of this hint. */
  hint(job: HintedJob, delayMs: number): Promise<void>;
  /** When the next hint is due after one that goes out now. */
  readonly nextHint: DbTime;
  /** True when hints don't arrive and workers have to look for themselves. */
  isFailing(): boolean;
  lane(queue: string): HintQueue;
  close(): Promise<void>;
}

export function createDispatcher(redis: Redis, log: Logger): Dispatcher {
  const lanes = new Map<string, HintQueue>();
  // Connected by the time that the first hint is sent.
  redis.commands();
  let failures = 0;
  let closed = false;
  let probedAt = Number.NEGATIVE_INFINITY;

  function lane(queue: string): HintQueue {
    const opened = lanes.get(queue) ?? openHintQueue(queue, redis, log);
    lanes.set(queue, opened);
    return opened;
  }

  const isFailing = () =>
    closed ||
    failures >= FAILURES_BEFORE_POLLING ||
    !redis.isReady() ||
    [...lanes.values()].some(opened => opened.isFaulty());

  async function hint(job: HintedJob, delayMs: number): Promise<void> {
    // A lane that is opened after the end would never be closed; the row's next hint is another worker's.
    if (closed) return;
    if (failures >= FAILURES_BEFORE_POLLING) {
      if (performance.now() - probedAt < PROBE_EVERY_MS) return;
      probedAt = performance.now();
    }
    try {
      const delay = delayMs > 0 ? delayMs + CLOCK_MARGIN_MS : 0;
      await lane(job.queue).add(`${job.publicId}-${job.dispatchSeq}`, job.publicId, delay, ADD_TIMEOUT_MS);
      failures = 0;
    } catch (error) {
      failures++;
      log.debug('A hint was not taken; polling will find the job', { jobId: job.publicId, error });
    }
  }

  return {
    lane,
    hint,
    isFailing,
    nextHint: DbTime.in(NEXT_HINT_MS),
    plan({ publicId, queue, ...job }, delayMs) {
      const hintNow = delayMs <= NEXT_HINT_MS;
      const dispatchSeq = hintNow ? job.dispatchSeq + 1 : job.dispatchSeq;
      return {
        columns: {
          runAt: DbTime.in(delayMs),
          dispatchSeq,
          dispatchDueAt: DbTime.in(hintNow ? delayMs + NEXT_HINT_MS : delayMs),
          leaseOwner: null,
          leaseUntil: null,
        },
        send: async () => {
          if (hintNow) await hint({ publicId, queue, dispatchSeq }, delayMs);
        },
      };
    },
    async close() {
      closed = true;
      await Promise.all([...lanes.values()].map(opened => opened.close()));
      lanes.clear();
    },
  };
}
