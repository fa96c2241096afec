import { ContentState } from '../../../engine/content/content';
import { definitionOf } from '../../../engine/content/content-type';
import { slugify } from '../../../engine/content/slug-format';
import { htmlToRichText } from '../../../platform/formats/rich-text/parse-html';
import { readableSlug, type WxrItem } from '../../../platform/formats/wxr-records';
import { Article } from '../../content/article/article.entity';
import { Page } from '../../content/page/page.entity';
import { hashOf, type Remark, type SourceDocument } from '../source-document';
import { externalIdFor } from './external-ids';
import { plainText, shorten } from '../plain-text';
import { authorKey, categoryKey, type Survey, tagKey } from './survey-wxr';
import { cut, remark, remarkLosses } from '../remarks';

const MAX_TITLE = 300;
const MAX_EXCERPT = 10_000;

/** What items refer to, by external id. */
export type KnownIds = ReadonlyMap<string, string>;

/** Names an item for people: `post "Hello"`. */
export function subjectOf({ type, title, slug, id }: WxrItem): string {
  return `${type ?? 'item'} "${shorten(plainText(title) || slug || id || 'untitled', 80)}"`;
}

/** The item's external id: `wxr:<site>:<post id>`. Real files repeat post ids: the second of the same has `again-2` behind it. */
export function itemKey(survey: Survey, item: WxrItem, occurrence: number): string {
  return externalIdFor(survey.site, identityOf(item), ...(occurrence > 1 ? [`again-${occurrence}`] : []));
}

/** What tells an item from the others of its file. Only numbers stand bare, so that no odd id is taken for something else. */
function identityOf({ id, guid, link, type, title, date }: WxrItem): string {
  if (id !== null) return /^\d+$/.test(id) ? id : `id:${id}`;
  if (guid) return `guid:${guid}`;
  return link ? `link:${link}` : `hash:${hashOf([type, title, date])}`;
}

/** Whether there is a content type for the item. */
export function hasHome({ type }: WxrItem): boolean {
  return type === 'post' || type === 'page';
}

/** Counts how often an item's identity has come up, among posts and pages: menu entries in real files repeat theirs, which does no harm. */
export function countOccurrence(occurrences: Map<string, number>, item: WxrItem): number {
  if (!hasHome(item)) return 1;
  const identity = identityOf(item);
  const occurrence = (occurrences.get(identity) ?? 0) + 1;
  occurrences.set(identity, occurrence);
  return occurrence;
}

/** A post or a page as a document. */
export function itemDocument(survey: Survey, item: WxrItem, occurrence: number, ids: KnownIds): SourceDocument {
  const isPage = item.type === 'page';
  return {
    definition: definitionOf(isPage ? Page : Article),
    externalId: itemKey(survey, item, occurrence),
    hash: hashOf({ ...item, line: 0, index: 0, commentCount: 0, metaCount: 0 }),
    line: item.line,
    subject: subjectOf(item),
    slug: slugify(
      readableSlug(item.slug) || plainText(item.title),
      `${isPage ? 'page' : 'article'}-${item.id ?? item.index + 1}`,
    ),
    matchBySlug: false,
    image: item.thumbnailId ? (survey.pictures.get(item.thumbnailId) ?? null) : null,
    build(remarks) {
      if (occurrence > 1)
        remark(
          remarks,
          'NOTICE',
          'DUPLICATE_ID',
          `The file has ${item.id === null ? 'this item' : `the id ${item.id}`} more than once; this is number ${occurrence}.`,
        );
      for (const { message } of item.problems) remark(remarks, 'WARNING', 'UNREADABLE_VALUE', message);
      const references: Record<string, string[]> = isPage
        ? {}
        : { categories: termIds(survey, item, 'category', ids), tags: termIds(survey, item, 'tag', ids) };
      return { ...publication(item, remarks), values: values(survey, item, ids, remarks), references };
    },
  };
}

function values(survey: Survey, item: WxrItem, ids: KnownIds, remarks: Remark[]): Record<string, unknown> {
  return {
    title: cut(plainText(item.title), MAX_TITLE, 'title', remarks),
    excerpt: item.excerpt.trim() ? cut(plainText(item.excerpt), MAX_EXCERPT, 'excerpt', remarks) : null,
    body: body(item, remarks),
    authorId: item.creator ? (ids.get(authorKey(survey, item.creator)) ?? null) : null,
    ...(item.type === 'page' ? { position: item.menuOrder } : { pinned: item.sticky }),
  };
}

function body({ content }: WxrItem, remarks: Remark[]): object | null {
  if (!content.trim()) return null;
  const { document, losses } = htmlToRichText(content);
  remarkLosses(losses, remarks);
  return document;
}

/** What WordPress's status means here. What only some people might read there is a draft here: it must not become public by importing. */
function publication({ status, date, password }: WxrItem, remarks: Remark[]) {
  const draft = { state: ContentState.DRAFT, publishedAt: null, publishAt: null };
  if (password !== null) {
    remark(
      remarks,
      'WARNING',
      'PASSWORD_PROTECTED',
      'It was protected by a password, which has no counterpart here: it was kept as a draft.',
    );
    return draft;
  }
  if (status === 'publish' || status === 'future') {
    if (!date) remark(remarks, 'NOTICE', 'NO_DATE', 'It had no date; the time of the first import was taken.');
    return status === 'future' && date && date > new Date()
      ? { state: ContentState.SCHEDULED, publishedAt: null, publishAt: date }
      : { state: ContentState.PUBLISHED, publishedAt: date, publishAt: null };
  }
  if (status === 'private') remark(remarks, 'WARNING', 'PRIVATE', 'It was private: it was kept as a draft.');
  else if (status !== 'draft')
    remark(
      remarks,
      'NOTICE',
      'STATUS',
      `Its status was ${status ? `"${shorten(status, 40)}"` : 'missing'}: it was kept as a draft.`,
    );
  return draft;
}

function termIds(survey: Survey, { terms }: WxrItem, kind: 'category' | 'tag', ids: KnownIds): string[] {
  const keys = terms
    .filter(
      ({ domain, slug }) =>
        slug && (kind === 'category' ? domain === 'category' : domain === 'post_tag' || domain === 'tag'),
    )
    .map(({ slug }) => (kind === 'category' ? categoryKey(survey, slug as string) : tagKey(survey, slug as string)));
  return keys.map(key => ids.get(key)).filter(id => id !== undefined);
}
