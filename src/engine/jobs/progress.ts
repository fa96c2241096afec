import { clipText } from './clip-text';

/** How far a job is, as watchers see it. */
export interface Progress {
  /** Grows with each change that is shown. */
  seq: number;
  stage: string | null;
  /** Over the whole attempt; never goes down within one. */
  completed: number;
  /** Null while it is not known. */
  total: number | null;
  /** What is counted, e.g. `items` or `bytes`. */
  unit: string | null;
  message: string | null;
  /** Units per second, smoothed over about 5 s; null until two figures are known. */
  rate: number | null;
  /** Whole seconds; null unless a total is known and at least 2 % and 5 s have passed. */
  etaSeconds: number | null;
}

/** What a handler reports; what is left out stays as it was. */
export interface ProgressReport {
  stage?: string;
  completed?: number;
  total?: number | null;
  unit?: string;
  message?: string;
}

/** Watchers see a busy job move more than twice a second, and no more often than they can follow. */
const SHOW_EVERY_MS = 400;
const SMOOTHING_MS = 5000;
const ETA_AFTER_MS = 5000;
const ETA_AFTER_FRACTION = 0.02;

/** Takes a handler's reports as they come, keeps the latest, and shows it at a bearable pace, at once when the stage changes. */
export class ProgressTracker {
  private latest: Progress;
  private readonly startedAt: number;
  private shownAt = Number.NEGATIVE_INFINITY;
  private measured: { at: number; completed: number } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;

  /** `now` is a monotonic clock in ms. */
  constructor(
    start: Progress,
    private readonly show: (progress: Progress) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.latest = { ...start };
    this.startedAt = now();
  }

  /** The latest, as the next write to the row carries it. */
  get current(): Progress {
    return this.latest;
  }

  report(report: ProgressReport): void {
    if (this.stopped) return;
    const stage = report.stage === undefined ? this.latest.stage : clipText(report.stage, 60);
    const newStage = stage !== this.latest.stage;
    this.latest = {
      ...this.latest,
      stage,
      completed: Math.max(this.latest.completed, count(report.completed) ?? 0),
      total: report.total === undefined ? this.latest.total : count(report.total),
      unit: report.unit === undefined ? this.latest.unit : clipText(report.unit, 30),
      message: report.message === undefined ? this.latest.message : clipText(report.message, 255),
    };
    const waitMs = newStage ? 0 : this.shownAt + SHOW_EVERY_MS - this.now();
    if (waitMs <= 0) this.showNow();
    else this.timer ??= setTimeout(() => this.showNow(), waitMs).unref();
  }

  /** Nothing is shown any more; the latest stays readable for the settlement. */
  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private showNow(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const now = this.now();
    this.shownAt = now;
    const rate = this.measureRate(now);
    this.latest = { ...this.latest, seq: this.latest.seq + 1, rate, etaSeconds: this.estimate(rate, now) };
    this.show(this.latest);
  }

  /** Exponential smoothing whose weight follows the time between two figures, so that uneven reports count evenly. */
  private measureRate(now: number): number | null {
    const { completed, rate } = this.latest;
    const before = this.measured;
    if (before && now - before.at < SHOW_EVERY_MS / 2) return rate;
    this.measured = { at: now, completed };
    if (!before) return rate;
    const elapsedMs = now - before.at;
    const measured = ((completed - before.completed) / elapsedMs) * 1000;
    // What was counted while nothing got done yet (reading, checking) says nothing of the pace to come.
    if (!rate) return measured > 0 ? measured : null;
    return rate + (1 - Math.exp(-elapsedMs / SMOOTHING_MS)) * (measured - rate);
  }

  private estimate(rate: number | null, now: number): number | null {
    const { completed, total } = this.latest;
    if (!rate || rate < 0 || !total || completed / total < ETA_AFTER_FRACTION || now - this.startedAt < ETA_AFTER_MS)
      return null;
    return Math.ceil(Math.max(0, total - completed) / rate);
  }
}

/** A handler may report anything; what is not a count is not shown. */
function count(value: number | null | undefined): number | null {
  return value != null && Number.isFinite(value) && value >= 0 ? Math.floor(value) : null;
}
