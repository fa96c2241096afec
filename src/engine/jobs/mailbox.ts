/**
 * An async iterator that keeps one value: a newer one replaces an older one that was not taken yet. So a reader who is slow, or
 * stopped, costs the memory of one value, and sees the newest when it comes back. Right for state, wrong for events.
 */
export class Mailbox<T extends object> implements AsyncIterableIterator<T> {
  /** Values are not changed after they were put in, so whatever is made of one serves all who got it. */
  readonly sharesEvents = true;
  private kept: T | null = null;
  private used = false;
  private ended = false;
  private readonly readers: ((result: IteratorResult<T>) => void)[] = [];

  /** `onLeave` is called once, when the reader has left or the last value was put in. */
  constructor(private readonly onLeave: () => void) {}

  /** Hands the value to a waiting reader, or keeps it in place of an older one. */
  put(value: T): void {
    if (this.ended) return;
    this.used = true;
    const reader = this.readers.shift();
    if (reader) reader({ value, done: false });
    else this.kept = value;
  }

  /** True until the first value was put in. */
  get isUnused(): boolean {
    return !this.used;
  }

  /** No more values come; one that is kept can still be taken. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const reader of this.readers.splice(0)) reader(DONE);
    this.onLeave();
  }

  async next(): Promise<IteratorResult<T>> {
    if (this.kept) {
      const value = this.kept;
      this.kept = null;
      return { value, done: false };
    }
    if (this.ended) return DONE;
    return new Promise(resolve => this.readers.push(resolve));
  }

  async return(): Promise<IteratorResult<T>> {
    this.kept = null;
    this.end();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

const DONE = { value: undefined, done: true } as const;
