import type { ContentTypesQuery } from '../api/generated/graphql';

/*
 * What the dashboard knows of a type of content: what the API says in `contentTypes`, and nothing else.
 */

export type ContentType = ContentTypesQuery['contentTypes'][number];
/** Lists and forms read the same facts of a field, of a type or of a block. */
export type ContentField = ContentType['fields'][number];
export type ContentLocale = ContentTypesQuery['contentLocales'][number];
export type ContentState = 'DRAFT' | 'SCHEDULED' | 'PUBLISHED' | 'CHANGED' | 'TRASHED';

/** A document as a list or a form has it: what every document has, and the values of the fields that were selected. */
export interface Entry {
  readonly __typename: string;
  readonly id: string;
  readonly slug: string;
  readonly state: ContentState;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly publishedAt: string | null;
  readonly publishAt: string | null;
  readonly unpublishAt: string | null;
  readonly _locale: { readonly requested: string; readonly served: string };
  readonly _locales: readonly string[];
  readonly [property: string]: unknown;
}

/** The order in which states are offered; the trash has a screen of its own. */
export const STATES = ['DRAFT', 'SCHEDULED', 'PUBLISHED', 'CHANGED'] as const;

/** A field by its name, or undefined. */
export function fieldOf({ fields }: ContentType, name: string): ContentField | undefined {
  return fields.find(field => field.name === name);
}

/** What a document is called: its title, or where it has none its slug. */
export function titleOf(
  entry: { readonly slug?: unknown; readonly [property: string]: unknown },
  titleField: string,
): string {
  const title = entry[titleField];
  return typeof title === 'string' && title.trim() !== '' ? title : String(entry.slug ?? '');
}

/** Whether the viewer may do this with some documents of the type at least. */
export function mayDo({ rights }: ContentType, right: 'READ' | 'WRITE' | 'PUBLISH' | 'DELETE'): boolean {
  return (rights as readonly string[]).includes(right);
}

/** The name of a mutation of one document, or null when the API has none: `nameOfMutation(type, 'move')` is `movePage`. */
export function mutationOf({ name, mutations }: ContentType, verb: string): string | null {
  return mutations.find(mutation => mutation === `${verb}${name}`) ?? null;
}

/** The name of a mutation of all documents that a filter finds, or null: `publishArticles`. */
export function bulkMutationOf({ plural, mutations }: ContentType, verb: string): string | null {
  return mutations.find(mutation => mutation === `${verb}${capital(plural)}`) ?? null;
}

/** `publishArticle` -> `PublishArticle`, as inputs and payloads are named. */
export function capital(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
