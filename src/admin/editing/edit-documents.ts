import { gql } from '@urql/core';
import type { DocumentNode } from 'graphql';
import { capital, type ContentType } from '../content/content-type';
import { type AnyField, editSelection, linkSelection, type Types } from './field-values';

/*
 * The operations of the editor, written at run time from what the API says of a type, and parsed once each.
 */

const parsed = new Map<string, DocumentNode>();

function document(source: string): DocumentNode {
  let known = parsed.get(source);
  if (!known) parsed.set(source, (known = gql(source)));
  return known;
}

/** The fields that are edited as such: a document's place in a tree is changed by moving it. */
export function editedFields({ tree, fields }: ContentType): ContentType['fields'] {
  return tree ? fields.filter(({ name }) => name !== 'parent') : fields;
}

/** What a document shows of itself beside its values. */
export interface DocumentFacts {
  id: string;
  slug: string;
  state: 'DRAFT' | 'SCHEDULED' | 'PUBLISHED' | 'CHANGED';
  revision: number;
  createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
  publishAt: string | null;
  unpublishAt: string | null;
  _locale: { requested: string; served: string };
  _locales: readonly string[];
  path?: string;
  parent?: { id: string; title?: string | null; slug?: string } | null;
}

function factsOf(type: ContentType, types: Types): string {
  const place = type.tree ? `path parent { ${linkSelection(types.get(type.name))} }` : '';
  return `__typename id slug state revision createdAt updatedAt publishedAt publishAt unpublishAt _locale { requested served } _locales ${type.titleField} ${place}`;
}

const valuesOf = (type: ContentType, types: Types) =>
  editedFields(type)
    .map(field => editSelection(field, types))
    .join(' ');

/** All of a document as `entry`, in the default language too as `source`, and what may be done with it. Variables: id, locale, source, translating. */
export function openDocument(type: ContentType, types: Types): DocumentNode {
  const { name, singular } = type;
  const all = `${factsOf(type, types)} ${valuesOf(type, types)}`;
  return document(`query ${name}Editor($id: ID!, $locale: String, $source: String, $translating: Boolean!) {
  entry: ${singular}(id: $id, locale: $locale, perspective: DRAFT) { ${all} }
  source: ${singular}(id: $id, locale: $source, perspective: DRAFT) @include(if: $translating) { ${all} }
  contentRights(id: $id)
}`);
}

/** The facts of a document as `entry`, for when something happened to it elsewhere. Variables: id, locale. */
export function lookAgain(type: ContentType, types: Types): DocumentNode {
  const { name, singular } = type;
  return document(`query ${name}Facts($id: ID!, $locale: String) {
  entry: ${singular}(id: $id, locale: $locale, perspective: DRAFT) { ${factsOf(type, types)} }
}`);
}

/** Makes or saves a document; the answer has its facts, and in a conflict all that is on the server. Variables: input, locale, and to make one a key, by which it is made once. */
export function saveDocument(verb: 'create' | 'update', type: ContentType, types: Types): DocumentNode {
  const { name, singular } = type;
  const Name = `${capital(verb)}${name}`;
  const conflict =
    verb === 'update'
      ? `conflict { revision changedBy changedAt current(locale: $locale) { ${factsOf(type, types)} ${valuesOf(type, types)} } }`
      : '';
  const [key, once] = verb === 'create' ? [', $key: String!', '@idempotent(key: $key)'] : ['', ''];
  return document(`mutation ${Name}($input: ${Name}Input!, $locale: String${key}) {
  payload: ${verb}${name}(input: $input) ${once} { entry: ${singular}(locale: $locale) { ${factsOf(type, types)} } ${conflict} userErrors { code message path } }
}`);
}

/** A change of a document's state by a mutation's name. Variables: input, locale. */
export function changeDocument(mutation: string, type: ContentType, types: Types): DocumentNode {
  const Name = capital(mutation);
  if (mutation.startsWith('trash')) {
    return document(`mutation ${Name}($input: ${Name}Input!) {
  payload: ${mutation}(input: $input) { documentId conflict { revision } userErrors { code message path } }
}`);
  }
  const more = mutation.startsWith('publish')
    ? 'unpublishedReferences { targetId targetType }'
    : mutation.startsWith('restore')
      ? 'droppedFields droppedReferences { documentId field }'
      : '';
  // Moving takes no revision, and so meets no conflict.
  const conflict = mutation.startsWith('move') ? '' : 'conflict { revision }';
  return document(`mutation ${Name}($input: ${Name}Input!, $locale: String) {
  payload: ${mutation}(input: $input) { entry: ${type.singular}(locale: $locale) { ${factsOf(type, types)} } ${conflict} ${more} userErrors { code message path } }
}`);
}

/** The history of a document as `entry.revisions`. Variables: id, first, after. */
export function historyOf({ name, singular }: ContentType): DocumentNode {
  return document(`query ${name}History($id: ID!, $first: Int!, $after: String) {
  entry: ${singular}(id: $id, perspective: DRAFT) {
    __typename id _locale { requested }
    revisions(first: $first, after: $after) {
      nodes { documentId number firstNumber action author changedFields createdAt savedAt note publishedAt }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }
}`);
}

/** Who refers to a document, as `entry.usages`. Variables: id. */
export function usagesOf({ name, singular }: ContentType): DocumentNode {
  return document(`query ${name}Usages($id: ID!) {
  entry: ${singular}(id: $id, perspective: DRAFT) {
    __typename id _locale { requested }
    usages(first: 20) { nodes { type documentId field } totalCount }
  }
}`);
}

/** What documents of any type are called, as `nodes`. Variables: ids, locale. */
export function titlesOf(types: Types): DocumentNode {
  const each = [...types.values()].map(type => `... on ${type.name} { ${linkSelection(type)} }`);
  return document(`query Titles($ids: [ID!]!, $locale: String) {
  nodes(ids: $ids, locale: $locale, perspective: DRAFT) { __typename id ${each.join(' ')} }
}`);
}

/** A copy of these values as an input for a new document; what may be there only once is left out. */
export function uniqueLeftOut(fields: readonly AnyField[]): AnyField[] {
  return fields.filter(({ unique }) => !unique);
}
