/**
 * One subscriber's way through the events: from a cursor on, page by page as it takes them, then live. The order is what makes it
 * miss nothing and see nothing twice: read to the end, join the tail, read to the end once more, and of what the tail has told
 * meanwhile drop what that reading had. A burst that is longer than the buffer goes back to reading pages, so it costs no memory; but
 * who takes nothing while the buffer runs over is told SLOW_CONSUMER, and comes back with the cursor of the last event that it has.
 */
import { feedExpired, slowConsumer } from '../../errors';
import type { Database } from '../../platform/database/database';
import type { EventTail } from './event-feed';
import { type EventFilter, isTaken, readEvents, type SequencedEvent } from './read-events';

/** How many events wait for a reader. */
export const BUFFER = 256;
const PAGE = 200;
/** A reader that has not asked for so long while the buffer ran over is slow, in ms. */
const PATIENCE_MS = 5000;

export interface FeedReaderOptions {
  db: Database;
  tail: Pick<EventTail, 'subscribe' | 'ready'>;
  filter: EventFilter;
  /** The number of the last event that the reader has; null begins with the next one that happens. */
  after: number | null;
  patienceMs?: number;
}

/** Begins a feed. Throws FEED_EXPIRED when events after the cursor have been deleted, or the cursor is from another time. */
export async function followEvents(options: FeedReaderOptions): Promise<AsyncIterableIterator<SequencedEvent>> {
  const reader = new FeedReader(options);
  try {
    await reader.begin();
  } catch (error) {
    await reader.return();
    throw error;
  }
  return reader;
}

class FeedReader implements AsyncIterableIterator<SequencedEvent> {
  /** Events are not changed after they were handed out, so whatever is made of one serves all who got it. */
  readonly sharesEvents = true;
  private queue: SequencedEvent[] = [];
  /** All events up to here were put into the queue, or are none of this reader's. */
  private position = 0;
  private isLive = false;
  /** What the tail has told while the rest was still being read. */
  private early: SequencedEvent[] = [];
  private leaveTail: (() => void) | null = null;
  private joinedAt = 0;
  private hasOverrun = false;
  private askedAt = performance.now();
  private wakeUp: (() => void) | null = null;
  private ended = false;
  private fault: Error | null = null;

  constructor(private readonly options: FeedReaderOptions) {}

  async begin(): Promise<void> {
    const { after } = this.options;
    if (after !== null) {
      this.position = after;
      return this.advance();
    }
    await this.join();
    this.position = this.joinedAt;
    if (this.leaveTail) this.goLive();
  }

  async next(): Promise<IteratorResult<SequencedEvent>> {
    if (this.hasOverrun && this.isLate()) this.fail();
    this.askedAt = performance.now();
    try {
      for (;;) {
        const event = this.queue.shift();
        if (event) return { value: event, done: false };
        const { fault } = this;
        this.fault = null;
        if (fault) throw fault;
        if (this.ended) return DONE;
        if (this.isLive) await new Promise<void>(resolve => (this.wakeUp = resolve));
        else await this.advance();
      }
    } catch (error) {
      this.end();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<SequencedEvent>> {
    this.fault = null;
    this.end();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Reads one page. At the end of the list it joins the tail; once it has read up to where it has joined, it is live. */
  private async advance(): Promise<void> {
    const { db, filter } = this.options;
    const { events, upTo, more, pruned, last } = await readEvents(db, this.position, PAGE, filter);
    if (this.ended) return;
    if (this.position < pruned || this.position > last) throw feedExpired();
    this.queue.push(...events);
    this.position = upTo;
    if (more) return;
    if (!this.leaveTail) return this.join();
    if (this.position >= this.joinedAt) this.goLive();
  }

  private async join(): Promise<void> {
    const { tail } = this.options;
    this.leaveTail = tail.subscribe(events => this.hear(events));
    this.joinedAt = await tail.ready();
  }

  private goLive(): void {
    this.isLive = true;
    this.hasOverrun = false;
    const { early } = this;
    this.early = [];
    this.accept(early);
  }

  /** What is told twice, or was read already, is taken once. */
  private accept(events: SequencedEvent[]): void {
    const newest = events.at(-1)?.seq ?? 0;
    const { filter } = this.options;
    this.queue.push(...events.filter(event => event.seq > this.position && isTaken(event, filter)));
    this.position = Math.max(this.position, newest);
  }

  private hear(events: SequencedEvent[]): void {
    if (this.isLive) this.accept(events);
    else this.early.push(...events.filter(event => isTaken(event, this.options.filter)));
    if ((this.isLive ? this.queue : this.early).length > BUFFER) this.overrun();
    const { wakeUp } = this;
    this.wakeUp = null;
    if (!wakeUp) return;
    this.askedAt = performance.now();
    wakeUp();
  }

  /** What does not fit is read again when the reader gets there. */
  private overrun(): void {
    if (this.isLive && !this.wakeUp && this.isLate()) return this.fail();
    // All before the queue was taken, and nothing of it.
    if (this.isLive) {
      this.position = this.queue[0].seq - 1;
      this.queue = [];
      this.hasOverrun = true;
    }
    this.isLive = false;
    this.leave();
  }

  private isLate(): boolean {
    return performance.now() - this.askedAt > (this.options.patienceMs ?? PATIENCE_MS);
  }

  private fail(): void {
    this.end();
    this.fault = slowConsumer(
      `More than ${BUFFER} changes were waiting for this reader. Go on after the cursor of the last one that it has.`,
    );
  }

  private leave(): void {
    this.leaveTail?.();
    this.leaveTail = null;
    this.early = [];
  }

  private end(): void {
    this.ended = true;
    this.queue = [];
    this.leave();
    this.wakeUp?.();
    this.wakeUp = null;
  }
}

const DONE = { value: undefined, done: true } as const;
