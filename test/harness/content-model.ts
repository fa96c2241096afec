import type { SeededRandom } from './seeded-random';

/*
 * A list evaluated in memory, in the plainest way: what the tests of lists hold the database's answers against.
 */

/** What a document holds at one time. Values of a translation replace the row's, all of them. */
export interface Version {
  values: Record<string, unknown>;
  translations: Map<string, Record<string, unknown>>;
}

/** A document: what readers see of it, and what editors see; null where they see nothing. */
export interface ModelDocument {
  id: string;
  live: Version | null;
  current: Version | null;
}

/** How the model is looked at. */
export interface ModelView {
  perspective: 'PUBLISHED' | 'DRAFT';
  chain: readonly string[];
}

/** A document as one view shows it. */
export type Seen = Record<string, unknown> & { id: string };

/** The documents of each type, and which type a property refers to. */
export interface ContentModel {
  documents: Record<string, ModelDocument[]>;
  references: Record<string, string>;
}

export type ModelFilter = Record<string, unknown>;

/** A document as the view shows it; null when it does not. */
export function seen(document: ModelDocument | undefined, { perspective, chain }: ModelView): Seen | null {
  const version = perspective === 'PUBLISHED' ? document?.live : document?.current;
  if (!document || !version) return null;
  const served = chain.map(locale => version.translations.get(locale)).find(values => values !== undefined);
  return { id: document.id, ...version.values, ...served };
}

/** The ids of a list in its order. */
export function expectedList(
  model: ContentModel,
  type: string,
  view: ModelView,
  filter: ModelFilter,
  sort: readonly { property: string; descending: boolean }[],
): string[] {
  return model.documents[type]
    .map(document => seen(document, view))
    .filter(document => document !== null)
    .filter(document => meets(model, view, document, filter))
    .sort((a, b) => {
      for (const { property, descending } of sort) {
        const order = compare(a[property], b[property]);
        if (order !== 0) return descending ? -order : order;
      }
      const order = compare(a.id, b.id);
      return sort[sort.length - 1].descending ? -order : order;
    })
    .map(({ id }) => id);
}

function meets(model: ContentModel, view: ModelView, document: Seen, filter: ModelFilter): boolean {
  return Object.entries(filter).every(([key, given]) => {
    const inner = (part: unknown) => meets(model, view, document, part as ModelFilter);
    if (key === 'and') return (given as ModelFilter[]).every(inner);
    if (key === 'or') return (given as ModelFilter[]).some(inner);
    if (key === 'not') return !inner(given);
    const type = model.references[key] ?? model.references[key.replace(/Id$/, '')];
    if (!type) return compares(document[key], given as Record<string, unknown>);
    const find = (id: unknown) =>
      seen(
        model.documents[type].find(candidate => candidate.id === id),
        view,
      );
    if (key.endsWith('Id')) return compares(find(document[key])?.id ?? null, given as Record<string, unknown>);
    if (!Array.isArray(document[key])) {
      const target = find(document[`${key}Id`]);
      return target !== null && meets(model, view, target, given as ModelFilter);
    }
    const targets = (document[key] as string[]).map(find).filter(target => target !== null);
    const { some, none, every } = given as Record<string, ModelFilter>;
    return (
      (!some || targets.some(target => meets(model, view, target, some))) &&
      (!none || !targets.some(target => meets(model, view, target, none))) &&
      (!every || targets.every(target => meets(model, view, target, every)))
    );
  });
}

function compares(value: unknown, operators: Record<string, unknown>): boolean {
  return Object.entries(operators).every(([operator, operand]) => {
    const order = value === null ? null : compare(value, operand);
    switch (operator) {
      case 'eq':
        return order === 0;
      case 'ne':
        return order !== 0;
      case 'in':
        return value !== null && (operand as unknown[]).includes(value);
      case 'notIn':
        return !(operand as unknown[]).includes(value);
      case 'isNull':
        return (value === null) === operand;
      case 'lt':
        return order !== null && order < 0;
      case 'gte':
        return order !== null && order >= 0;
      case 'contains':
        return String(value).includes(String(operand));
      case 'startsWith':
        return String(value).startsWith(String(operand));
      default:
        throw new Error(`The model does not know ${operator}.`);
    }
  });
}

/** No value comes before every value. */
function compare(a: unknown, b: unknown): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
}

/** Some of the items, each with the chance. */
export function some<Item>(random: SeededRandom, items: readonly Item[], chance: number): Item[] {
  return items.filter(() => random.chance(chance));
}
