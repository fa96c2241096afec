import type { Client, CombinedError } from '@urql/core';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { usePolling } from '../api/use-polling';
import { graphql } from '../api/graphql';
import type { AssetCard } from './asset-fragment';
import type { AssetVariables } from './asset-search';

/*
 * The files of one search as far as they were scrolled to. What is uploaded meanwhile comes first, and what was deleted goes: nothing is
 * read anew that is on the screen already.
 */

const ASSETS = graphql(`
  query Assets($first: Int!, $after: String, $filter: AssetFilter, $search: String, $sort: AssetSort, $counted: Boolean!) {
    assets(first: $first, after: $after, filter: $filter, search: $search, sort: $sort) {
      nodes {
        ...AssetCard
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      totalCount @include(if: $counted)
    }
  }
`);

/** What screens draw; a new object for each change. */
export interface AssetSnapshot {
  rows: readonly AssetCard[];
  /** How many there are in all; null until it is known. */
  total: number | null;
  hasMore: boolean;
  loading: boolean;
  error: CombinedError | null;
}

const PAGE = 48;
const PROCESSING_MS = 2_000;
const MOST_IDS = 100;
const EMPTY: AssetSnapshot = { rows: [], total: null, hasMore: false, loading: true, error: null };

/** One search of the library, and what was read of it. */
export class AssetList {
  private snapshot = EMPTY;
  private cursor: string | null = null;
  private busy = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly client: Client,
    private readonly variables: AssetVariables,
  ) {}

  readonly get = (): AssetSnapshot => this.snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads the first page, again after a failure. */
  async begin(): Promise<void> {
    this.cursor = null;
    await this.read(true);
  }

  /** Reads the next page, if there is one and none is on its way. */
  async more(): Promise<void> {
    if (this.snapshot.hasMore && this.snapshot.error === null) await this.read(false);
  }

  /** A file that was uploaded or changed: it stays in its place, or comes first when it fits the kind that is shown. */
  put(asset: AssetCard): void {
    const { rows, total } = this.snapshot;
    if (rows.some(({ id }) => id === asset.id)) {
      this.set({ rows: rows.map(row => (row.id === asset.id ? asset : row)) });
    } else if (this.variables.filter.kind?.includes(asset.kind) ?? true) {
      this.set({ rows: [asset, ...rows], total: total === null ? null : total + 1 });
    }
  }

  /** Files that are gone. */
  drop(ids: readonly string[]): void {
    const { rows, total } = this.snapshot;
    const gone = new Set(ids);
    const kept = rows.filter(({ id }) => !gone.has(id));
    this.set({ rows: kept, total: total === null ? null : total - (rows.length - kept.length) });
  }

  /** Reads these again; they stay where they are. */
  async lookAgain(ids: readonly string[]): Promise<void> {
    const variables = { first: MOST_IDS, filter: { ids: ids.slice(0, MOST_IDS) }, counted: false };
    const { data } = await this.client.query(ASSETS, variables, { requestPolicy: 'network-only' }).toPromise();
    for (const asset of data?.assets.nodes ?? []) this.put(asset);
  }

  private async read(first: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.set({ loading: true, error: null });
    const variables = { ...this.variables, first: PAGE, after: this.cursor, counted: first };
    const { data, error } = await this.client.query(ASSETS, variables, { requestPolicy: 'network-only' }).toPromise();
    this.busy = false;
    if (!data) return this.set({ loading: false, error: error ?? null });
    const { nodes, pageInfo, totalCount } = data.assets;
    this.cursor = pageInfo.endCursor ?? null;
    const before = first ? [] : this.snapshot.rows;
    const known = new Set(before.map(({ id }) => id));
    this.set({
      rows: [...before, ...nodes.filter(({ id }) => !known.has(id))],
      total: totalCount ?? this.snapshot.total,
      hasMore: pageInfo.hasNextPage,
      loading: false,
    });
  }

  private set(change: Partial<AssetSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** The list of a search; what is still being processed is looked at again until it is done. */
export function useAssetList(variables: AssetVariables): AssetSnapshot & { list: AssetList } {
  const client = useClient();
  const key = JSON.stringify(variables);
  const list = useMemo(() => new AssetList(client, JSON.parse(key) as AssetVariables), [client, key]);
  useEffect(() => void list.begin(), [list]);
  const snapshot = useSyncExternalStore(list.subscribe, list.get);
  const unready = snapshot.rows.filter(({ state }) => state === 'PROCESSING').map(({ id }) => id);
  usePolling(() => void list.lookAgain(unready), unready.length > 0 ? PROCESSING_MS : null);
  return { ...snapshot, list };
}
