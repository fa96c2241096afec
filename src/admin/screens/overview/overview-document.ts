import { gql, type TypedDocumentNode } from '@urql/core';
import type { ContentType } from '../../content/content-type';

/** A document in the lists of the overview. */
export interface OverviewEntry {
  __typename: string;
  id: string;
  slug: string;
  title: string | null;
  state: string;
  updatedAt: string;
  publishAt: string | null;
  revisions?: { nodes: { author: string | null }[] } | null;
}

/** What the overview asks of one type. */
export interface TypeOverview {
  counts: { count: number; groupBy: { key: string | null; count: number }[] };
  scheduled: { nodes: OverviewEntry[] };
  recent: { nodes: OverviewEntry[] };
}

type OverviewDocument = TypedDocumentNode<TypeOverview, { until: string }>;

const documents = new Map<string, OverviewDocument>();

/** Counts by state, what goes live soon and what was changed last, of one type. The same type gives the same document. */
export function overviewDocument(type: ContentType): OverviewDocument {
  const key = `${type.plural} ${type.titleField} ${type.sorts.includes('UPDATED_AT_DESC')}`;
  const known = documents.get(key);
  if (known) return known;
  const title = type.titleField === 'slug' ? '' : `title: ${type.titleField}`;
  const fields = `__typename id slug state updatedAt publishAt ${title}`;
  const sort = type.sorts.includes('UPDATED_AT_DESC') ? ', sort: [UPDATED_AT_DESC]' : '';
  const document: OverviewDocument = gql(`
    query Overview${type.name}($until: DateTime!) {
      counts: ${type.plural}Aggregate(perspective: DRAFT) { count groupBy(field: STATE) { key count } }
      scheduled: ${type.plural}(
        first: 20, perspective: DRAFT, filter: { state: { eq: SCHEDULED }, publishAt: { lte: $until } }
      ) { nodes { ${fields} } }
      recent: ${type.plural}(first: 6, perspective: DRAFT${sort}) {
        nodes { ${fields} revisions(first: 1) { nodes { author } } }
      }
    }
  `);
  documents.set(key, document);
  return document;
}
