import type { Client, CombinedError } from '@urql/core';
import type { DocumentNode } from 'graphql';
import type { Entry } from './content-type';
import { type Branches, isWithin, pathToTop, placed, type TreePlace, without } from './tree-places';

/*
 * A tree of documents as far as it was opened. Each level is read a page at a time when it is opened. A move shows at once; when it is
 * refused the levels are as they were.
 */

/** A document in the tree. */
export interface TreeItem {
  readonly kind: 'entry';
  readonly entry: Entry;
  readonly parentId: string | null;
  /** 0 at the top. */
  readonly depth: number;
  /** Its number among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
}

/** What stands where a level goes on, or is on its way. */
export interface TreeGap {
  readonly kind: 'more' | 'waiting';
  readonly parentId: string | null;
  readonly depth: number;
  readonly left: number;
}

export type TreeLine = TreeItem | TreeGap;

/** What screens draw; a new object for each change. */
export interface TreeSnapshot {
  lines: readonly TreeLine[];
  /** The documents among the lines. */
  rows: readonly Entry[];
  /** How many documents there are, whether they are in sight or not; null until it is known. */
  total: number | null;
  loading: boolean;
  error: CombinedError | null;
  /** Changes by others that the lines do not show. */
  news: number;
}

interface Level {
  ids: readonly string[];
  cursor: string | null;
  hasMore: boolean;
  count: number;
  busy: boolean;
}

type TreeEntry = Entry & { readonly children: readonly { id: string }[] };
interface LevelAnswer {
  page: { nodes: TreeEntry[]; pageInfo: { endCursor: string | null; hasNextPage: boolean }; totalCount: number };
  all?: { count: number };
}

const TOP = '';
const PAGE = 50;
const UNREAD: Level = { ids: [], cursor: null, hasMore: true, count: 0, busy: false };
const NOTHING: TreeSnapshot = { lines: [], rows: [], total: null, loading: true, error: null, news: 0 };

/** The documents that the tree is read and changed with; `move` answers with a message when it was refused. */
export interface TreeSource {
  level: DocumentNode;
  entries: DocumentNode;
  move(id: string, place: TreePlace): Promise<string | null>;
}

/** The tree of one type in one language. */
export class ContentTree {
  private snapshot = NOTHING;
  private levels = new Map<string, Level>();
  private readonly entries = new Map<string, Entry>();
  /** Documents that something stands below. */
  private readonly bearing = new Set<string>();
  private readonly ownMoves = new Set<string>();
  private waiting = 0;
  private round = 0;
  /** While everything is read anew, what was there before is shown. */
  private frozen = false;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly client: Client,
    private readonly source: TreeSource,
    private readonly locale: string | null,
    /** Whose children are shown; kept by whoever made the tree. */
    private readonly opened: Set<string>,
  ) {}

  readonly get = (): TreeSnapshot => this.snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Where everything stands, as far as it is known. */
  get branches(): Branches {
    return new Map([...this.levels].map(([key, { ids }]) => [key === TOP ? null : key, ids]));
  }

  /** Reads the top and every level that is open; the old lines stay until the new ones are there. */
  async begin(): Promise<void> {
    const round = ++this.round;
    this.publish({ loading: true, error: null, news: 0 });
    const before = this.levels;
    this.frozen = before.size > 0;
    this.levels = new Map();
    const fresh = await this.readAll(round, null, before);
    if (round !== this.round) return;
    this.frozen = false;
    if (!fresh) this.levels = before;
    this.publish({ loading: false });
  }

  private async readAll(round: number, parentId: string | null, before: ReadonlyMap<string, Level>): Promise<boolean> {
    const wanted = before.get(parentId ?? TOP)?.ids.length ?? PAGE;
    do {
      if (!(await this.readLevel(parentId))) return false;
    } while (round === this.round && this.level(parentId).hasMore && this.level(parentId).ids.length < wanted);
    const below = this.level(parentId).ids.filter(id => this.opened.has(id) && this.bearing.has(id));
    for (const id of below) if (round === this.round) await this.readAll(round, id, before);
    return true;
  }

