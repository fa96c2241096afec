import DataLoader from 'dataloader';

/** Gives one value per key, in their order. It gets distinct keys, at most 500 at a time. */
export type Batch<Value> = (keys: readonly string[]) => Promise<Value[]>;

const MOST_KEYS = 500;

/**
 * The operation's DataLoaders: one per name, made on first use. What many resolvers ask for in the same tick becomes one statement,
 * and nothing is fetched twice within an operation.
 */
export class Loaders {
  private readonly loaders = new Map<unknown, Loader<unknown>>();

  /** Loads one value by key through the named batch. A name is a text or an object of its own; equal names must mean equal batches. */
  async load<Value>(name: string | object, key: string, batch: Batch<Value>): Promise<Value> {
    return (await this.loadAll(name, [key], batch))[0];
  }

  /** Loads the values of several keys, which may be repeated, like `load`. */
  loadAll<Value>(name: string | object, keys: readonly string[], batch: Batch<Value>): Promise<Value[]> {
    let loader = this.loaders.get(name) as Loader<Value> | undefined;
    if (!loader) this.loaders.set(name, (loader = new Loader(batch)));
    return loader.load(keys);
  }

  /** Forgets what was loaded: whoever reads after a write sees what was written. */
  forget(): void {
    this.loaders.clear();
  }
}

interface Entry<Value> {
  value: Value | undefined;
  /** While it is on its way. */
  pending: Promise<void> | null;
}

/** What is asked for together stays together: DataLoader batches the lists of keys, for a promise of each key costs more than its row. */
class Loader<Value> {
  private readonly entries = new Map<string, Entry<Value>>();
  private readonly lists = new DataLoader<readonly string[], Value[]>(lists => this.answer(lists), { cache: false });

  constructor(private readonly batch: Batch<Value>) {}

  load(keys: readonly string[]): Promise<Value[]> {
    return this.lists.load(keys);
  }

  private async answer(lists: readonly (readonly string[])[]): Promise<Value[][]> {
    const keys: string[] = [];
    const missing: Entry<Value>[] = [];
    const pending = new Set<Promise<void>>();
    const found = lists.map(list =>
      list.map(key => {
        let entry = this.entries.get(key);
        if (!entry) {
          entry = { value: undefined, pending: null };
          this.entries.set(key, entry);
          keys.push(key);
          missing.push(entry);
        } else if (entry.pending) pending.add(entry.pending);
        return entry;
      }),
    );
    for (let start = 0; start < keys.length; start += MOST_KEYS) {
      const end = start + MOST_KEYS;
      pending.add(this.fetch(keys.slice(start, end), missing.slice(start, end)));
    }
    if (pending.size > 0) await Promise.all(pending);
    return found.map(entries => entries.map(({ value }) => value as Value));
  }

  private fetch(keys: readonly string[], entries: readonly Entry<Value>[]): Promise<void> {
    const fetched = this.batch(keys).then(
      values => {
        for (let index = 0; index < entries.length; index++) {
          entries[index].value = values[index];
          entries[index].pending = null;
        }
      },
      error => {
        for (const key of keys) this.entries.delete(key);
        throw error;
      },
    );
    for (const entry of entries) entry.pending = fetched;
    return fetched;
  }
}
