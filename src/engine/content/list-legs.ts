import type { Fragment } from '../pagination/keyset';
import { searchJoin } from '../search/match';
import { localizedIn } from './condition-sql';
import type { ContentTypeDefinition } from './content-type';
import { allOf, type Condition, NEVER } from './list-filter';
import { type Leg, legFrom, type SortKey } from './list-leg';
import { chooseCountStart, conjuncts, hasOffer } from './list-start';
import { branchesOf, type View } from './view';
import { Perspective } from './visibility';

/** Alternatives of an `or` that are read one by one, each by its own index. */
const MOST_ALTERNATIVES = 4;

/** What a list is made of, whatever its order. */
export interface ListContents {
  definition: ContentTypeDefinition;
  view: View;
  condition: Condition | null;
  /** What people typed; null when nothing is searched for. */
  search: string | null;
}

/** The legs of a list, which never find the same document twice. */
export function legsOf(list: ListContents, keys: readonly SortKey[] = []): Leg[] {
  const { definition, view, condition, search } = list;
  const localized =
    search !== null ||
    localizedIn(condition, definition) ||
    keys.some(({ property }) => definition.localized.has(property));
  const stepped = localized && definition.localized.size > 0 && view.steps.length > 0;
  const steps = stepped ? view.chain.map((_, step) => step) : [null];
  return branchesOf(definition, view).flatMap(branch =>
    steps.map(step => withSearch({ definition, view, branch, step, condition, search: null }, search)),
  );
}

/** A search in which there is nothing to look for finds nothing. */
function withSearch(leg: Leg, text: string | null): Leg {
  if (text === null) return leg;
  const { definition, view, branch, step } = leg;
  const search = searchJoin(text, {
    type: definition.name,
    locale: view.chain[step ?? view.steps.length],
    draft: branch.tables.draft,
    live: view.perspective === Perspective.PUBLISHED,
    documents: 't',
  });
  return search ? { ...leg, search } : { ...leg, condition: NEVER };
}

/**
 * The legs of a list that is sorted and limited. Where the filter is an `or` whose alternatives each have an index, each gets legs of
 * its own; `distinct` says that these may find the same documents.
 */
export function sortedLegs(list: ListContents, keys: readonly SortKey[]): { legs: Leg[]; distinct: boolean } {
  const legs = legsOf(list, keys);
  const conditions = conjuncts(list.condition);
  const either = conditions.find(part => part.type === 'any');
  if (either?.type !== 'any' || either.parts.length < 2 || either.parts.length > MOST_ALTERNATIVES || list.search) {
    return { legs, distinct: false };
  }
  const rest = conditions.filter(part => part !== either);
  const [leg] = legs;
  const splits = either.parts.every(part => hasOffer(leg, part)) && !rest.some(part => hasOffer(leg, part));
  if (!splits) return { legs, distinct: false };
  return {
    legs: either.parts.flatMap(part => legs.map(each => ({ ...each, condition: allOf([...rest, part]) }))),
    distinct: true,
  };
}

/** `SELECT COUNT(*) AS n` of each leg. */
export function countLegs(legs: readonly Leg[]): Fragment[] {
  return legs.map(leg => {
    const { sql, values } = legFrom(leg, chooseCountStart(leg));
    return { sql: `SELECT COUNT(*) AS n ${sql}`, values };
  });
}
