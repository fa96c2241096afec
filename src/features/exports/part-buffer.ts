/** The smallest room, in bytes. */
const FIRST = 1024 * 1024;

/** Collects texts in one piece of memory that is used again for each part: what is thrown away waits long for the garbage collector. */
export class PartBuffer {
  rows = 0;
  private bytes = Buffer.allocUnsafe(FIRST);
  private used = 0;

  /** Adds a text in UTF-8, and gives its size in bytes. */
  append(text: string, rows: number): number {
    // A UTF-16 unit takes three bytes at most.
    const most = this.used + text.length * 3;
    if (most > this.bytes.length) this.grow(this.used + Buffer.byteLength(text));
    const size = this.bytes.write(text, this.used);
    this.used += size;
    this.rows += rows;
    return size;
  }

  /** What was collected; it stays so until something is added again. */
  take(): { bytes: Buffer; rows: number } {
    const taken = { bytes: this.bytes.subarray(0, this.used), rows: this.rows };
    this.used = 0;
    this.rows = 0;
    return taken;
  }

  private grow(size: number): void {
    if (size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(size, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}