  /** Shows what stands below a document, and reads it if that has not been done. */
  async open(id: string): Promise<void> {
    this.opened.add(id);
    this.publish({});
    // A move on its way into the level reads it when it has arrived.
    if (!this.levels.has(id) && this.waiting === 0) await this.more(id);
  }

  /** Hides what stands below a document. */
  close(id: string): void {
    this.opened.delete(id);
    this.publish({});
  }

  /** Reads the next page of a level, if there is one and none is on its way. */
  async more(parentId: string | null): Promise<void> {
    const { busy, hasMore } = this.level(parentId);
    if (!busy && hasMore) await this.readLevel(parentId);
  }

  /** Puts a document somewhere else. The refusal's message, or null when it stands there now. */
  async move(id: string, place: TreePlace): Promise<string | null> {
    const from = this.placeOf(id);
    this.ownMoves.add(id);
    this.rearrange(id, place);
    this.waiting++;
    const sent = this.queue.then(() => this.source.move(id, place));
    this.queue = sent.catch(() => null);
    const refusal = await sent;
    this.waiting--;
    if (refusal === null) {
      const { parentId } = place;
      if (parentId !== null && this.opened.has(parentId) && !this.levels.has(parentId)) await this.more(parentId);
      return null;
    }
    this.ownMoves.delete(id);
    if (from) this.rearrange(id, from);
    if (this.waiting > 0) {
      // Later moves were built on this one: what is true then only the server knows.
      await this.queue;
      await this.begin();
    }
    return refusal;
  }

  private placeOf(id: string): TreePlace | null {
    const parentId = this.parentOf(id);
    if (parentId === undefined) return null;
    const { ids } = this.level(parentId);
    const place = ids.indexOf(id);
    return place === 0
      ? { parentId, ...(ids[1] === undefined ? {} : { beforeId: ids[1] }) }
      : { parentId, afterId: ids[place - 1] };
  }

  /** The document above one, null for the top, undefined for one that is not known. */
  parentOf(id: string): string | null | undefined {
    for (const [key, { ids }] of this.levels) if (ids.includes(id)) return key === TOP ? null : key;
    return undefined;
  }

  /** Whether a document is another one or stands somewhere below it. */
  isWithin(id: string, ancestor: string): boolean {
    return isWithin(this.branches, id, ancestor);
  }

  /** The documents above one, the nearest first. */
  above(id: string): string[] {
    return pathToTop(this.branches, id);
  }

