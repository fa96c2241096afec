import type { ContentTypeDefinition } from '../content-type';
import { mediaReferences } from '../media-fields';
import { isSameValue, localizedFields, manyReferences, oneReferences, valueFieldOf } from '../writing/content-columns';
import type { DocumentContent, Translation } from '../writing/content-draft';

/*
 * A document's content as JSON text and back. A snapshot outlives the declaration that it was made under: what no longer has a field is
 * left out when it is read, and named.
 */

interface StoredSnapshot {
  slug: string;
  values: Record<string, unknown>;
  references: Record<string, string[]>;
  translations: Record<string, Translation>;
}

/** What a snapshot holds, as far as today's declaration knows it. */
export interface ReadSnapshot {
  content: DocumentContent;
  /** Properties that no longer exist. */
  unknown: string[];
}

/** The content as it is kept in a revision. */
export function writeSnapshot({ slug, values, references, translations }: DocumentContent): string {
  const stored: StoredSnapshot = { slug, values, references, translations: Object.fromEntries(translations) };
  return JSON.stringify(stored);
}

/** The content that a revision keeps, in the engine's forms. Fields that have been added since are null, or empty. */
export function readSnapshot(definition: ContentTypeDefinition, json: string): ReadSnapshot {
  const stored = JSON.parse(json) as StoredSnapshot;
  const ones = oneReferences(definition).map(({ property }) => `${property}Id`);
  const many = manyReferences(definition).map(({ property }) => property);
  const properties = [...definition.values.map(({ property }) => property), ...ones];
  const localized = localizedFields(definition).map(({ property }) => property);
  const revive = (values: Record<string, unknown>, wanted: readonly string[]) =>
    Object.fromEntries(wanted.map(property => [property, fromJson(definition, property, values[property])]));
  const translations = localized.length > 0 ? Object.entries(stored.translations) : [];
  return {
    content: {
      slug: stored.slug,
      values: revive(stored.values, properties),
      references: Object.fromEntries(many.map(property => [property, stored.references[property] ?? []])),
      translations: new Map(
        translations.map(([locale, { slug, values }]) => [locale, { slug, values: revive(values, localized) }]),
      ),
    },
    unknown: [
      ...Object.keys(stored.values).filter(property => !properties.includes(property)),
      ...Object.keys(stored.references).filter(property => !many.includes(property)),
    ],
  };
}

function fromJson(definition: ContentTypeDefinition, property: string, json: unknown): unknown {
  if (json === null || json === undefined) return null;
  const field = valueFieldOf(definition, property);
  return field ? field.kind.fromJson(json) : json;
}

/** One field's difference between two contents; `locale` is null for the document's own values. */
export interface ContentDifference {
  /** A declared property, or `slug`. */
  field: string;
  locale: string | null;
  before: unknown;
  after: unknown;
}

/** What differs between two contents, the document's own values first. Of a translation that is only in one of them, every value differs. */
export function differencesBetween(
  definition: ContentTypeDefinition,
  before: DocumentContent,
  after: DocumentContent,
): ContentDifference[] {
  const ones = [...oneReferences(definition), ...mediaReferences(definition)];
  const names = new Map(ones.map(({ property }) => [`${property}Id`, property]));
  const differences: ContentDifference[] = [];
  const compare = (field: string, locale: string | null, one: unknown, other: unknown) => {
    if (!isSameValue(one, other)) differences.push({ field, locale, before: one ?? null, after: other ?? null });
  };
  compare('slug', null, before.slug, after.slug);
  for (const property of keysOf(before.values, after.values)) {
    compare(names.get(property) ?? property, null, before.values[property], after.values[property]);
  }
  for (const property of keysOf(before.references, after.references)) {
    compare(property, null, before.references[property] ?? [], after.references[property] ?? []);
  }
  for (const locale of new Set([...before.translations.keys(), ...after.translations.keys()])) {
    const [one, other] = [before.translations.get(locale), after.translations.get(locale)];
    compare('slug', locale, one?.slug, other?.slug);
    for (const property of keysOf(one?.values ?? {}, other?.values ?? {})) {
      compare(property, locale, one?.values[property], other?.values[property]);
    }
  }
  return differences;
}

/** The names of the fields that differ, without repetition. */
export function changedFields(differences: readonly ContentDifference[]): string[] {
  return [...new Set(differences.map(({ field }) => field))];
}

function keysOf(one: object, other: object): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}
