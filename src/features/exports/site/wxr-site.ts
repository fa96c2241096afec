import { createHash } from 'node:crypto';
import type { ContentRow } from '../../../engine/content/reading';
import { richTextToHtml } from '../../../platform/formats/rich-text/render';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { WXR_END, wxrAuthor, wxrCategory, wxrHead, wxrItem, wxrTag } from '../../../platform/formats/wxr-writer';
import type { SiteDocument, SiteFormat } from './site-format';

/** A site as a WordPress export. */
export const WXR: SiteFormat = {
  tables: ['authors', 'categories', 'tags', 'items'],
  extension: 'xml',
  contentType: 'application/xml; charset=utf-8',
  write(kind, document, publicUrl): Record<string, string> {
    const { row, one } = document;
    const id = numberOf(row.id);
    switch (kind) {
      case 'author':
        return {
          authors: wxrAuthor({ id, login: text(row.slug), name: text(row.name), email: textOrNull(row.email) }),
        };
      case 'category':
        return { categories: wxrCategory({ ...termOf(row), parentSlug: one.parent?.slug ?? null }) };
      case 'tag':
        return { tags: wxrTag(termOf(row)) };
      default:
        return { items: wxrItem(itemOf(kind, document, publicUrl)) };
    }
  },
  async *assemble(tables, site) {
    yield Buffer.from(wxrHead(site));
    for (const { pieces } of tables) yield* pieces();
    yield Buffer.from(WXR_END);
  },
};

function itemOf(
  type: 'post' | 'page',
  { row, one, many }: SiteDocument,
  publicUrl: string,
): Parameters<typeof wxrItem>[0] {
  const { id, state, publishedAt = null, publishAt = null } = row;
  const status = state === 'SCHEDULED' ? 'future' : state === 'DRAFT' ? 'draft' : 'publish';
  const termsOf = (rows: readonly ContentRow[] = []) =>
    rows.map(({ slug, name }) => ({ slug: text(slug), name: text(name) }));
  return {
    id: numberOf(id),
    type,
    status,
    title: text(row.title),
    slug: text(row.slug),
    link: `${publicUrl}/${type === 'page' ? '' : 'articles/'}${encodeURIComponent(text(row.slug))}`,
    at: status === 'publish' ? publishedAt : status === 'future' ? publishAt : null,
    createdAt: row.createdAt as Date,
    updatedAt: row.updatedAt as Date,
    author: one.author?.slug ?? null,
    excerpt: textOrNull(row.excerpt),
    content: row.body ? richTextToHtml(row.body as RichTextDocument) : '',
    parentId: one.parent ? numberOf(one.parent.id) : null,
    position: typeof row.position === 'number' ? row.position : 0,
    sticky: row.pinned === true,
    categories: termsOf(many.categories),
    tags: termsOf(many.tags),
  };
}

function termOf({ id, slug, name, description }: ContentRow): Parameters<typeof wxrTag>[0] {
  return { id: numberOf(id), slug: text(slug), name: text(name), description: textOrNull(description) };
}

/** WordPress's ids are numbers: equal ids make equal ones, of 52 bits. */
function numberOf(id: string): string {
  return String(Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 13), 16));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
