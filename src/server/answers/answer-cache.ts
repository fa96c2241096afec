import { documentTag, listTag } from '../../engine/loading/cache-tags';
import type { PublicAnswer } from './answer-headers';
import { answerCacheBytes, answersInvalidated } from '../metrics';

/*
 * Answers that are the same for everybody, kept until something that they were made of changes.
 *
 * Each answer has tags (see cache-tags.ts). A change removes exactly the answers with its tags. An execution that was under way when
 * a change came is answered to those who asked before, but nobody joins it any more, and if it has one of the change's tags it is
 * not kept: it may have read what was there before. Changes are told after commit, so whoever executes later reads the new state.
 *
 * The source of changes may fail. While it says so nothing is kept or found, unless a short lifetime is allowed for that time; and as
 * the last net every answer has a lifetime, after which it is made anew whatever was told.
 */

/** A change of a document, told after its commit. Without a `documentId` any document of the type may have changed. */
export interface Change {
  type: string | null;
  documentId: string | null;
}

/** Tells of changes made anywhere, by this process or another. */
export interface ChangeSource {
  /** Returns how to stop listening. */
  subscribe(listener: (changes: readonly Change[]) => void): () => void;
  /** False while changes could go untold; true again only when what was missed has been told. */
  healthy(): boolean;
}

export interface AnswerCacheOptions {
  /** Memory that all answers together may take. */
  maxBytes: number;
  ttlMs: number;
  /** Lifetime of answers while the source of changes is away; 0 keeps none. */
  awayTtlMs: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** What an execution made: null tags for an answer that is the caller's alone. */
export interface Produced<Own> {
  shared: PublicAnswer | null;
  own: Own;
}

/** How a request fared with the cache. */
export type CacheOutcome = 'hit' | 'joined' | 'miss' | 'bypass';

interface Entry {
  /** Asked for since it was last looked at for being forgotten. */
  wanted: boolean;
  key: string;
  answer: PublicAnswer;
  bytes: number;
  expiresAt: number;
}

interface Flight<Own> {
  result: Promise<Produced<Own>>;
}

/** Larger answers and keys would push out many small ones. */
const MAX_ANSWER_BYTES = 256 * 1024;
const MAX_KEY_LENGTH = 8 * 1024;
/** What an entry and each of its tags take beside their text. */
const ENTRY_BYTES = 600;
const TAG_BYTES = 100;

export class AnswerCache<Own> {
  /** What has stood longest without being asked for is at the front, or will be when it is its turn (the clock algorithm). */
  private readonly entries = new Map<string, Entry>();
  private readonly byTag = new Map<string, Set<Entry>>();
  private readonly joinable = new Map<string, Flight<Own>>();
  /** For each execution under way, the tags of the changes since it began; null when everything may have changed. */
  private readonly underWay = new Set<{ changed: Set<string>[] | null }>();
  private readonly now: () => number;
  private readonly unsubscribe: () => void;
  private bytes = 0;
  private away = false;

  constructor(
    private readonly source: ChangeSource,
    private readonly options: AnswerCacheOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
    this.unsubscribe = source.subscribe(changes => this.invalidate(changes));
  }

  /** A kept answer. */
  find(key: string): PublicAnswer | null {
    this.watchSource();
    const entry = this.entries.get(key);
    if (!entry) return null;
    if (entry.expiresAt <= this.now()) {
      this.remove(entry);
      return null;
    }
    entry.wanted = true;
    return entry.answer;
  }

  /** Executes once for all who ask the same at the same time, and keeps the answer if it may be shared. */
  async produce(
    key: string,
    execute: () => Promise<Produced<Own>>,
  ): Promise<Produced<Own> & { outcome: CacheOutcome }> {
    this.watchSource();
    if (key.length > MAX_KEY_LENGTH || this.ttlMs() === 0) return { ...(await execute()), outcome: 'bypass' };
    const flight = this.joinable.get(key);
    if (flight) {
      const produced = await flight.result.catch(() => null);
      if (produced?.shared) return { ...produced, outcome: 'joined' };
      return { ...(await execute()), outcome: 'bypass' };
    }
    return { ...(await this.lead(key, execute)), outcome: 'miss' };
  }

