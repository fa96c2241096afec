import type { Sql } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import { freeSlugs, slugify } from '../slug';
import type { DocumentContent } from './content-draft';

/** A document whose slugs are not all settled: which of them were asked for, and which are to be made. */
export interface SluggedDocument {
  content: DocumentContent;
  /** The slug is to be made from the document's own words. */
  made: boolean;
  /** The locales in which it is to be made. */
  madeIn: ReadonlySet<string>;
}

/** Makes the slugs that nobody asked for, in the contents themselves. */
export async function assignSlugs(
  sql: Sql,
  definition: ContentTypeDefinition,
  documents: readonly SluggedDocument[],
): Promise<void> {
  const made = documents.filter(document => document.made);
  if (made.length > 0) {
    const wishes = made.map(({ content }) => wishOf(definition, content.values));
    const slugs = await freeSlugs(sql, definition, wishes);
    made.forEach(({ content }, index) => {
      content.slug = slugs[index];
    });
  }
  await assignTranslatedSlugs(sql, definition, documents);
}

/** The same for translations alone. */
export async function assignTranslatedSlugs(
  sql: Sql,
  definition: ContentTypeDefinition,
  documents: readonly SluggedDocument[],
): Promise<void> {
  const locales = new Set(documents.flatMap(({ madeIn }) => [...madeIn]));
  for (const locale of locales) {
    const contents = documents.filter(({ madeIn }) => madeIn.has(locale)).map(({ content }) => content);
    const wishes = contents.map(({ slug, values, translations }) =>
      wishOf(definition, { ...values, ...translations.get(locale)?.values }, slug),
    );
    const slugs = await freeSlugs(sql, definition, wishes, locale);
    contents.forEach(({ translations }, index) => {
      const translation = translations.get(locale);
      if (translation) translation.slug = slugs[index];
    });
  }
}

function wishOf(
  { slugFrom, singular }: ContentTypeDefinition,
  values: Record<string, unknown>,
  otherwise?: string,
): string {
  return slugify(String(values[slugFrom] ?? ''), otherwise ?? singular);
}
