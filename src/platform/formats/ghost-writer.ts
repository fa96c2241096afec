/**
 * Writes the JSON that Ghost 5 imports: one object with a table for each kind of record. A post's text is a single HTML card of Lexical, the
 * format of Ghost's editor, which keeps whatever HTML there is as it is.
 */
import { createHash } from 'node:crypto';

/** The tables, in the order in which they stand in the file. */
export const GHOST_TABLES = ['users', 'tags', 'posts', 'posts_authors', 'posts_tags'] as const;

/** What all records have. */
export interface GhostRecord {
  id: string;
  slug: string;
  createdAt: Date;
  updatedAt: Date;
}

/** A post or a page. */
export interface GhostPost extends GhostRecord {
  type: 'post' | 'page';
  status: 'published' | 'scheduled' | 'draft';
  title: string;
  /** As HTML. */
  html: string;
  text: string;
  excerpt: string | null;
  featured: boolean;
  at: Date | null;
  authorId: string | null;
  tagIds: readonly string[];
}

/** The longest excerpt that Ghost takes, in characters. */
const LONGEST_EXCERPT = 300;

/** What comes before the tables. */
export const GHOST_HEAD = '{"db":[{"meta":{"exported_on":0,"version":"5.130.0"},"data":{';

/** What comes behind them. */
export const GHOST_END = '}}]}\n';

/** A person. */
export function ghostUser(
  user: GhostRecord & { name: string; email: string | null; bio: string | null; website: string | null },
): string {
  const { id, slug, name, email, bio, website } = user;
  return line({
    id: ghostId(id),
    name,
    slug,
    email: email ?? `${ghostId(id)}@example.invalid`,
    bio: bio === null ? null : shorten(bio, 200),
    website,
    status: 'active',
    roles: ['Author'],
    ...times(user),
  });
}

/** A tag; what stood on shelves becomes tags, too. */
export function ghostTag(tag: GhostRecord & { name: string; description: string | null }): string {
  const { id, slug, name, description } = tag;
  const short = description === null ? null : shorten(description, 500);
  return line({
    id: ghostId(id),
    name: shorten(name, 191),
    slug,
    description: short,
    visibility: 'public',
    ...times(tag),
  });
}

/** A post or a page, and what ties it to its author and tags. */
export function ghostPost(post: GhostPost): Record<'posts' | 'posts_authors' | 'posts_tags', string> {
  const { id, slug, type, status, title, html, text, excerpt, featured, at, authorId, tagIds } = post;
  const card = { type: 'html', version: 1, html };
  const root = {
    children: html === '' ? [] : [card],
    direction: null,
    format: '',
    indent: 0,
    type: 'root',
    version: 1,
  };
  const digest = createHash('sha256').update(`uuid ${id}`).digest('hex');
  const own = ghostId(id);
  return {
    posts: line({
      id: own,
      uuid: `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`,
      title: shorten(title, 255),
      slug,
      lexical: JSON.stringify({ root }),
      html,
      plaintext: text,
      custom_excerpt: excerpt === null ? null : shorten(excerpt, LONGEST_EXCERPT),
      featured: featured ? 1 : 0,
      type,
      status,
      visibility: 'public',
      published_at: at === null ? null : at.toISOString(),
      ...times(post),
    }),
    posts_authors:
      authorId === null
        ? ''
        : line({ id: ghostId(`${id} by`), post_id: own, author_id: ghostId(authorId), sort_order: 0 }),
    posts_tags: tagIds
      .map((tagId, order) =>
        line({ id: ghostId(`${id} ${tagId}`), post_id: own, tag_id: ghostId(tagId), sort_order: order }),
      )
      .join(''),
  };
}

/** Ghost's ids are 24 hex digits; equal ids make equal ones. */
function ghostId(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 24);
}

function times({ createdAt, updatedAt }: GhostRecord) {
  return { created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}

function line(record: object): string {
  return `${JSON.stringify(record)}\n`;
}

function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
