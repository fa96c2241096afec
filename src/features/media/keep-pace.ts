import { uploadTooSlow } from '../../errors';

/** Bytes that have to arrive each second, on average over the time. */
const SLOWEST = 1000;

/**
 * The pieces of a file as long as they keep coming. Throws UPLOAD_TOO_SLOW when in so many seconds of waiting less than a trickle has
 * arrived: who sends a byte now and then would hold a connection for ever. Only waiting counts, not what is done with the pieces.
 */
export async function* keepPace<Piece extends Buffer | string>(
  source: AsyncIterable<Piece>,
  seconds: number,
): AsyncGenerator<Piece> {
  const pieces = source[Symbol.asyncIterator]();
  const windowMs = seconds * 1000;
  let waited = 0;
  let arrived = 0;
  let ended = false;
  try {
    for (;;) {
      const since = performance.now();
      const next = await within(pieces.next(), windowMs - waited);
      waited += performance.now() - since;
      if (next !== null && next.done) {
        ended = true;
        return;
      }
      if (next !== null) arrived += next.value.length;
      if (next === null || waited >= windowMs) {
        if (arrived < seconds * SLOWEST) throw uploadTooSlow(seconds);
        waited = 0;
        arrived = 0;
      }
      if (next !== null) yield next.value;
    }
  } finally {
    // A source that waits for its client would not let go before the client does.
    if (!ended) void Promise.resolve(pieces.return?.()).catch(() => undefined);
  }
}

/** What is awaited, or null when it takes longer. What comes later than that is a fault that nobody has to hear of. */
async function within<Value>(awaited: Promise<Value>, ms: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(resolve, Math.max(0, ms), null);
  });
  awaited.catch(() => undefined);
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer);
  }
}
