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
import type { Viewer } from '../access/viewer';
import { viewerOfOwner } from '../access/viewer-of-owner';
import type { Context } from '../context';
import { Attempt } from './attempt';
import { type Claimer, claimDue, claimHinted } from './claim';
import { Grouped } from './grouped';
import { fireSchedules } from './fire-schedules';
import type { Job } from './job.entity';
import { cancelChannel } from './job-notices';
import type { JobParts } from './job-parts';
import { createQueueGauges } from './queue-gauges';
import { wakeChannel } from './queues';
import { type Duty, Reconciler } from './reconciler';
import { KindPlaces } from './kind-places';
import { jitter } from './retry';
import { Slots } from './slots';
import { forgetWorker, showWorker } from './workers';

/** How long giving jobs back may take after the grace, in ms. */
const RELEASE_MS = 2000;
/** How long a place that became free may wait for others before a poll fills them. */
const REFILL_MS = 5;

export interface WorkerOptions {
  /** The context of one run: its log lines and errors carry the request id. */
  contextFor(viewer: Viewer, requestId: string): Context;
}

export class Worker {
  /** Stands in the rows and events of the jobs that it runs. */
  readonly name = `${hostname().slice(0, 40)}-${process.pid}-${randomBytes(3).toString('hex')}`;
  private readonly running = new Map<Attempt, Promise<void>>();
  private readonly lanes: Map<string, Slots>;
  private readonly claimer: Claimer;
  private readonly reconciler: Reconciler;
  /** Hints of one queue that arrive together are followed in one transaction. */
  private readonly hints: Map<string, Grouped<string, Job | null>>;
  private polling: Promise<number> | null = null;
  /** Something became due, or a place free, while a poll was under way. */
  private pollAgain = false;
  private refilling: NodeJS.Timeout | null = null;
  private pollTimer: NodeJS.Timeout | null = null;
  private stopping: Promise<void> | null = null;
  private readonly stopListening: (() => void)[] = [];

  constructor(
    private readonly parts: JobParts,
    private readonly options: WorkerOptions,
  ) {
    const queues = new Set([...parts.kinds.values()].map(({ queue }) => queue));
    this.lanes = new Map([...queues].map(queue => [queue, new Slots(parts.settings.concurrency)]));
    this.claimer = { parts, worker: this.name, places: new KindPlaces(parts.kinds) };
    this.reconciler = new Reconciler(parts, this.duties());
    const follow = (queue: string) => (publicIds: string[]) => claimHinted(this.claimer, queue, publicIds);
    this.hints = new Map([...queues].map(queue => [queue, new Grouped(follow(queue), { most: 32, atOnce: 1 })]));
  }

  /** Starts taking jobs; needs neither Redis nor the database to be up. */
  start(): void {
    const { dispatcher, settings, channels, redis } = this.parts;
    for (const [queue, slots] of this.lanes) {
      dispatcher.lane(queue).receive(settings.concurrency, publicId => this.onHint(queue, slots, publicId));
    }
    const onMessage = (publicId: string) => {
      for (const attempt of this.running.keys()) if (attempt.job.publicId === publicId) void attempt.beat();
    };
    void channels
      .listen(cancelChannel(redis), { onMessage, onResubscribed: () => undefined })
      .then(stop => this.untilStopped(stop));
    void channels
      .listen(wakeChannel(redis), { onMessage: () => this.schedulePoll(0), onResubscribed: () => undefined })
      .then(stop => this.untilStopped(stop));
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
    for (const stop of this.stopListening) stop();
    const settled = async () => {
      this.interruptAll();
      await Promise.all([this.reconciler.stop(), dispatcher.close(), this.polling?.catch(() => 0)]);
      // A claim that was under way when the stop came.
      this.interruptAll();
      await Promise.all(this.running.values());
    };
    await atMost(graceMs, settled());
    await atMost(RELEASE_MS, Promise.all([...this.running.keys()].map(attempt => attempt.releaseNow())));
    await atMost(
      RELEASE_MS,
      forgetWorker(this.parts, this.name).catch(() => undefined),
    );
    log.info('Worker stopped', { worker: this.name, leftRunning: this.running.size });
  }

  private untilStopped(stopListening: () => void): void {
    if (this.stopping) stopListening();
    else this.stopListening.push(stopListening);
  }

  /** What the worker does in each round of its reconciler, besides putting jobs right. */
  private duties(): Duty[] {
    const { parts } = this;
    const queues = [...this.lanes.keys()];
    return [
      { what: 'families', work: () => parts.families.reconcile() },
      { what: 'schedules', work: () => fireSchedules(parts) },
      { what: 'the list of workers', work: () => showWorker(parts, { name: this.name, queues, running: this.busy }) },
      { what: 'the gauges of queues', work: createQueueGauges(parts, queues) },
    ];
  }

  private interruptAll(): void {
    for (const attempt of this.running.keys()) attempt.interrupt('released');
  }

  private async onHint(queue: string, slots: Slots, publicId: string): Promise<void> {
    const release = await slots.take();
    try {
      if (this.stopping) return;
      const job = (await this.hints.get(queue)?.do(publicId)) ?? null;
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
    this.pollAgain = false;
    let started = 0;
    for (const [queue, slots] of this.lanes) {
      if (this.stopping) break;
      const places = slots.takeFree();
      if (places.length === 0) continue;
      const jobs = await claimDue(this.claimer, queue, places.length).catch(error => {
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
          if (filled) this.refillSoon();
        });
      });
    }
    return started;
  }

  /** Polls again in a moment: places that become free together are filled together. */
  private refillSoon(): void {
    if (this.refilling || this.stopping) return;
    this.refilling = setTimeout(() => {
      this.refilling = null;
      this.schedulePoll(0);
    }, REFILL_MS).unref();
  }

  private schedulePoll(inMs: number): void {
    if (this.pollTimer) clearTimeout(this.pollTimer);
    if (this.stopping) return;
    if (inMs === 0 && this.polling) this.pollAgain = true;
    const work = () =>
      void this.poll().finally(() => {
        const quietMs = jitter(this.parts.dispatcher.isFailing() ? 1500 : this.quietPollMs());
        this.schedulePoll(this.pollAgain ? 0 : quietMs);
      });
    this.pollTimer = setTimeout(work, inMs);
  }

  private quietPollMs(): number {
    return this.parts.settings.reconcileSeconds * 1000;
  }

  private async run(job: Job): Promise<void> {
    const definition = this.parts.kinds.get(job.kind);
    if (!definition) return;
    const attempt = new Attempt(this.parts, definition, job, this.name);
    // What the owner may do now counts, not what was so when the job was asked for.
    const context = async () => this.options.contextFor(await viewerOfOwner(this.parts.db, job.ownerId), job.publicId);
    const done = attempt.run(context).finally(() => {
      this.running.delete(attempt);
      this.claimer.places.release(job.kind);
      // A job of the kind may have been passed over.
      if (this.claimer.places.isLimited(job.kind)) this.refillSoon();
    });
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
