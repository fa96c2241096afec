import type { ResolvedChange, ValueChange } from '../document-change';
import type { ContentTypeDefinition } from '../content-type';
import { slugify } from '../slug-format';
import { contentProperties, emptyValue, localizedFields } from './content-columns';
import { distinctReferences } from './constraint-faults';
import type { DocumentContent, Translation } from './content-draft';

/** A change as a save takes it: what is left out stays as it is. */
export type ContentChanges = Partial<ResolvedChange>;

/** A content after a change, and the translations whose slugs are to be made because they are new and nobody asked for one. */
export interface AppliedChange {
  content: DocumentContent;
  madeIn: Set<string>;
}

/** What a content becomes by a change; the given content stays as it is. */
export function applyChange(
  definition: ContentTypeDefinition,
  before: DocumentContent,
  change: ContentChanges,
): AppliedChange {
  const known = new Set(contentProperties(definition));
  const values = { ...before.values, ...pick(change.values ?? {}, known) };
  const given = distinctReferences(definition, change.references);
  const references = { ...before.references };
  for (const property of Object.keys(change.references ?? {})) {
    if (given[property]) references[property] = given[property];
  }
  const translations = new Map(before.translations);
  const madeIn = new Set<string>();
  for (const [locale, translation] of change.translations ?? []) {
    if (translation === null) translations.delete(locale);
    else {
      const { made, ...translated } = translate(definition, translations.get(locale), translation, values);
      translations.set(locale, translated);
      if (made) madeIn.add(locale);
    }
  }
  return { content: { slug: change.slug ?? before.slug, values, references, translations }, madeIn };
}

/** In a locale other than the default, localized values and the slug are the translation's; the rest is the document's own. */
export function changeInLocale(
  definition: ContentTypeDefinition,
  change: ContentChanges,
  locale: string | null | undefined,
  defaultLocale: string,
): ContentChanges {
  if (!locale || locale === defaultLocale || definition.localized.size === 0) return change;
  const localized: ValueChange = { values: {} };
  if (change.slug !== undefined) localized.slug = change.slug;
  const own: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(change.values ?? {})) {
    (definition.localized.has(property) ? localized.values : own)[property] = value;
  }
  const { slug: _slug, ...rest } = change;
  return { ...rest, values: own, translations: new Map([...(change.translations ?? []), [locale, localized]]) };
}

function translate(
  definition: ContentTypeDefinition,
  before: Translation | undefined,
  { slug, values }: ValueChange,
  own: Record<string, unknown>,
): Translation & { made: boolean } {
  const names = localizedFields(definition).map(({ property }) => property);
  const empty = () => Object.fromEntries(names.map(name => [name, emptyValue(definition, name)]));
  const translated = { ...(before?.values ?? empty()), ...pick(values, new Set(names)) };
  const wish = slugify(String(translated[definition.slugFrom] ?? own[definition.slugFrom] ?? ''), definition.singular);
  return { slug: slug ?? before?.slug ?? wish, values: translated, made: slug === undefined && before === undefined };
}

function pick(values: Record<string, unknown>, known: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([property, value]) => known.has(property) && value !== undefined),
  );
}
