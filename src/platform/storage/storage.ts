/** Files that outlive a request. Keys are slash-separated paths of `[A-Za-z0-9._-]` segments that don't begin with a dot. */
export interface Storage {
  /**
   * Stores the stream whole or not at all; throws FILE_TOO_LARGE past `maxBytes`, and what the stream throws. A key that
   * exists is replaced. Gives the size in bytes and the SHA-256 in hex.
   */
  put(key: string, source: NodeJS.ReadableStream, maxBytes: number): Promise<StoredFile>;
  /** Throws NOT_FOUND when there is no such key. The caller reads the stream to its end or destroys it. */
  read(key: string): Promise<NodeJS.ReadableStream>;
  /** Does nothing when there is no such key. */
  delete(key: string): Promise<void>;
  /** The files right below `<prefix>/`. */
  list(prefix: string): Promise<{ key: string; modifiedAt: Date }[]>;
}

/** What `put` learnt about a file on the way. */
export interface StoredFile {
  bytes: number;
  sha256: string;
}
