import type { ContentRow } from '../../../engine/content/reading';
import {
  GHOST_END,
  GHOST_HEAD,
  GHOST_TABLES,
  ghostPost,
  ghostTag,
  ghostUser,
} from '../../../platform/formats/ghost-writer';
import { richTextToHtml, richTextToText } from '../../../platform/formats/rich-text/render';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { linesOf } from '../../../platform/formats/tables/lines';
import type { StoredTable } from '../../../platform/formats/tables/table';
import type { SiteDocument, SiteFormat } from './site-format';

/** A site as an export of Ghost 5; categories become tags. */
export const GHOST: SiteFormat = {
  tables: GHOST_TABLES,
  extension: 'json',
  contentType: 'application/json; charset=utf-8',
  write(kind, document): Record<string, string> {
    const { row } = document;
    const name = text(row.name);
    switch (kind) {
      case 'author': {
        const { email, bio, website } = row;
        return {
          users: ghostUser({
            ...recordOf(row),
            name,
            email: textOrNull(email),
            bio: textOrNull(bio),
            website: textOrNull(website),
          }),
        };
      }
      case 'category':
      case 'tag':
        return {
          tags: ghostTag({
            ...recordOf(row),
            slug: tagSlug(kind, row),
            name,
            description: textOrNull(row.description),
          }),
        };
      default:
        return ghostPost(postOf(kind, document));
    }
  },
  async *assemble(tables) {
    yield Buffer.from(GHOST_HEAD);
    for (const [index, table] of tables.entries()) {
      yield Buffer.from(`${index > 0 ? ',' : ''}${JSON.stringify(table.name)}:[`);
      yield* commaSeparated(table);
      yield Buffer.from(']');
    }
    yield Buffer.from(GHOST_END);
  },
};

function postOf(type: 'post' | 'page', { row, one, many }: SiteDocument): Parameters<typeof ghostPost>[0] {
  const { state, publishedAt = null, publishAt = null } = row;
  const status = state === 'SCHEDULED' ? 'scheduled' : state === 'DRAFT' ? 'draft' : 'published';
  const body = row.body ? (row.body as RichTextDocument) : null;
  return {
    ...recordOf(row),
    type,
    status,
    title: text(row.title),
    html: body ? richTextToHtml(body) : '',
    text: body ? richTextToText(body) : '',
    excerpt: textOrNull(row.excerpt),
    featured: row.pinned === true,
    at: status === 'published' ? publishedAt : status === 'scheduled' ? publishAt : null,
    authorId: one.author?.id ?? null,
    tagIds: [...(many.categories ?? []), ...(many.tags ?? [])].map(({ id }) => id),
  };
}

/** A category and a tag may have one slug; in Ghost they are of one kind. */
function tagSlug(kind: 'category' | 'tag', { slug }: ContentRow): string {
  return kind === 'tag' ? text(slug) : `category-${text(slug)}`;
}

function recordOf({ id, slug, createdAt, updatedAt }: ContentRow) {
  return { id, slug: text(slug), createdAt: createdAt as Date, updatedAt: updatedAt as Date };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The lines of a table as the items of a list in JSON. */
async function* commaSeparated({ pieces }: StoredTable): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const lines of linesOf(pieces())) {
    const items = lines.filter(Boolean).join(',');
    if (items === '') continue;
    yield Buffer.from(first ? items : `,${items}`);
    first = false;
  }
}
