import type { Values } from './draft';

/*
 * Unsaved text outlives the page: it lies in the browser's storage until the server has it.
 */

/** Where one document's unsaved values lie. */
export interface DraftStore {
  keep(edits: ReadonlyMap<string, unknown>, revision: number): void;
  clear(): void;
}

/** What an earlier page left behind. */
export interface LeftBehind {
  values: Values;
  /** The revision that it was changed in. */
  revision: number;
  /** When, in milliseconds since 1970. */
  at: number;
  /** Under which it lies. */
  key: string;
}

const PREFIX = 'keelson:unsaved:';

/** The key of a document's unsaved values in one language, for one person: browsers are lent. */
export function draftKey(viewer: string, type: string, id: string, locale: string): string {
  return `${PREFIX}${viewer}:${type}:${id}:${locale}`;
}

/** Keeps unsaved values under a key. A storage that is full or forbidden costs the safety net, not the work. */
export function createDraftStore(storage: Storage, key: string, clock: () => number = Date.now): DraftStore {
  return {
    keep(edits, revision) {
      try {
        if (edits.size === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify({ values: Object.fromEntries(edits), revision, at: clock() }));
      } catch {
        // See above.
      }
    },
    clear() {
      try {
        storage.removeItem(key);
      } catch {
        // See above.
      }
    },
  };
}

/** What an earlier page left under a key; null when there is nothing, or nothing that can be read. */
export function leftBehind(storage: Storage, key: string): LeftBehind | null {
  try {
    const found = JSON.parse(storage.getItem(key) ?? 'null') as Omit<LeftBehind, 'key'> | null;
    return found && typeof found.values === 'object' && Object.keys(found.values).length > 0 ? { ...found, key } : null;
  } catch {
    return null;
  }
}
