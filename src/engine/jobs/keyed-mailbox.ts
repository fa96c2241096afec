import { slowConsumer } from '../../errors';

/**
 * An async iterator that keeps the newest value of each key: a newer one takes the place of an older one that was not taken yet. So
 * a slow reader costs at most one value per key. A reader who has let too many keys wait is told SLOW_CONSUMER, and ended.
 */
export class KeyedMailbox<T extends object> implements AsyncIterableIterator<T> {
  /** Values are not changed after they were put in, so whatever is made of one serves all who got it. */
  readonly sharesEvents = true;
  private readonly kept = new Map<string, T>();
  private readonly readers: { resolve(result: IteratorResult<T>): void }[] = [];
  private ended = false;
  private fault: Error | null = null;

  /** `onLeave` is called once, when the reader has left or the mailbox was ended. */
  constructor(
    private readonly onLeave: () => void,
    private readonly maxKeys = 1000,
  ) {}

  /** Hands the value to a waiting reader, or keeps it in place of an older one of the same key. */
  put(key: string, value: T): void {
    if (this.ended) return;
    const reader = this.readers.shift();
    if (reader) return reader.resolve({ value, done: false });
    this.kept.set(key, value);
    if (this.kept.size <= this.maxKeys) return;
    this.kept.clear();
    this.fault = slowConsumer(`More than ${this.maxKeys} changes were waiting for this reader.`);
    this.end();
  }

  /** No more values come; those that are kept can still be taken. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const reader of this.readers.splice(0)) reader.resolve(DONE);
    this.onLeave();
  }

  async next(): Promise<IteratorResult<T>> {
    for (const [key, value] of this.kept) {
      this.kept.delete(key);
      return { value, done: false };
    }
    const { fault } = this;
    this.fault = null;
    if (fault) throw fault;
    if (this.ended) return DONE;
    return new Promise(resolve => this.readers.push({ resolve }));
  }

  async return(): Promise<IteratorResult<T>> {
    this.kept.clear();
    this.fault = null;
    this.end();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

const DONE = { value: undefined, done: true } as const;
