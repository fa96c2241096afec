import { invalidFile } from '../../errors';

/** What the channel says about the blog; comes before every other record but notices. */
export interface WxrSite {
  kind: 'site';
  line: number;
  /** As written, even if it is no number; null when there is none. */
  version: string | null;
  title: string;
  link: string | null;
  description: string;
  language: string | null;
  baseSiteUrl: string | null;
  baseBlogUrl: string | null;
}

/** A declared author. Items may name creators that no author record declares. */
export interface WxrAuthor {
  kind: 'author';
  line: number;
  id: string | null;
  login: string;
  email: string | null;
  displayName: string | null;
  firstName: string | null;
  lastName: string | null;
}

/** A category. Slugs are as WordPress stores them, percent-encoded when they are not ASCII: that is their identity. */
export interface WxrCategory {
  kind: 'category';
  line: number;
  id: string | null;
  slug: string;
  parentSlug: string | null;
  name: string;
  description: string;
}

/** A tag. */
export interface WxrTag {
  kind: 'tag';
  line: number;
  id: string | null;
  slug: string;
  name: string;
  description: string;
}

/** A term of any taxonomy, as newer exports write menus and custom taxonomies. */
export interface WxrTerm {
  kind: 'term';
  line: number;
  id: string | null;
  taxonomy: string;
  slug: string;
  parentSlug: string | null;
  name: string;
  description: string;
}

/** A term that an item carries. `domain` is null in the duplicate lines that WXR 1.0 writes; `tag` in 1.0 is `post_tag` later. */
export interface WxrItemTerm {
  domain: string | null;
  slug: string | null;
  name: string;
}

/** Something in an item that could not be read as what it should be; the field was left empty. */
export interface WxrProblem {
  field: string;
  message: string;
}

/** A post, page, attachment, menu entry or custom type. */
export interface WxrItem {
  kind: 'item';
  line: number;
  /** Counts items from 0. */
  index: number;
  /** `post`, `page`, `attachment`, `nav_menu_item`, or a custom type; null when the file does not say. */
  type: string | null;
  /** `publish`, `future`, `draft`, `pending`, `private`, `inherit`, `trash` or a plugin's own. */
  status: string | null;
  /** Not unique in real files. */
  id: string | null;
  title: string;
  /** As stored; empty for many drafts. */
  slug: string;
  link: string | null;
  guid: string | null;
  creator: string | null;
  /** The first of post_date_gmt, post_date (taken as UTC) and pubDate that is a date; drafts often have none. */
  date: Date | null;
  dateFrom: 'post_date_gmt' | 'post_date' | 'pubDate' | null;
  modified: Date | null;
  /** HTML, as the editor wrote it: see `htmlToRichText`. */
  content: string;
  excerpt: string;
  parentId: string | null;
  menuOrder: number;
  sticky: boolean;
  password: string | null;
  /** Where an attachment's file is. */
  attachmentUrl: string | null;
  /** The id of the attachment that stands for a post; left out where there is none. */
  thumbnailId?: string;
  terms: WxrItemTerm[];
  commentCount: number;
  metaCount: number;
  problems: WxrProblem[];
}

/** Something about the file itself that was mended while reading. */
export interface WxrNotice {
  kind: 'notice';
  line: number;
  code: 'FORBIDDEN_CHARACTER';
  message: string;
}

export type WxrRecord = WxrSite | WxrAuthor | WxrCategory | WxrTag | WxrTerm | WxrItem | WxrNotice;

/** The texts of one element's children, by local name; the first of several wins. */
export type WxrFields = ReadonlyMap<string, string>;

/** Makes the site record from the channel's own fields; refuses a feed that is no export. */
export function siteRecord(fields: WxrFields, line: number, isWxr: boolean): WxrSite {
  if (!isWxr) {
    throw invalidFile('This is an RSS feed, not a WordPress export: it has no wxr_version.', { line });
  }
  return {
    kind: 'site',
    line,
    version: textOrNull(fields, 'wxr_version'),
    title: trimmed(fields, 'title'),
    link: textOrNull(fields, 'link'),
    description: trimmed(fields, 'description'),
    language: textOrNull(fields, 'language'),
    baseSiteUrl: textOrNull(fields, 'base_site_url'),
    baseBlogUrl: textOrNull(fields, 'base_blog_url'),
  };
}

