import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const DATA = process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../shared/data');

/** True where the corpora are. */
export const hasCorpus = existsSync(join(DATA, 'corpus'));

/** The records of a corpus, e.g. `cpp-docs`. */
export function readCorpus<Record>(name: string): Record[] {
  const text = gunzipSync(readFileSync(join(DATA, 'corpus', `${name}.jsonl.gz`))).toString();
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record);
}

/** What is known of a corpus, counted by other means. */
export function corpusFacts<Facts>(corpus: string): Facts {
  const facts = JSON.parse(readFileSync(join(DATA, 'facts.json'), 'utf8'));
  return facts['corpus/_facts'][corpus] as Facts;
}

/** A slug for any text: letters and digits stay, everything else becomes its number. Different texts have different slugs. */
export function exactSlug(text: string): string {
  return Array.from(text, character =>
    /[A-Za-z0-9]/.test(character) ? character : `_${character.codePointAt(0)?.toString(16)}_`,
  ).join('');
}

/** The words of a text as people see them: folded, without accents. Latin letters and digits only. */
export function latinWords(text: string): Set<string> {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set(plain.match(/(?<![\p{L}\p{N}])[a-z0-9]+(?![\p{L}\p{N}\p{M}])/gu) ?? []);
}

/** How often each item occurs, the most frequent first; equals in the order of their names. */
export function tally(items: Iterable<string>): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([one, n], [other, m]) => m - n || (one < other ? -1 : 1));
}
