import { slugTaken } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';
import type { DocumentContent } from './content-draft';

/** Unpublished changes of a live document. */
interface DraftChange {
  id: string;
  before: DocumentContent;
  content: DocumentContent;
  path: InputPath;
}

/**
 * The live table's key sees a draft's slug only when it is published: too late for the person who wrote it. So the slugs that a change
 * gives are looked for, live and in drafts. One that its owner gives up in unpublished changes is free: who publishes both together
 * exchanges them. Throws SLUG_TAKEN.
 */
export async function demandFreeSlugs(
  tx: Transaction,
  { live, drafts }: ContentTypeDefinition,
  { id, before, content, path }: DraftChange,
): Promise<void> {
  if (before.slug !== content.slug) {
    const [other] = await tx.select(
      `SELECT t.id FROM ${live.rows} t LEFT JOIN ${drafts.rows} d ON d.id = t.id
       WHERE t.slug = ? AND t.id <> ? AND (d.id IS NULL OR d.slug = t.slug)
       UNION ALL SELECT id FROM ${drafts.rows} WHERE slug = ? AND id <> ?`,
      [content.slug, id, content.slug, id],
    );
    if (other) throw slugTaken(content.slug, [...path, 'slug']);
  }
  for (const [locale, { slug }] of content.translations) {
    if (before.translations.get(locale)?.slug === slug) continue;
    const [other] = await tx.select(
      `SELECT t.document_id FROM ${live.translations} t LEFT JOIN ${drafts.rows} d ON d.id = t.document_id
       LEFT JOIN ${drafts.translations} x ON x.document_id = t.document_id AND x.locale = t.locale
       WHERE t.locale = ? AND t.slug = ? AND t.document_id <> ? AND (d.id IS NULL OR x.slug = t.slug)
       UNION ALL SELECT document_id FROM ${drafts.translations} WHERE locale = ? AND slug = ? AND document_id <> ?`,
      [locale, slug, id, locale, slug, id],
    );
    if (other) throw slugTaken(slug, [...path, 'translations', locale, 'slug']);
  }
}
