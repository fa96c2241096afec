import { newId } from '../../../platform/crypto/new-id';
import type { Sql } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import { freeSlugs } from '../slug';
import { slugify } from '../slug-format';
import type { DocumentContent } from './content-draft';

/** A document whose slugs are not all settled: which of them were asked for, and which are to be made. */
export interface SluggedDocument {
  content: DocumentContent;
  /** The slug is to be made from the document's own words. */
  made: boolean;
  /** The locales in which it is to be made. */
  madeIn: ReadonlySet<string>;
}

/** From this try on a slug gets some random letters: many are making the same one, and each would find the next number taken again. */
const CROWDED = 3;

/** Makes the slugs that nobody asked for, in the contents themselves; `tries` counts from 1 how often that was done for them. */
export async function assignSlugs(
  sql: Sql,
  definition: ContentTypeDefinition,
  documents: readonly SluggedDocument[],
  tries = 1,
): Promise<void> {
  const made = documents.filter(document => document.made);
  if (made.length > 0) {
    const wishes = made.map(({ content }) => distinct(wishOf(definition, content.values), tries));
    const slugs = await freeSlugs(sql, definition, wishes);
    made.forEach(({ content }, index) => {
      content.slug = slugs[index];
    });
  }
  await assignTranslatedSlugs(sql, definition, documents, tries);
}

/** The same for translations alone. */
export async function assignTranslatedSlugs(
  sql: Sql,
  definition: ContentTypeDefinition,
  documents: readonly SluggedDocument[],
  tries = 1,
): Promise<void> {
  const locales = new Set(documents.flatMap(({ madeIn }) => [...madeIn]));
  for (const locale of locales) {
    const contents = documents.filter(({ madeIn }) => madeIn.has(locale)).map(({ content }) => content);
    const wishes = contents.map(({ slug, values, translations }) =>
      distinct(wishOf(definition, { ...values, ...translations.get(locale)?.values }, slug), tries),
    );
    const slugs = await freeSlugs(sql, definition, wishes, locale);
    contents.forEach(({ translations }, index) => {
      const translation = translations.get(locale);
      if (translation) translation.slug = slugs[index];
    });
  }
}

function distinct(wish: string, tries: number): string {
  return tries < CROWDED ? wish : `${wish}-${newId().slice(-6).toLowerCase()}`;
}

function wishOf(
  { slugFrom, singular }: ContentTypeDefinition,
  values: Record<string, unknown>,
  otherwise?: string,
): string {
  return slugify(String(values[slugFrom] ?? ''), otherwise ?? singular);
}
