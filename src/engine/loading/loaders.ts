import DataLoader from 'dataloader';

/**
 * The operation's DataLoaders: one per name, made on first use. What many resolvers ask for in the same tick becomes one statement,
 * and nothing is fetched twice within an operation.
 */
export class Loaders {
  private readonly loaders = new Map<unknown, DataLoader<string, unknown>>();

  /**
   * Loads one value by key through the named batch. `batch` gets distinct keys, at most 500 at a time, and answers one value per key
   * in their order. A name is a text or an object of its own; equal names must mean equal batches.
   */
  load<Value>(
    name: string | object,
    key: string,
    batch: (keys: readonly string[]) => Promise<Value[]>,
  ): Promise<Value> {
    let loader = this.loaders.get(name) as DataLoader<string, Value> | undefined;
    if (!loader) {
      loader = new DataLoader(batch, { maxBatchSize: 500 });
      this.loaders.set(name, loader as DataLoader<string, unknown>);
    }
    return loader.load(key);
  }

  /** Forgets what was loaded: whoever reads after a write sees what was written. */
  forget(): void {
    this.loaders.clear();
  }
}
