import { encodeDocument } from '../../../src/engine/search/document-text';
import { encodeQuery } from '../../../src/engine/search/query-text';

/** What the query wants and a document with this text does not have: what the database would say, without one. */
export function misses(query: string, text: string): string[] {
  const stored = encodeDocument({ title: '', texts: [text] }).split(' ');
  const wanted = (encodeQuery(query)?.split(' ') ?? []).filter(term => term.startsWith('+'));
  return wanted.filter(term => {
    const token = term.slice(1);
    return token.endsWith('*') ? !stored.some(known => known.startsWith(token.slice(0, -1))) : !stored.includes(token);
  });
}

/** Numbers below a limit that look random and are the same in every run. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
