import { setImmediate as nextTurn } from 'node:timers/promises';
import { eachRun, encodeToken, pairsOf } from './tokens';

/** What of a document is searched: plain text, no markup. */
export interface SearchableText {
  /** Its words count more. */
  title: string;
  texts: readonly string[];
}

/** UTF-16 units of one document that are searched, the title first; what comes after them is not found. A novel has as many. */
export const LONGEST_DOCUMENT = 1_000_000;

/** Distinct tokens of one document that are searched: more than a million units of any real language have. */
const MOST_TOKENS = 200_000;

/** UTF-16 units that are taken in without giving other work a turn: a few ms, and for the worst of texts 25. */
const SLICE = 16 * 1024;

/** How far back from a slice's end we look for a place between two words. */
const SEAM = 1024;

/** What one distinct token costs to write, in units to read. */
const UNITS_PER_TOKEN = 8;

/**
 * The document's tokens as they are stored for the full-text index: each distinct one as `tok__`, those of the title as `tok__t` too.
 * The suffix keeps them from being too short or a stop word. Their order means nothing: there are no phrases. A token that occurs n
 * times stands there 1 + log2(n) times, so that repeating a word helps a long document less and less, and the index stays small.
 */
export function encodeDocument(document: SearchableText): string {
  const encoding = encodingSteps(document);
  for (;;) {
    const step = encoding.next();
    if (step.done) return step.value;
  }
}

/** The same for many documents, in their order; between slices the event loop gets its turn. */
export async function encodeDocuments(documents: readonly SearchableText[]): Promise<string[]> {
  const encoded: string[] = [];
  let units = 0;
  for (const document of documents) {
    const encoding = encodingSteps(document);
    let step = encoding.next();
    while (!step.done) {
      units += step.value;
      if (units >= SLICE) {
        units = 0;
        await nextTurn();
      }
      step = encoding.next();
    }
    encoded.push(step.value);
  }
  return encoded;
}

/** Yields after each step how many units it has worked through. */
function* encodingSteps({ title, texts }: SearchableText): Generator<number, string> {
  const inTitle = new Map<string, number>();
  const inAll = new Map<string, number>();
  let left = LONGEST_DOCUMENT;
  for (const [index, whole] of [title, ...texts].entries()) {
    const text = whole.slice(0, left);
    left -= text.length;
    for (const slice of slicesOf(text)) {
      countTokens(slice, inAll);
      if (index === 0) countTokens(slice, inTitle);
      yield slice.length;
    }
  }
  let encoded = '';
  let written = 0;
  for (const [suffix, counts] of [
    ['__t', inTitle],
    ['__', inAll],
  ] as const) {
    for (const [token, count] of counts) {
      encoded += `${encodeToken(token)}${suffix} `.repeat(1 + Math.floor(Math.log2(count)));
      if (++written % (SLICE / UNITS_PER_TOKEN) === 0) yield SLICE;
    }
  }
  return encoded.trimEnd();
}

function countTokens(text: string, counts: Map<string, number>): void {
  const count = (token: string) => {
    const known = counts.get(token);
    if (known !== undefined) counts.set(token, known + 1);
    else if (counts.size < MOST_TOKENS) counts.set(token, 1);
  };
  eachRun(text, (run, kind) => {
    if (kind === 'PAIRED') {
      const { pairs, last } = pairsOf(run);
      for (const pair of pairs) count(pair);
      count(last);
      return;
    }
    // "C++" is found by its own name, and as a "c" too.
    if (kind === 'SIGN' && /^[a-z]/.test(run)) count(run[0]);
    count(run);
  });
}

/** The text in pieces that end between two words. Where there is no such place the next piece repeats the end of the last one. */
function* slicesOf(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > SLICE) {
    const end = from + SLICE;
    const space = lastSpace(text, end);
    yield text.slice(from, space ?? end);
    from = space ?? end - SEAM;
  }
  if (from < text.length) yield text.slice(from);
}

function lastSpace(text: string, end: number): number | null {
  for (let index = end; index > end - SEAM; index--) {
    if (/\s/.test(text[index])) return index;
  }
  return null;
}
