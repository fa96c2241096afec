import { Readable } from 'node:stream';

export interface EventStreamLimits {
  /** How often a silent stream says that it is still there. */
  keepAliveMs?: number;
  /** A client that has taken nothing of what waits for it for this long is cut. */
  drainMs?: number;
}

/** An answer that comes piece by piece, already written out. */
export interface EventSource {
  /** The next piece; null after the last. Asked for only when the client has taken the one before. */
  next(): Promise<string | null>;
  /** Nobody wants more. */
  end(): void;
}

/** Time that the last words of a stream have to get out. */
const LAST_WORDS_MS = 1_000;

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) as the body of an HTTP answer. It pulls from its
 * source as fast as the client reads and no faster, so a source that keeps the newest value costs nothing while the reader is stopped.
 */
export class EventStream extends Readable {
  private asking = false;
  private over = false;
  private askedAt = performance.now();
  private readonly timers: NodeJS.Timeout[];

  constructor(
    private readonly source: EventSource,
    { keepAliveMs = 12_000, drainMs = 30_000 }: EventStreamLimits,
  ) {
    // One byte: nothing is asked for in advance.
    super({ highWaterMark: 1 });
    this.timers = [
      setInterval(() => this.sayHello(), keepAliveMs),
      setInterval(() => {
        if (this.readableLength > 0 && performance.now() - this.askedAt >= drainMs) this.destroy();
      }, drainMs / 4),
    ];
    // Some browsers tell their page nothing before the first bytes of the body.
    this.sayHello();
  }

  override _read(): void {
    this.askedAt = performance.now();
    if (this.asking) return;
    this.asking = true;
    this.source.next().then(
      piece => {
        this.asking = false;
        if (this.over || this.destroyed) return;
        this.over = piece === null;
        this.push(piece);
      },
      error => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    for (const timer of this.timers) clearInterval(timer);
    this.source.end();
    done(error);
  }

  /** Says the last words, if there are any, and ends. */
  conclude(words: string | null): void {
    if (this.over || this.destroyed) return;
    this.over = true;
    if (words !== null) this.push(words);
    this.push(null);
    setTimeout(() => this.destroy(), LAST_WORDS_MS).unref();
  }

  private sayHello(): void {
    if (!this.over && this.readableLength === 0) this.push(':\n\n');
  }
}