/** Makes the record of a channel-level element from its children. */
export function termRecord(kind: 'author' | 'category' | 'tag' | 'term', fields: WxrFields, line: number): WxrRecord {
  const id = textOrNull(fields, kind === 'author' ? 'author_id' : 'term_id');
  switch (kind) {
    case 'author':
      return {
        kind,
        line,
        id,
        login: trimmed(fields, 'author_login'),
        email: textOrNull(fields, 'author_email'),
        displayName: textOrNull(fields, 'author_display_name'),
        firstName: textOrNull(fields, 'author_first_name'),
        lastName: textOrNull(fields, 'author_last_name'),
      };
    case 'category':
      return {
        kind,
        line,
        id,
        slug: trimmed(fields, 'category_nicename'),
        parentSlug: textOrNull(fields, 'category_parent'),
        name: trimmed(fields, 'cat_name'),
        description: trimmed(fields, 'category_description'),
      };
    case 'tag':
      return {
        kind,
        line,
        id,
        slug: trimmed(fields, 'tag_slug'),
        name: trimmed(fields, 'tag_name'),
        description: trimmed(fields, 'tag_description'),
      };
    case 'term':
      return {
        kind,
        line,
        id,
        taxonomy: trimmed(fields, 'term_taxonomy'),
        slug: trimmed(fields, 'term_slug'),
        parentSlug: textOrNull(fields, 'term_parent'),
        name: trimmed(fields, 'term_name'),
        description: trimmed(fields, 'term_description'),
      };
  }
}

/** What an item consists of besides its fields. */
export interface WxrItemParts {
  line: number;
  index: number;
  terms: WxrItemTerm[];
  commentCount: number;
  metaCount: number;
}

/** Makes an item's record; values that can't be read are left empty and listed in `problems`. */
export function itemRecord(fields: WxrFields, parts: WxrItemParts): WxrItem {
  const problems: WxrProblem[] = [];
  const parentId = textOrNull(fields, 'post_parent');
  return {
    kind: 'item',
    ...parts,
    type: textOrNull(fields, 'post_type'),
    status: textOrNull(fields, 'status'),
    id: textOrNull(fields, 'post_id'),
    title: trimmed(fields, 'title'),
    slug: trimmed(fields, 'post_name'),
    link: textOrNull(fields, 'link'),
    guid: textOrNull(fields, 'guid'),
    creator: textOrNull(fields, 'creator'),
    ...itemDate(fields, problems),
    modified: wordpressDate(fields, 'post_modified_gmt', problems) ?? wordpressDate(fields, 'post_modified', problems),
    content: fields.get('content') ?? '',
    excerpt: fields.get('excerpt') ?? '',
    parentId: parentId === '0' ? null : parentId,
    menuOrder: wholeNumber(fields, 'menu_order', problems),
    sticky: trimmed(fields, 'is_sticky') === '1',
    password: textOrNull(fields, 'post_password'),
    attachmentUrl: textOrNull(fields, 'attachment_url'),
    ...(textOrNull(fields, 'thumbnail_id') ? { thumbnailId: trimmed(fields, 'thumbnail_id') } : {}),
    problems,
  };
}

/** Makes a percent-encoded slug readable; gives it back unchanged where the encoding is broken. For display: identity is the stored slug. */
export function readableSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}

function itemDate(fields: WxrFields, problems: WxrProblem[]): Pick<WxrItem, 'date' | 'dateFrom'> {
  for (const dateFrom of ['post_date_gmt', 'post_date'] as const) {
    const date = wordpressDate(fields, dateFrom, problems);
    if (date) {
      return { date, dateFrom };
    }
  }
  const pubDate = rfc822Date(trimmed(fields, 'pubDate'));
  return { date: pubDate, dateFrom: pubDate ? 'pubDate' : null };
}

/** `YYYY-MM-DD hh:mm:ss`; zero dates are how WordPress writes "none". */
function wordpressDate(fields: WxrFields, field: string, problems: WxrProblem[]): Date | null {
  const text = trimmed(fields, field);
  if (text === '' || text.startsWith('0000-00-00')) {
    return null;
  }
  const found = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})Z?$/.exec(text);
  const date = found ? new Date(`${found[1]}T${found[2]}Z`) : null;
  // Date.parse turns 30 February into 1 March.
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== found?.[1]) {
    problems.push({ field, message: `${field} "${text.slice(0, 60)}" is not a date.` });
    return null;
  }
  return date;
}

/** WordPress writes the zero date as "Mon, 30 Nov -0001 00:00:00 +0000" here. */
function rfc822Date(text: string): Date | null {
  if (!/^(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|[A-Z]{1,4})$/.test(text)) {
    return null;
  }
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

function wholeNumber(fields: WxrFields, field: string, problems: WxrProblem[]): number {
  const text = trimmed(fields, field);
  if (text === '' || /^-?\d{1,9}$/.test(text)) {
    return Number(text);
  }
  problems.push({ field, message: `${field} "${text.slice(0, 60)}" is not a whole number.` });
  return 0;
}

function trimmed(fields: WxrFields, name: string): string {
  return fields.get(name)?.trim() ?? '';
}

function textOrNull(fields: WxrFields, name: string): string | null {
  return trimmed(fields, name) || null;
}
