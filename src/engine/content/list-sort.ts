import { registerEnumType } from 'type-graphql';
import { badUserInput } from '../../errors';
import type { Viewer } from '../access/viewer';
import type { ContentTypeDefinition } from './content-type';
import type { SortKey } from './list-leg';
import { demandField, demandPrivate, type Perspective } from './visibility';

/** The most keys of one order. */
const MOST_KEYS = 4;

/** Kinds that have few values: an order that begins with one of them walks half of the table for a page. */
const FEW_VALUES: ReadonlySet<string> = new Set(['BOOLEAN', 'CHOICE']);

/** The stems of `<Type>Sort`, and the property that each sorts by. */
export function sortStems({ sortable, tree }: ContentTypeDefinition): ReadonlyMap<string, string> {
  return tree ? new Map([...sortable, ['POSITION', 'position']]) : sortable;
}

/** Registers `<Type>Sort`, e.g. with `TITLE_ASC`. */
export function createSortEnum(definition: ContentTypeDefinition): object {
  const values: Record<string, string> = {};
  const valuesConfig: Record<string, { description: string }> = {};
  for (const stem of sortStems(definition).keys()) {
    const by = stem.toLowerCase().replaceAll('_', ' ');
    const only = stem === 'POSITION' ? ' Only with `parentId` or `atTop`.' : '';
    values[`${stem}_ASC`] = `${stem}_ASC`;
    values[`${stem}_DESC`] = `${stem}_DESC`;
    valuesConfig[`${stem}_ASC`] = { description: `By ${by}, smallest or oldest first.${only}` };
    valuesConfig[`${stem}_DESC`] = { description: `By ${by}, greatest or newest first.${only}` };
  }
  registerEnumType(values, {
    name: `${definition.name}Sort`,
    description: `The orders that a list of ${definition.name} objects can have.`,
    valuesConfig,
  });
  return values;
}

/** The order of a list for which none was asked: newest first, names from A to Z. */
export function defaultSort({ tree, sortable }: ContentTypeDefinition): SortKey {
  return tree || !sortable.has('TITLE')
    ? { property: [...sortable.values()].at(-1) as string, descending: false }
    : NEWEST_FIRST;
}

/** What went live last comes first. */
export const NEWEST_FIRST: SortKey = { property: 'liveAt', descending: true };

/** Siblings in the order that editors gave them. */
export const IN_TREE_ORDER: SortKey = { property: 'position', descending: false };

/**
 * The keys of the enum values that were asked for. Throws BAD_USER_INPUT for orders that no index can keep, and FORBIDDEN for a
 * private field that the viewer may not read.
 */
export function readSort(
  definition: ContentTypeDefinition,
  viewer: Viewer,
  sort: readonly string[],
  { narrowed, siblings, perspective }: { narrowed: boolean; siblings: boolean; perspective: Perspective },
): SortKey[] {
  if (sort.length > MOST_KEYS) throw refused(`A list is sorted by ${MOST_KEYS} keys at most, not ${sort.length}.`);
  const stems = sortStems(definition);
  const keys = sort.map(value => {
    const stem = value.replace(/_(ASC|DESC)$/, '');
    return { property: stems.get(stem) as string, descending: value.endsWith('_DESC') };
  });
  for (const [index, { property }] of keys.entries()) {
    if (keys.findIndex(key => key.property === property) !== index) {
      throw refused(`A list is sorted by ${sort[index].replace(/_(ASC|DESC)$/, '')} once at most.`);
    }
    if (property === 'position' && !siblings) throw refused('Sort by POSITION only with `parentId` or `atTop`.');
    const field = definition.values.find(value => value.property === property);
    if (field?.options.private) demandPrivate(viewer, perspective, definition.name);
    if (field) demandField(viewer, perspective, definition.name, property);
    if (index === 0 && keys.length > 1 && field && FEW_VALUES.has(field.kind.name) && !narrowed) {
      throw refused(`An order that begins with ${sort[0]} needs a filter: too many documents have the same value.`);
    }
  }
  return keys;
}

function refused(message: string) {
  return badUserInput(message, { argument: 'sort' });
}
