import type { ClassType } from 'type-graphql';
import type { Locales } from '../../src/engine/content/locales';
import { startApi, type TestApi } from './api';
import { wholeList } from './bulk-client';
import { latinWords } from './corpus';
import { report, seededRandom, testSeeds } from './seeded-random';

/*
 * What the loading of a real corpus needs: figures of the time it took, and plain scans to hold the answers against.
 */

const [seed] = testSeeds(1);

/** Chooses what is looked at; the same for the same seed. */
export const random = seededRandom(seed);

/** The product with the content types of a corpus. */
export function startCorpusApi(contentTypes: readonly ClassType[], locales?: Locales): Promise<TestApi> {
  return startApi({ worker: false, contentTypes, ...(locales ? { locales } : {}) });
}

/** Prints how many documents a second some work took in. */
export async function timed<Result>(what: string, documents: number, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  report(`${what}: ${documents} in ${seconds.toFixed(1)} s, ${Math.round(documents / seconds)}/s`);
  return result;
}

/** Asks as a reader; fails on any error. */
export async function ask(api: TestApi, query: string, variables: object = {}): Promise<Record<string, any>> {
  const { data, errors } = await api.query(query, variables, { token: null });
  expect(errors).toBeUndefined();
  return data;
}

/** Both ways over a whole list: everything once, and the same. */
export async function walk(api: TestApi, field: string, sort: string, count: number): Promise<void> {
  const forward = await wholeList(api, field, { args: `sort: [${sort}]` });
  const ids = forward.map(({ id }) => id);
  expect(ids).toHaveLength(count);
  expect(new Set(ids).size).toBe(count);
  const backward = await wholeList(api, field, { args: `sort: [${sort}]`, backward: true });
  expect(backward.map(({ id }) => id)).toEqual(ids.reverse());
}

/** Words of the documents, some rare and some not: each is found in exactly the documents where a scan finds it. */
export async function searchLikeAScan(
  api: TestApi,
  field: string,
  documents: readonly { slug: string; text: string }[],
  words: number,
): Promise<void> {
  const index = documents.map(({ slug, text }) => ({ slug, words: [...latinWords(text)] }));
  const vocabulary = [...new Set(index.flatMap(document => document.words))].filter(word => /^[a-z]{4,20}$/.test(word));
  let checked = 0;
  let found = 0;
  while (checked < words) {
    const wanted = [
      random.pick(vocabulary),
      ...(random.chance(0.4) ? [random.pick(random.pick(index).words) ?? ''] : []),
    ];
    if (wanted.some(word => !/^[a-z]{4,20}$/.test(word))) continue;
    const last = wanted[wanted.length - 1];
    const expected = index
      .filter(document => document.words.some(word => word.startsWith(last)))
      .filter(document => wanted.every(word => word === last || document.words.includes(word)))
      .map(({ slug }) => slug);
    if (expected.length > 900) continue;
    const slugs = (
      await wholeList(api, field, { args: `search: ${JSON.stringify(wanted.join(' '))}`, selection: 'slug' })
    ).map(({ slug }) => slug as string);
    expect({ wanted, slugs: slugs.sort() }).toEqual({ wanted, slugs: expected.sort() });
    checked++;
    found += expected.length;
  }
  report(`${field}: ${checked} searches find the ${found} documents that a scan finds (seed ${seed})`);
}
