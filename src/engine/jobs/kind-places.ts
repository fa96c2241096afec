import type { JobKinds } from './job-kinds';

/** How many more jobs of each kind one worker may run; kinds without a `concurrency` of their own are not counted. */
export class KindPlaces {
  private readonly free = new Map<string, number>();

  constructor(kinds: JobKinds) {
    for (const { kind, concurrency } of kinds.values()) if (concurrency !== undefined) this.free.set(kind, concurrency);
  }

  /** Takes a place for a job of the kind, if there is one. */
  take(kind: string): boolean {
    const free = this.free.get(kind);
    if (free === undefined) return true;
    if (free <= 0) return false;
    this.free.set(kind, free - 1);
    return true;
  }

  /** True when the kind has no place left. */
  isFull(kind: string): boolean {
    return this.free.get(kind) === 0;
  }

  /** True for a kind whose jobs are counted. */
  isLimited(kind: string): boolean {
    return this.free.has(kind);
  }

  /** Gives a job's place back. */
  release(kind: string): void {
    const free = this.free.get(kind);
    if (free !== undefined) this.free.set(kind, free + 1);
  }
}
