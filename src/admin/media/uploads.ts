import { useEffect, useSyncExternalStore } from 'react';
import { currentClient } from '../api/session';
import { graphql } from '../api/graphql';
import { faultOf } from '../api/faults';
import type { AssetCard } from './asset-fragment';
import { t } from './texts';
import { mayPass, reasonOf, uploadFile } from './upload-file';

/*
 * All uploads of this window. They go on whatever screen is shown; some at a time, the others wait.
 */

/** `THERE`: the library had the file already. */
export type UploadState = 'WAITING' | 'SENDING' | 'STORING' | 'FETCHING' | 'DONE' | 'THERE' | 'FAILED';

/** One file on its way into the library. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: UploadState;
  /** Why it was not taken. */
  readonly reason: string | null;
  /** Sending it again may help. */
  readonly again: boolean;
  readonly asset: AssetCard | null;
  /** The job that fetches it, for one from an address. */
  readonly jobId: string | null;
}

const AT_ONCE = 3;

const FETCH = graphql(`
  mutation UploadAssetFromUrl($input: UploadAssetFromUrlInput!) {
    uploadAssetFromUrl(input: $input) {
      job {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

interface Task {
  file: File;
  abort: AbortController;
  tell(asset: AssetCard | null): void;
}

class Uploads {
  private items: readonly Upload[] = [];
  private readonly tasks = new Map<number, Task>();
  private readonly listeners = new Set<() => void>();
  private readonly arrivals = new Set<(asset: AssetCard) => void>();
  private running = 0;
  private last = 0;

  readonly get = (): readonly Upload[] => this.items;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls back with each file that has got into the library; returns the function that ends it. */
  onArrival(listener: (asset: AssetCard) => void): () => void {
    this.arrivals.add(listener);
    return () => this.arrivals.delete(listener);
  }

  /** Uploads files; each promise gives the asset, or null when the file was not taken, which the list of uploads tells. */
  add(files: readonly File[]): Promise<AssetCard | null>[] {
    const promises = files.map(
      file =>
        new Promise<AssetCard | null>(resolve => {
          const id = this.append({ name: file.name, bytes: file.size, state: 'WAITING' });
          this.tasks.set(id, { file, abort: new AbortController(), tell: resolve });
        }),
    );
    this.goOn();
    return promises;
  }

  /** Has the server fetch a file; null, or why it does not. */
  async fetch(url: string): Promise<string | null> {
    const { data, error } = await currentClient().mutation(FETCH, { input: { url } }).toPromise();
    const payload = data?.uploadAssetFromUrl;
    if (!payload?.job) return error ? faultOf(error).message : (payload?.userErrors[0]?.message ?? t('fetchFailed'));
    const name = decodeURIComponent(new URL(url).pathname.split('/').at(-1) || new URL(url).hostname);
    this.append({ name, bytes: 0, state: 'FETCHING', jobId: payload.job.id });
    return null;
  }

  /** What became of a file that the server fetched. */
  settle(id: number, state: 'DONE' | 'THERE' | 'FAILED', asset: AssetCard | null, reason: string | null = null): void {
    this.change(id, { state, asset, reason });
    if (asset) for (const listener of this.arrivals) listener(asset);
  }

  /** Ends an upload that is not there yet. */
  cancel(id: number): void {
    this.tasks.get(id)?.abort.abort();
    if (this.find(id)?.state === 'WAITING') this.change(id, { state: 'FAILED', reason: t('cancelled'), again: true });
  }

  /** Sends a file again that was not taken. */
  retry(id: number): void {
    const task = this.tasks.get(id);
    if (!task) return;
    this.tasks.set(id, { ...task, abort: new AbortController() });
    this.change(id, { state: 'WAITING', sent: 0, reason: null });
    this.goOn();
  }

  /** Forgets those that have come to an end. */
  clear(): void {
    for (const { id } of this.items.filter(isSettled)) this.tasks.delete(id);
    this.items = this.items.filter(item => !isSettled(item));
    this.tellAll();
  }

  private append(item: Pick<Upload, 'name' | 'bytes' | 'state'> & Partial<Upload>): number {
    const id = ++this.last;
    this.items = [...this.items, { sent: 0, reason: null, again: false, asset: null, jobId: null, ...item, id }];
    this.tellAll();
    return id;
  }

  private goOn(): void {
    while (this.running < AT_ONCE) {
      const next = this.items.find(({ state, id }) => state === 'WAITING' && this.tasks.has(id));
      if (!next) return;
      this.running++;
      void this.send(next.id).finally(() => {
        this.running--;
        this.goOn();
      });
    }
  }

  private async send(id: number): Promise<void> {
    const task = this.tasks.get(id);
    if (!task) return;
    this.change(id, { state: 'SENDING' });
    try {
      const { asset, wasThere } = await uploadFile(task.file, {
        signal: task.abort.signal,
        onProgress: sent => this.change(id, { sent, state: sent >= task.file.size ? 'STORING' : 'SENDING' }),
      });
      this.tasks.delete(id);
      this.settle(id, wasThere ? 'THERE' : 'DONE', asset);
      task.tell(asset);
    } catch (error) {
      this.change(id, { state: 'FAILED', reason: reasonOf(error), again: mayPass(error) });
      task.tell(null);
    }
  }

  private find(id: number): Upload | undefined {
    return this.items.find(item => item.id === id);
  }

  private change(id: number, change: Partial<Upload>): void {
    this.items = this.items.map(item => (item.id === id ? { ...item, ...change } : item));
    this.tellAll();
  }

  private tellAll(): void {
    for (const listener of this.listeners) listener();
  }
}

/** Whether nothing more happens to an upload by itself. */
export const isSettled = ({ state }: Pick<Upload, 'state'>): boolean => ['DONE', 'THERE', 'FAILED'].includes(state);

/** The uploads of this window. */
export const uploads = new Uploads();

/** They as they are now. The window asks before it is closed while files are on their way. */
export function useUploads(): readonly Upload[] {
  const items = useSyncExternalStore(uploads.subscribe, uploads.get);
  const sending = items.some(item => !isSettled(item) && item.jobId === null);
  useEffect(() => {
    if (!sending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [sending]);
  return items;
}

/** Calls back with each file that gets into the library while the component is there. */
export function useArrivals(listener: (asset: AssetCard) => void): void {
  useEffect(() => uploads.onArrival(listener), [listener]);
}
