const USUAL_PART = 8 * 1024 * 1024;
const LARGE_PART = 64 * 1024 * 1024;
/** S3 takes 10,000 parts: with larger ones from here on that is more than half a terabyte. */
const USUAL_PARTS = 1000;

/** A part of a file; there is always a last one, which may be empty. */
export interface CutPart {
  body: Buffer;
  isLast: boolean;
}

/** Cuts a stream into parts for an S3 multipart upload, one in memory at a time; `seen` hears of every piece before that. */
export async function* cutIntoParts(
  source: NodeJS.ReadableStream,
  seen: (chunk: Buffer) => void,
): AsyncGenerator<CutPart> {
  let gathered: Buffer[] = [];
  let bytes = 0;
  let parts = 0;
  for await (const piece of source) {
    let chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    seen(chunk);
    for (;;) {
      const size = parts < USUAL_PARTS ? USUAL_PART : LARGE_PART;
      const taken = chunk.subarray(0, size - bytes);
      gathered.push(taken);
      bytes += taken.length;
      chunk = chunk.subarray(taken.length);
      if (bytes < size) break;
      yield { body: Buffer.concat(gathered), isLast: false };
      parts++;
      gathered = [];
      bytes = 0;
      if (chunk.length === 0) break;
    }
  }
  yield { body: Buffer.concat(gathered), isLast: true };
}
