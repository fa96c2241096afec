import type { Client, CombinedError } from '@urql/core';
import type { DocumentNode } from 'graphql';
import type { Entry } from './content-type';
import type { ListVariables } from './list-query';

/*
 * The rows of one list as far as they were scrolled to. Pages are read one behind the other by their cursors; what changes later is read
 * again by its ids, so that rows change where they stand and nothing jumps.
 */

/** What screens draw; a new object for each change. */
export interface ListSnapshot {
  rows: readonly Entry[];
  /** How many there are in all; null until it is known. */
  total: number | null;
  hasMore: boolean;
  loading: boolean;
  error: CombinedError | null;
  /** Changes of documents that the list does not show, or no longer: it may look different when it is read again. */
  news: number;
}

interface PageAnswer {
  page: { nodes: Entry[]; pageInfo: { endCursor: string | null; hasNextPage: boolean }; totalCount?: number };
}

/** Rows of a page; fewer where they would cost more than one operation may. */
const LARGEST_PAGE = 60;
const SMALLEST_PAGE = 5;
const MOST_PAGES_ANEW = 4;
const EMPTY: ListSnapshot = { rows: [], total: null, hasMore: false, loading: true, error: null, news: 0 };

/** One list: a document, its variables, and what was read of it. */
export class PagedList {
  private snapshot = EMPTY;
  private cursor: string | null = null;
  /** Counts how often the list was begun; answers to an earlier beginning are thrown away. */
  private round = 0;
  private busy = false;
  private size: number;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly client: Client,
    private readonly documents: { list: DocumentNode; entries: DocumentNode },
    private readonly variables: ListVariables,
    size = LARGEST_PAGE,
  ) {
    this.size = Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, size));
  }

  readonly get = (): ListSnapshot => this.snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the list from its beginning; the old rows stay until the new ones are there. */
  async begin(): Promise<void> {
    this.round++;
    this.cursor = null;
    this.busy = false;
    this.set({ loading: true, error: null, news: 0 });
    await this.read(true);
  }

  /** Brings a list up to date that was left and is shown again: short ones are read anew behind what is shown, of long ones the rows around one. */
  async refresh(around: number): Promise<void> {
    const { rows } = this.snapshot;
    if (rows.length > this.size * MOST_PAGES_ANEW) {
      const near = rows.slice(Math.max(0, around - this.size), around + this.size);
      return this.lookAgain(near.map(({ id }) => id));
    }
    const fresh = new PagedList(this.client, this.documents, this.variables, this.size);
    await fresh.begin();
    while (fresh.snapshot.hasMore && !fresh.snapshot.error && fresh.snapshot.rows.length < rows.length)
      await fresh.more();
    if (fresh.snapshot.error) return;
    this.round++;
    this.busy = false;
    this.cursor = fresh.cursor;
    this.set(fresh.snapshot);
  }

  /** Reads the next page, if there is one and none is on its way. */
  async more(): Promise<void> {
    if (!this.busy && this.snapshot.hasMore && this.snapshot.error === null) await this.read(false);
  }

  /** Reads these documents again, of those that are shown; the others count as news. */
  async lookAgain(ids: readonly string[]): Promise<void> {
    const shown = new Set(this.snapshot.rows.map(({ id }) => id));
    const known = ids.filter(id => shown.has(id));
    this.set({ news: this.snapshot.news + (ids.length - known.length) });
    for (let start = 0; start < known.length; start += this.size) {
      const wanted = known.slice(start, start + this.size);
      const { data } = await this.client
        .query(
          this.documents.entries,
          { ids: wanted, locale: this.variables.locale },
          { requestPolicy: 'network-only' },
        )
        .toPromise();
      if (data) this.replace(wanted, (data as { nodes: (Entry | null)[] }).nodes);
    }
  }

  private replace(wanted: readonly string[], nodes: readonly (Entry | null)[]): void {
    const fresh = new Map(nodes.flatMap(node => (node ? [[node.id, node] as const] : [])));
    const gone = new Set(wanted.filter(id => !fresh.has(id)));
    const { rows, total } = this.snapshot;
    const kept = rows.filter(({ id }) => !gone.has(id));
    this.set({
      rows: kept.map(row => fresh.get(row.id) ?? row),
      total: total === null ? null : total - (rows.length - kept.length),
    });
  }

  private async read(first: boolean): Promise<void> {
    const { round } = this;
    this.busy = true;
    const variables = { ...this.variables, first: this.size, after: this.cursor, counted: first };
    const { data, error } = await this.client
      .query(this.documents.list, variables, { requestPolicy: 'network-only' })
      .toPromise();
    if (round !== this.round) return;
    this.busy = false;
    const isDear = error?.graphQLErrors.some(({ extensions }) => extensions.code === 'COST_EXCEEDED') ?? false;
    if (isDear && this.size > SMALLEST_PAGE) {
      this.size = Math.max(SMALLEST_PAGE, this.size >> 1);
      return this.read(first);
    }
    if (!data) return this.set({ loading: false, error: error ?? null });
    const { nodes, pageInfo, totalCount } = (data as PageAnswer).page;
    this.cursor = pageInfo.endCursor;
    const before = first ? [] : this.snapshot.rows;
    const known = new Set(before.map(({ id }) => id));
    this.set({
      rows: [...before, ...nodes.filter(({ id }) => !known.has(id))],
      total: totalCount ?? this.snapshot.total,
      hasMore: pageInfo.hasNextPage,
      loading: false,
      error: null,
    });
  }

  private set(change: Partial<ListSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }
}