  /** Forgets everything, what is being made included. */
  clear(): void {
    for (const entry of [...this.entries.values()]) this.remove(entry);
    for (const execution of this.underWay) execution.changed = null;
    this.joinable.clear();
  }

  close(): void {
    this.unsubscribe();
    this.clear();
  }

  private async lead(key: string, execute: () => Promise<Produced<Own>>): Promise<Produced<Own>> {
    const execution: { changed: Set<string>[] | null } = { changed: [] };
    const flight = { result: execute() };
    this.underWay.add(execution);
    this.joinable.set(key, flight);
    try {
      const produced = await flight.result;
      this.watchSource();
      if (produced.shared && isFresh(execution.changed, produced.shared.tags)) this.keep(key, produced.shared);
      return produced;
    } finally {
      this.underWay.delete(execution);
      if (this.joinable.get(key) === flight) this.joinable.delete(key);
    }
  }

  private keep(key: string, answer: PublicAnswer): void {
    const ttlMs = this.ttlMs();
    if (ttlMs === 0) return;
    const body = Buffer.from(answer.body);
    if (body.length > MAX_ANSWER_BYTES) return;
    answer.body = body;
    const bytes = ENTRY_BYTES + 2 * key.length + body.length + TAG_BYTES * answer.tags.length;
    const entry = { wanted: false, key, answer, bytes, expiresAt: this.now() + ttlMs };
    const former = this.entries.get(key);
    if (former) this.remove(former);
    this.entries.set(key, entry);
    this.addBytes(bytes);
    for (const tag of answer.tags) {
      const tagged = this.byTag.get(tag);
      if (tagged) tagged.add(entry);
      else this.byTag.set(tag, new Set([entry]));
    }
    for (const oldest of this.entries.values()) {
      if (this.bytes <= this.options.maxBytes) break;
      if (oldest.wanted && oldest !== entry) {
        oldest.wanted = false;
        this.entries.delete(oldest.key);
        this.entries.set(oldest.key, oldest);
      } else this.remove(oldest);
    }
  }

  private remove(entry: Entry): void {
    this.entries.delete(entry.key);
    this.addBytes(-entry.bytes);
    for (const tag of entry.answer.tags) {
      const tagged = this.byTag.get(tag);
      tagged?.delete(entry);
      if (tagged?.size === 0) this.byTag.delete(tag);
    }
  }

  private invalidate(changes: readonly Change[]): void {
    const tags = new Set<string>();
    for (const { type, documentId } of changes) {
      if (type === null) continue;
      tags.add(listTag(type));
      if (documentId !== null) tags.add(documentTag(type, documentId));
      else this.addEveryDocument(type, tags);
    }
    if (tags.size === 0) return;
    for (const execution of this.underWay) execution.changed?.push(tags);
    // Who asks from now on may have been told of the change: an answer from before it is not for them.
    this.joinable.clear();
    for (const tag of tags) {
      for (const entry of [...(this.byTag.get(tag) ?? [])]) {
        this.remove(entry);
        answersInvalidated.inc();
      }
    }
  }

  /** The executions under way may read documents of the type that nobody has a tag of yet. */
  private addEveryDocument(type: string, tags: Set<string>): void {
    const prefix = documentTag(type, '');
    for (const tag of this.byTag.keys()) if (tag.startsWith(prefix)) tags.add(tag);
    for (const execution of this.underWay) execution.changed = null;
  }

  private ttlMs(): number {
    return this.away ? this.options.awayTtlMs : this.options.ttlMs;
  }

  /** What was kept before the source went away may be out of date untold; so may, when it is back, what was kept meanwhile. */
  private watchSource(): void {
    const away = !this.source.healthy();
    if (away === this.away) return;
    this.away = away;
    this.clear();
  }

  private addBytes(bytes: number): void {
    this.bytes += bytes;
    answerCacheBytes.set(this.bytes);
  }
}

function isFresh(changed: readonly Set<string>[] | null, tags: readonly string[]): boolean {
  return changed !== null && !changed.some(batch => tags.some(tag => batch.has(tag)));
}
