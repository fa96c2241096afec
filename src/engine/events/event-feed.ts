/**
 * The end of the list of events, followed once per process for all who want to hear of new ones. Numbered events never change and
 * have no holes, so "what is after N" is all that there is to ask, whoever tells that there is something: the sequencer of this
 * process, a notice from another process's over Redis, or the poll that finds what they could not tell. While nobody listens,
 * nothing is read.
 */
import type { Database } from '../../platform/database/database';
import type { Channels } from '../../platform/redis/channel';
import type { Logger } from '../../platform/telemetry/log';
import { lastSeq, readEvents, type SequencedEvent } from './read-events';

/** How often the tail polls while notices don't arrive, and while they do, in ms. */
const POLL_MS = 250;
const QUIET_POLL_MS = 1000;
/** What was read longer ago than this is not what is there now, in ms. */
const FRESH_MS = 2500;
/** How many events one statement reads. */
const BATCH = 250;

/** Called with new events, each once and in order. Events are not changed after they were handed out. */
export type EventListener = (events: SequencedEvent[]) => void;

export interface EventTailParts {
  db: Database;
  channels: Channels;
  /** The channel on which sequencers say how far they are. */
  channel: string;
  log: Logger;
}

/** Hears of every event soon after its commit. */
export class EventTail {
  private readonly listeners = new Set<EventListener>();
  /** Goes up when the last listener leaves: what is under way then is of no use any more. */
  private generation = 0;
  /** Events up to here have been handed out; null until it is known where to begin. */
  private position: number | null = null;
  private beginning: Promise<number> | null = null;
  private listening: Promise<() => void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private reading = false;
  private again = false;
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: EventTailParts) {}

  /** Calls the listener with the events that are numbered from now on (from `ready` on, at the latest). Gives what ends it. */
  subscribe(listener: EventListener): () => void {
    this.listeners.add(listener);
    if (!this.timer) this.open();
    return () => {
      if (this.listeners.delete(listener) && this.listeners.size === 0) this.close();
    };
  }

  /** Resolves with a number after which no event is kept from those who listen by now; throws UNAVAILABLE. */
  async ready(): Promise<number> {
    return this.position ?? this.begin();
  }

  /**
   * True while whoever listens knows of all events but those of the last seconds. Who was told false may have missed events, and
   * has to forget what depends on them.
   */
  healthy(): boolean {
    return this.position !== null && performance.now() - this.lookedAt < FRESH_MS;
  }

  /** Says that there are events up to this number. */
  look(last = Number.POSITIVE_INFINITY): void {
    if (!this.timer || (this.position !== null && this.position >= last)) return;
    this.again = true;
    if (this.reading) return;
    this.reading = true;
    void this.read();
  }

  /** Ends it for all who listen. */
  close(): void {
    this.generation += 1;
    this.listeners.clear();
    void this.listening?.then(stop => stop());
    this.listening = null;
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.position = null;
    this.beginning = null;
    this.reading = false;
    this.lookedAt = Number.NEGATIVE_INFINITY;
  }

  private open(): void {
    const { channels, channel } = this.parts;
    this.listening = channels.listen(channel, {
      onMessage: message => this.look(Number(message)),
      onResubscribed: () => this.look(),
    });
    this.timer = setInterval(() => {
      const isQuiet = channels.isLive() && performance.now() - this.lookedAt < QUIET_POLL_MS;
      if (!isQuiet) this.look();
    }, POLL_MS).unref();
    this.look();
  }

  /** Finds out where to begin; whoever asks meanwhile waits for the same answer. */
  private begin(): Promise<number> {
    const { generation } = this;
    this.beginning ??= lastSeq(this.parts.db)
      .then(last => {
        if (generation === this.generation) this.position ??= last;
        return last;
      })
      .finally(() => {
        if (generation === this.generation) this.beginning = null;
      });
    return this.beginning;
  }

  private async read(): Promise<void> {
    const { generation } = this;
    try {
      while (this.again) {
        this.again = false;
        const startedAt = performance.now();
        const position = this.position ?? (await this.begin());
        const { events, upTo, more } = await readEvents(this.parts.db, position, BATCH);
        if (generation !== this.generation) return;
        this.position = upTo;
        this.lookedAt = startedAt;
        if (events.length > 0) this.handOut(events);
        if (more) this.again = true;
      }
    } catch (error) {
      this.parts.log.debug('New events could not be read', { error });
    } finally {
      // In the same turn as the last look at `again`: a notice in between would be lost.
      if (generation === this.generation) this.reading = false;
    }
  }

  private handOut(events: SequencedEvent[]): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(events);
      } catch (error) {
        this.parts.log.error('A listener to events failed', { error });
      }
    }
  }
}
