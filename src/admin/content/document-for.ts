import { gql } from '@urql/core';
import type { DocumentNode } from 'graphql';
import { capital, type ContentField, type ContentType } from './content-type';

/*
 * Operations on content are written at run time, from what the API says of a type. Each text is made and parsed once: the client tells
 * operations apart by their document.
 */

/** What is selected of a field: '' for one that lists and forms leave out. Given by the registry of kinds. */
export type SelectionOf = (field: ContentField) => string;

/** What every document shows of itself; `_locale` makes the cache keep each language apart. */
const BASE =
  '__typename id slug state revision createdAt updatedAt publishedAt publishAt unpublishAt _locale { requested served } _locales';

const documents = new Map<string, DocumentNode>();

function parsed(source: string): DocumentNode {
  let document = documents.get(source);
  if (!document) documents.set(source, (document = gql(source)));
  return document;
}

/** The selection of a document with some of its fields. */
export function selectionFor(type: ContentType, fields: readonly string[], selectionOf: SelectionOf): string {
  const wanted = new Set([type.titleField, ...fields]);
  const own = type.fields.filter(({ name }) => wanted.has(name)).map(selectionOf);
  return [BASE, ...own.filter(Boolean)].join(' ');
}

/** A page of a type's list as `page`. Variables: first, after, filter, search, sort, locale, counted (whether to count all). */
export function listDocumentFor(type: ContentType, fields: readonly string[], selectionOf: SelectionOf): DocumentNode {
  const { name, plural } = type;
  return parsed(`query ${name}List($first: Int!, $after: String, $filter: ${name}Filter, $search: String, $sort: [${name}Sort!], $locale: String, $counted: Boolean!) {
  page: ${plural}(first: $first, after: $after, filter: $filter, search: $search, sort: $sort, locale: $locale, perspective: DRAFT) {
    nodes { ${selectionFor(type, fields, selectionOf)} }
    pageInfo { endCursor hasNextPage }
    totalCount @include(if: $counted)
  }
}`);
}

/** A page of a level of a tree as `page`, and how many there are of the type as `all`. Variables: first, after, parentId or atTop, locale, counted. */
export function levelDocumentFor(type: ContentType, fields: readonly string[], selectionOf: SelectionOf): DocumentNode {
  const { name, plural } = type;
  return parsed(`query ${name}Level($first: Int!, $after: String, $parentId: ID, $atTop: Boolean! = false, $locale: String, $counted: Boolean!) {
  page: ${plural}(first: $first, after: $after, parentId: $parentId, atTop: $atTop, locale: $locale, perspective: DRAFT) {
    nodes { ${selectionFor(type, fields, selectionOf)} children(first: 1) { __typename id _locale { requested } } }
    pageInfo { endCursor hasNextPage }
    totalCount
  }
  all: ${plural}Aggregate(locale: $locale, perspective: DRAFT) @include(if: $counted) { count }
}`);
}

/** Some documents of a type by their ids, as `nodes`. Variables: ids, locale. */
export function entriesDocumentFor(
  type: ContentType,
  fields: readonly string[],
  selectionOf: SelectionOf,
): DocumentNode {
  const { name } = type;
  return parsed(`query ${name}Entries($ids: [ID!]!, $locale: String) {
  nodes(ids: $ids, locale: $locale, perspective: DRAFT) { __typename id ... on ${name} { ${selectionFor(type, fields, selectionOf)} } }
}`);
}

/** How many documents have the same value of one of the type's `groups`, as `aggregate`. Variables: filter, search, locale. */
export function countsDocumentFor(
  type: ContentType,
  group: string,
  targetTitle: { type: string; field: string } | null,
): DocumentNode {
  const { name, plural } = type;
  const document = targetTitle
    ? `document { __typename id _locale { requested } ... on ${targetTitle.type} { slug ${targetTitle.field} } }`
    : '';
  return parsed(`query ${name}Counts($filter: ${name}Filter, $search: String, $locale: String) {
  aggregate: ${plural}Aggregate(filter: $filter, search: $search, locale: $locale, perspective: DRAFT) {
    groups: groupBy(field: ${group}, first: 100) { key count ${document} }
  }
}`);
}

/** The first documents of a type that a search finds, for pickers, as `page`. Variables: search, locale, first. */
export function pickerDocumentFor({ name, plural, titleField, tree }: ContentType): DocumentNode {
  return parsed(`query ${name}Choices($search: String, $locale: String, $first: Int!) {
  page: ${plural}(first: $first, search: $search, locale: $locale, perspective: DRAFT) {
    nodes { __typename id slug state _locale { requested } ${titleField} ${tree ? 'path' : ''} }
    pageInfo { hasNextPage }
  }
}`);
}

/** A mutation with its one input; the answer's payload is `payload`, with `userErrors` in it. */
export function mutationDocumentFor(mutation: string, selection: string): DocumentNode {
  const Name = capital(mutation);
  return parsed(`mutation ${Name}($input: ${Name}Input!) {
  payload: ${mutation}(input: $input) { ${selection} userErrors { code message path } }
}`);
}
