import { useQuery } from 'urql';
import type { ContentModel } from '../../content/content-types';
import { titlesOf } from '../../editing/edit-documents';
import type { DocumentLink } from '../../editing/field-values';

/** What documents are called, by their ids. */
export function useTitles(model: ContentModel, ids: readonly string[], locale: string): ReadonlyMap<string, string> {
  const wanted = [...new Set(ids)].sort();
  const [{ data }] = useQuery<{ nodes: ({ id: string; title?: string | null; slug?: string } | null)[] }>({
    query: titlesOf(model.byName),
    variables: { ids: wanted, locale },
    pause: wanted.length === 0,
  });
  const found = (data?.nodes ?? []).flatMap(node =>
    node ? [[node.id, node.title || (node.slug ?? '')] as const] : [],
  );
  return new Map(found);
}

/** The ids of all that values link to, in blocks too. */
export function linkedIds(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ((value as DocumentLink).linked === true) return [(value as DocumentLink).id];
  return Object.values(value).flatMap(linkedIds);
}

/** The same values, whose links have their titles. */
export function withTitles<Value>(value: Value, titles: ReadonlyMap<string, string>): Value {
  if (typeof value !== 'object' || value === null) return value;
  if ((value as unknown as DocumentLink).linked === true) {
    const link = value as unknown as DocumentLink;
    return { ...link, title: titles.get(link.id) ?? link.title } as unknown as Value;
  }
  if (Array.isArray(value)) return value.map(item => withTitles(item as unknown, titles)) as unknown as Value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withTitles(item as unknown, titles)]),
  ) as Value;
}