  entry(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  /** Reads these documents again, of those that are known; the others count as news, as do moves by others. */
  async lookAgain(ids: readonly string[], moved: ReadonlySet<string> = new Set()): Promise<void> {
    const known = ids.filter(id => this.entries.has(id));
    const movedByOthers = [...moved].filter(id => !this.ownMoves.delete(id) && this.entries.has(id));
    const unknown = ids.length - known.length;
    if (unknown + movedByOthers.length > 0) this.publish({ news: this.snapshot.news + unknown + movedByOthers.length });
    for (let start = 0; start < known.length; start += PAGE) {
      const wanted = known.slice(start, start + PAGE);
      const variables = { ids: wanted, locale: this.locale };
      const { data } = await this.client
        .query(this.source.entries, variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (data) this.replace(wanted, (data as { nodes: (Entry | null)[] }).nodes);
    }
  }

  private replace(wanted: readonly string[], nodes: readonly (Entry | null)[]): void {
    for (const node of nodes) if (node) this.entries.set(node.id, node);
    const found = new Set(nodes.flatMap(node => (node ? [node.id] : [])));
    const gone = wanted.filter(id => !found.has(id));
    for (const id of gone) {
      this.takeOut(id);
      this.entries.delete(id);
    }
    this.publish({ total: this.snapshot.total === null ? null : this.snapshot.total - gone.length });
  }

  private rearrange(id: string, place: TreePlace): void {
    this.takeOut(id);
    const key = place.parentId ?? TOP;
    const level = this.levels.get(key);
    const isEmpty = place.parentId !== null && !this.bearing.has(place.parentId);
    if (level || isEmpty) {
      const known = level ?? { ...UNREAD, hasMore: false };
      this.setLevel(key, { ...known, ids: placed(known.ids, id, place), count: known.count + 1 });
    }
    if (place.parentId !== null) this.bearing.add(place.parentId);
    this.publish({});
  }

  private takeOut(id: string): void {
    const from = this.parentOf(id);
    if (from === undefined) return;
    const key = from ?? TOP;
    const level = this.level(from);
    this.setLevel(key, { ...level, ids: without(level.ids, id), count: level.count - 1 });
    if (from !== null && level.count <= 1) this.bearing.delete(from);
  }

  private level(parentId: string | null): Level {
    return this.levels.get(parentId ?? TOP) ?? UNREAD;
  }

  private setLevel(key: string, level: Level): void {
    this.levels.set(key, level);
  }

  private async readLevel(parentId: string | null): Promise<boolean> {
    const key = parentId ?? TOP;
    const { round } = this;
    this.setLevel(key, { ...this.level(parentId), busy: true });
    if (parentId !== null) this.publish({});
    const variables = {
      ...{ first: PAGE, after: this.level(parentId).cursor, locale: this.locale },
      ...(parentId === null ? { atTop: true } : { parentId }),
      counted: parentId === null,
    };
    const { data, error } = await this.client
      .query(this.source.level, variables, { requestPolicy: 'network-only' })
      .toPromise();
    if (round !== this.round) return false;
    if (!data) {
      this.setLevel(key, { ...this.level(parentId), busy: false });
      this.publish({ loading: false, error: error ?? null });
      return false;
    }
    const { page, all } = data as LevelAnswer;
    for (const node of page.nodes) {
      this.entries.set(node.id, node);
      if (node.children.length > 0) this.bearing.add(node.id);
      else this.bearing.delete(node.id);
    }
    const known = new Set(this.level(parentId).ids);
    this.setLevel(key, {
      ids: [...known, ...page.nodes.map(({ id }) => id).filter(id => !known.has(id))],
      cursor: page.pageInfo.endCursor,
      hasMore: page.pageInfo.hasNextPage,
      count: page.totalCount,
      busy: false,
    });
    this.publish({ total: all?.count ?? this.snapshot.total, loading: false, error: null });
    return true;
  }

  private publish(change: Partial<TreeSnapshot>): void {
    const lines = this.frozen ? this.snapshot.lines : this.linesBelow(null, 0);
    const rows = lines.flatMap(line => (line.kind === 'entry' ? [line.entry] : []));
    this.snapshot = { ...this.snapshot, lines, rows, ...change };
    for (const listener of this.listeners) listener();
  }

  private linesBelow(parentId: string | null, depth: number): TreeLine[] {
    const { ids, hasMore, busy, count } = this.level(parentId);
    const lines = ids.flatMap((id, index): TreeLine[] => {
      const entry = this.entries.get(id);
      if (!entry) return [];
      const hasChildren = this.bearing.has(id);
      const isOpen = hasChildren && this.opened.has(id);
      const item: TreeItem = {
        ...{ kind: 'entry', entry, parentId, depth, hasChildren, isOpen },
        ...{ place: index + 1, siblings: Math.max(count, ids.length) },
      };
      return isOpen ? [item, ...this.linesBelow(id, depth + 1)] : [item];
    });
    if (busy && ids.length === 0 && parentId !== null) lines.push({ kind: 'waiting', parentId, depth, left: 0 });
    else if (hasMore && ids.length > 0) lines.push({ kind: 'more', parentId, depth, left: count - ids.length });
    return lines;
  }
}
