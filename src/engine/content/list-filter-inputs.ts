import { type ClassType, Field, InputType } from 'type-graphql';
import { ContentState } from './content';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import type { ReferenceField } from './fields';
import { DateTimeFilter, filterInput, IdFilter, StringFilter } from './filter-inputs';

/*
 * Generates `<Type>Filter` for a content type: a condition on what every document has, on each field that is declared filterable, and on
 * the documents that it refers to. list-filter.ts reads what comes in.
 */

const StateFilter = filterInput('ContentStateFilter', 'a state', () => ContentState);

/** The properties of every document that lists can be filtered by, and how. */
const BASE_FILTERS = {
  id: [IdFilter, 'On the id.'],
  slug: [StringFilter, 'On the slug, as the locale has it.'],
  createdAt: [DateTimeFilter, 'On when the document came into this server.'],
  updatedAt: [DateTimeFilter, 'On when the document was last saved.'],
  publishedAt: [DateTimeFilter, 'On when the document went live.'],
  state: [StateFilter, 'On the state; only with the perspective DRAFT.'],
  publishAt: [DateTimeFilter, 'On when the document is due to go live; only with the perspective DRAFT.'],
  unpublishAt: [DateTimeFilter, 'On when the document is due to be taken down; only with the perspective DRAFT.'],
} as const;

/** What only those can filter by who see it: readers are told one state, and no plans. */
export const DRAFT_ONLY: ReadonlySet<string> = new Set(['state', 'publishAt', 'unpublishAt']);

/** The properties of every document that lists can be filtered by. */
export const BASE_FILTER_PROPERTIES = Object.keys(BASE_FILTERS);

/** The references that lists can be filtered by: those declared so, and a tree's parent. */
export function filterableReferences({ references, tree }: ContentTypeDefinition): ReferenceField[] {
  return references.filter(({ property, options }) => options.filterable || (tree && property === 'parent'));
}

const filters = new Map<ContentTypeDefinition, ClassType>();
const listFilters = new Map<ContentTypeDefinition, ClassType>();

/** `<Type>Filter`; made once, with those of the types that it refers to. */
export function contentFilterOf(definition: ContentTypeDefinition): ClassType {
  const known = filters.get(definition);
  if (known) return known;
  const name = `${definition.name}Filter`;
  const Filter = { [name]: class {} }[name];
  filters.set(definition, Filter);
  const add = (property: string, type: () => unknown, description: string) =>
    Field(type as () => typeof String, { nullable: true, description })(Filter.prototype, property);
  for (const [property, [type, description]] of Object.entries(BASE_FILTERS)) add(property, () => type, description);
  for (const { property, kind, options } of definition.values) {
    const type = options.filterable ? kind.filter({ owner: definition.name, property, options }) : null;
    if (type) add(property, () => type, `On \`${property}\`.`);
  }
  for (const field of filterableReferences(definition)) addReference(field, add);
  add('and', () => [Filter], 'All of these must hold.');
  add('or', () => [Filter], 'At least one of these must hold.');
  add('not', () => Filter, 'This must not hold.');
  InputType(name, {
    description: `Which ${definition.name} objects are wanted; all that is given must hold. 100 conditions at most, 10 levels deep.`,
  })(Filter);
  return Filter;
}

function addReference(
  { property, arity, target }: ReferenceField,
  add: (property: string, type: () => unknown, description: string) => void,
): void {
  const definition = definitionOf(target());
  if (arity === 'MANY') {
    const List = listFilterOf(definition);
    add(property, () => List, `On the documents that \`${property}\` refers to.`);
    return;
  }
  const Filter = contentFilterOf(definition);
  add(property, () => Filter, `On the document that \`${property}\` refers to; never holds where there is none.`);
  add(`${property}Id`, () => IdFilter, `On the id of the document that \`${property}\` refers to.`);
}

function listFilterOf(definition: ContentTypeDefinition): ClassType {
  const known = listFilters.get(definition);
  if (known) return known;
  const name = `${definition.name}ListFilter`;
  const List = { [name]: class {} }[name];
  listFilters.set(definition, List);
  const Filter = contentFilterOf(definition);
  const add = (property: string, description: string) =>
    Field(() => Filter, { nullable: true, description })(List.prototype, property);
  add('some', 'For at least one of them this holds.');
  add('none', 'For none of them this holds; `{}` is for documents that refer to none at all.');
  add('every', 'For all of them this holds, or there are none.');
  InputType(name, { description: `A condition on a list of ${definition.name} objects; all that is given must hold.` })(
    List,
  );
  return List;
}
