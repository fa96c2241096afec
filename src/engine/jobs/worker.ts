/**
 * A worker runs jobs, at most `concurrency` of each queue at once. Two things wake it up, and both are only reasons to look:
 *   - a hint from Bull, which names a job: the worker claims that job if it can, and otherwise the hint was stale;
 *   - a poll, which claims whatever is due: every few seconds anyway, every 1 to 2 s while hints don't arrive, and again at once
 *     while the last poll filled all places.
 * A claim (T2) is a transaction on the job's row, so however many wake up, one of them gets the job. Bull keeps a hint until the
 * run that it caused has ended, so a busy worker takes no hints that another could serve.
 * When it is told to stop, it claims nothing more, interrupts its jobs at their next checkpoint and gives them back (T7).
 */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { SYSTEM, type Viewer } from '../access/viewer';
import type { Context } from '../context';
import { Attempt } from './attempt';
import { claimDue, claimHinted } from './claim';
import type { Job } from './job.entity';
import { cancelChannel } from './job-notices';
import type { JobParts } from './job-parts';
import { Reconciler } from './reconciler';
import { jitter } from './retry';
import { Slots } from './slots';

/** How long giving jobs back may take after the grace, in ms. */
const RELEASE_MS = 2000;

export interface WorkerOptions {
  /** The context of one run: its log lines and errors carry the request id. */
  contextFor(viewer: Viewer, requestId: string): Context;
}

export class Worker {
  /** Stands in the rows and events of the jobs that it runs. */
  readonly name = `${hostname().slice(0, 40)}-${process.pid}-${randomBytes(3).toString('hex')}`;
  private readonly running = new Map<Attempt, Promise<void>>();
  private readonly lanes: Map<string, Slots>;
  private readonly reconciler: Reconciler;
  private polling: Promise<number> | null = null;
  private pollTimer: NodeJS.Timeout | null = null;
  private stopping: Promise<void> | null = null;
  private stopListening: (() => void) | null = null;

  constructor(
    private readonly parts: JobParts,
    private readonly options: WorkerOptions,
  ) {
    const queues = new Set([...parts.kinds.values()].map(({ queue }) => queue));
    this.lanes = new Map([...queues].map(queue => [queue, new Slots(parts.settings.concurrency)]));
    this.reconciler = new Reconciler(parts);
  }

  /** Starts taking jobs; needs neither Redis nor the database to be up. */
  start(): void {
    const { dispatcher, settings, channels, redis } = this.parts;
    for (const [queue, slots] of this.lanes) {
      dispatcher.lane(queue).receive(settings.concurrency, publicId => this.onHint(slots, publicId));
    }
    const onMessage = (publicId: string) => {
      for (const attempt of this.running.keys()) if (attempt.job.publicId === publicId) void attempt.beat();
    };
    void channels.listen(cancelChannel(redis), { onMessage, onResubscribed: () => undefined }).then(stop => {
      this.stopListening = stop;
      if (this.stopping) stop();
    });
    this.reconciler.start();
    this.schedulePoll(0);
    this.parts.log.info('Worker started', { worker: this.name, queues: [...this.lanes.keys()] });
  }

  /** How many jobs it is running. */
  get busy(): number {
    return this.running.size;
  }

  /** One round of the reconciler, now. */
  reconcile(): Promise<void> {
    return this.reconciler.reconcile();
  }

  /** Resolves when nothing runs and nothing is due: what waits for a later time does not count. */
  async idle(): Promise<void> {
    for (;;) {
      const claimed = await this.poll();
      await Promise.all(this.running.values());
      if (claimed === 0 && this.running.size === 0) return;
    }
  }

  /**
   * Stops claiming, interrupts what runs, and waits up to `graceMs` for it to reach a checkpoint; what is still busy then is
   * given back under its handler's feet.
   */
  stop(options: { graceMs: number }): Promise<void> {
    this.stopping ??= this.shutDown(options.graceMs);
    return this.stopping;
  }

  private async shutDown(graceMs: number): Promise<void> {
    const { dispatcher, log } = this.parts;
    if (this.pollTimer) clearTimeout(this.pollTimer);
    this.stopListening?.();
    const settled = async () => {
      this.interruptAll();
      await Promise.all([this.reconciler.stop(), dispatcher.close(), this.polling?.catch(() => 0)]);
      // A claim that was under way when the stop came.
      this.interruptAll();
      await Promise.all(this.running.values());
    };
    await atMost(graceMs, settled());
    await atMost(RELEASE_MS, Promise.all([...this.running.keys()].map(attempt => attempt.releaseNow())));
    log.info('Worker stopped', { worker: this.name, leftRunning: this.running.size });
  }

  private interruptAll(): void {
    for (const attempt of this.running.keys()) attempt.interrupt('released');
  }

  private async onHint(slots: Slots, publicId: string): Promise<void> {
    const release = await slots.take();
    try {
      if (this.stopping) return;
      const job = await claimHinted(this.parts, this.name, publicId);
      if (job) await this.run(job);
    } catch (error) {
      this.parts.log.warn('A hint could not be followed; polling will find the job', { jobId: publicId, error });
    } finally {
      release();
    }
  }

  /** Claims what is due in every queue that has a free place; gives the number of jobs that it started. */
  private poll(): Promise<number> {
    this.polling ??= this.pollLanes().finally(() => {
      this.polling = null;
    });
    return this.polling;
  }

  private async pollLanes(): Promise<number> {
    let started = 0;
    for (const [queue, slots] of this.lanes) {
      if (this.stopping) break;
      const places = slots.takeFree();
      if (places.length === 0) continue;
      const jobs = await claimDue(this.parts, this.name, queue, places.length).catch(error => {
        this.parts.log.warn('Looking for due jobs failed', { queue, error });
        return [];
      });
      started += jobs.length;
      const filled = jobs.length > 0;
      places.forEach((release, index) => {
        const job = jobs[index];
        if (!job) return release();
        void this.run(job).finally(() => {
          release();
          if (filled && !this.stopping) this.schedulePoll(0);
        });
      });
    }
    return started;
  }

  private schedulePoll(inMs: number): void {
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (this.stopping) return;
    const work = () =>
      void this.poll().finally(() =>
        this.schedulePoll(this.parts.dispatcher.isFailing() ? jitter(1500) : jitter(this.quietPollMs())),
      );
    this.pollTimer = setTimeout(work, inMs);
  }

  private quietPollMs(): number {
    return this.parts.settings.reconcileSeconds * 1000;
  }

  private async run(job: Job): Promise<void> {
    const definition = this.parts.kinds.get(job.kind);
    if (!definition) return;
    const attempt = new Attempt(this.parts, definition, job, this.name);
    // What the owner may do was decided when the job was asked for.
    const viewer: Viewer = { ...SYSTEM, id: job.ownerId };
    const done = attempt
      .run(() => this.options.contextFor(viewer, job.publicId))
      .finally(() => this.running.delete(attempt));
    this.running.set(attempt, done);
    if (this.stopping) attempt.interrupt('released');
    await done;
  }
}

/** Waits for the work, but no longer than the time: a database that does not answer must not hold up the end of the process. */
async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
