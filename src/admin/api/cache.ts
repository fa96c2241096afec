import { cacheExchange, type Data, type KeyGenerator } from '@urql/exchange-graphcache';
import { KEY_FIELDS } from './generated/cache-keys';

/**
 * Documents are kept by id and language: who selects `_locale { requested }` reads and writes an entry of that language. Types that a site
 * has of its own are not in the generated map, and get the same rule.
 */
const keyOfDocument: KeyGenerator = ({ id, _locale }: Data) => {
  if (typeof id !== 'string') return null;
  const { requested } = (_locale ?? {}) as { requested?: string };
  return requested === undefined ? id : `${id}@${requested}`;
};

const keys = Object.fromEntries(
  Object.entries(KEY_FIELDS).map(([type, field]): [string, KeyGenerator] => [
    type,
    field === null ? () => null : data => (data[field] as string | undefined) ?? null,
  ]),
);

/** Lists are asked for anew after one of these: nobody can know where a new document belongs among sorted and filtered ones. */
const CHANGES_LISTS =
  /^(create(?!Upload)|complete|delete|trash|restore|purge|publish|unpublish|invite|revoke|end|move|schedule|set|import|export|replan|apply|undo)/;

/** The normalized cache; without a schema, which is large and changes with the site. */
export const createCache = () =>
  cacheExchange({
    keys: new Proxy(keys, { get: (known, type: string) => known[type] ?? keyOfDocument }),
    updates: {
      Mutation: new Proxy(
        {},
        {
          get: (_none, field: string) =>
            CHANGES_LISTS.test(field)
              ? (_result: unknown, _args: unknown, cache: ListCache) => {
                  for (const { fieldName, fieldKey } of cache.inspectFields('Query')) {
                    if (!KEPT.has(fieldName) && !OF_ONE.test(fieldKey)) cache.invalidate('Query', fieldKey);
                  }
                }
              : undefined,
        },
      ),
    },
  });

/** What no mutation changes, and what is found by its key again. */
const KEPT = new Set(['contentTypes', 'contentLocales', 'viewer', 'siteSettings', 'signInOptions', '__typename']);

/** A field with an id as its argument is one object, which the mutation's answer has changed already. */
const OF_ONE = /\("?id"?:|,"id":/;

interface ListCache {
  inspectFields(entity: 'Query'): { fieldName: string; fieldKey: string }[];
  invalidate(entity: 'Query', fieldKey: string): void;
}
