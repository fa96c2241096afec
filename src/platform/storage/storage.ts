/** Files that outlive a request. Keys are slash-separated paths of `[A-Za-z0-9._-]` segments that don't begin with a dot. */
export interface Storage {
  /**
   * Stores the stream whole or not at all; throws FILE_TOO_LARGE past `maxBytes`, INSUFFICIENT_STORAGE when there is no room, and
   * what the stream throws. A key that exists is replaced. Gives the size in bytes and the SHA-256 in hex.
   */
  put(key: string, source: NodeJS.ReadableStream, maxBytes: number): Promise<StoredFile>;
  /**
   * The file, or a range of its bytes. Throws NOT_FOUND when there is no such key. The caller reads the stream to its end or destroys it.
   */
  read(key: string, range?: ByteRange): Promise<NodeJS.ReadableStream>;
  /** The file's size in bytes and its age; null when there is no such key. */
  stat(key: string): Promise<FileStat | null>;
  /** Does nothing when there is no such key. */
  delete(key: string): Promise<void>;
  /** The files right below `<prefix>/`. */
  list(prefix: string): Promise<ListedFile[]>;
  /** Begins a file that is written part by part, by one process after the other; gives the id by which it goes on. */
  beginParts(key: string): Promise<string>;
  /**
   * Stores the next part, counted from 1. Every part but the last has at least 5 MiB, as S3 demands; `offset` is the sum of the sizes
   * before it. A part that is stored again replaces itself, so whoever was killed begins with the part whose answer it did not keep.
   */
  putPart(file: UnfinishedFile, part: { number: number; offset: number }, bytes: Buffer): Promise<StoredPart>;
  /** Makes the file of all its parts, in the order of their numbers; before that nobody sees it. */
  finishParts(file: UnfinishedFile, parts: readonly StoredPart[]): Promise<void>;
  /** Throws the parts away. Does nothing when there are none. */
  abandonParts(file: UnfinishedFile): Promise<void>;
}

/** A storage as the program that starts with it needs it. */
export interface MaintainedStorage extends Storage {
  /** Stores and deletes an empty file; throws the store's error when that can't be done. */
  check(): Promise<void>;
  /** Takes away what processes that died have left half-stored more than a day ago; gives how many. Safe beside running uploads. */
  sweep(): Promise<number>;
}

/** What `put` learnt about a file on the way. */
export interface StoredFile {
  bytes: number;
  sha256: string;
}

/** From one byte to another, both included, counted from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What is known of a file without reading it. */
export interface FileStat {
  bytes: number;
  modifiedAt: Date;
}

/** A file of a folder. */
export interface ListedFile extends FileStat {
  key: string;
}

/** A file that is being written part by part: its key, and the id that `beginParts` gave. Both are plain texts that a checkpoint can hold. */
export interface UnfinishedFile {
  key: string;
  id: string;
}

/** A part that is stored. `tag` is what the store wants to hear of it at the end. */
export interface StoredPart {
  number: number;
  bytes: number;
  tag: string;
}

/** The smallest part that is not the last one, in bytes (S3's multipart upload limits). */
export const SMALLEST_PART = 5 * 1024 * 1024;
