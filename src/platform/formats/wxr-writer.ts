/**
 * Writes WordPress eXtended RSS 1.2, as WordPress's exporter does and its importer expects: the site, then authors, categories and tags, then
 * posts and pages. Whatever is text in here is HTML there, so plain texts are escaped twice: as HTML, then as XML.
 */

/** An author of posts. */
export interface WxrWrittenAuthor {
  id: string;
  login: string;
  name: string;
  email: string | null;
}

/** A category or a tag. */
export interface WxrWrittenTerm {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  /** Categories: the slug of the one above. */
  parentSlug?: string | null;
}

/** A post or a page. */
export interface WxrWrittenItem {
  id: string;
  type: 'post' | 'page';
  status: 'publish' | 'future' | 'draft';
  title: string;
  slug: string;
  link: string;
  /** When it was published or is due; null for a draft. */
  at: Date | null;
  createdAt: Date;
  updatedAt: Date;
  author: string | null;
  excerpt: string | null;
  /** As HTML. */
  content: string;
  parentId: string | null;
  position: number;
  sticky: boolean;
  categories: readonly { slug: string; name: string }[];
  tags: readonly { slug: string; name: string }[];
}

const NAMESPACES =
  'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"';

/** What comes before the authors. */
export function wxrHead(site: { title: string; description: string; url: string; language: string }): string {
  const { title, description, url, language } = site;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" ${NAMESPACES}>
<channel>
<title>${escape(escapeHtml(title))}</title>
<link>${escape(url)}</link>
<description>${escape(escapeHtml(description))}</description>
<language>${escape(language)}</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>${escape(url)}</wp:base_site_url>
<wp:base_blog_url>${escape(url)}</wp:base_blog_url>
`;
}

/** What comes behind the last item. */
export const WXR_END = '</channel>\n</rss>\n';

/** An author's element. */
export function wxrAuthor({ id, login, name, email }: WxrWrittenAuthor): string {
  return `<wp:author><wp:author_id>${id}</wp:author_id><wp:author_login>${cdata(login)}</wp:author_login><wp:author_email>${cdata(email ?? '')}</wp:author_email><wp:author_display_name>${cdata(escapeHtml(name))}</wp:author_display_name></wp:author>\n`;
}

/** A category's element. */
export function wxrCategory({ id, slug, name, description, parentSlug }: WxrWrittenTerm): string {
  return `<wp:category><wp:term_id>${id}</wp:term_id><wp:category_nicename>${cdata(slugOf(slug))}</wp:category_nicename><wp:category_parent>${cdata(parentSlug ? slugOf(parentSlug) : '')}</wp:category_parent><wp:cat_name>${cdata(escapeHtml(name))}</wp:cat_name>${described('category', description)}</wp:category>\n`;
}

/** A tag's element. */
export function wxrTag({ id, slug, name, description }: WxrWrittenTerm): string {
  return `<wp:tag><wp:term_id>${id}</wp:term_id><wp:tag_slug>${cdata(slugOf(slug))}</wp:tag_slug><wp:tag_name>${cdata(escapeHtml(name))}</wp:tag_name>${described('tag', description)}</wp:tag>\n`;
}

/** The element of a post or a page. */
export function wxrItem(item: WxrWrittenItem): string {
  const { id, type, status, title, slug, link, at, createdAt, updatedAt, author, excerpt, content } = item;
  const written = at ?? createdAt;
  const terms = [
    ...item.categories.map(term => termOf('category', term)),
    ...item.tags.map(term => termOf('post_tag', term)),
  ];
  return `<item>
<title>${cdata(escapeHtml(title))}</title>
<link>${escape(link)}</link>
<pubDate>${written.toUTCString().replace('GMT', '+0000')}</pubDate>
<dc:creator>${cdata(author ?? '')}</dc:creator>
<guid isPermaLink="false">${escape(link)}</guid>
<description></description>
<content:encoded>${cdata(content)}</content:encoded>
<excerpt:encoded>${cdata(excerpt === null ? '' : escapeHtml(excerpt))}</excerpt:encoded>
<wp:post_id>${id}</wp:post_id>
<wp:post_date>${dateOf(written)}</wp:post_date>
<wp:post_date_gmt>${at === null ? '0000-00-00 00:00:00' : dateOf(at)}</wp:post_date_gmt>
<wp:post_modified>${dateOf(updatedAt)}</wp:post_modified>
<wp:post_modified_gmt>${dateOf(updatedAt)}</wp:post_modified_gmt>
<wp:comment_status>closed</wp:comment_status>
<wp:ping_status>closed</wp:ping_status>
<wp:post_name>${cdata(slugOf(slug))}</wp:post_name>
<wp:status>${status}</wp:status>
<wp:post_parent>${item.parentId ?? 0}</wp:post_parent>
<wp:menu_order>${item.position}</wp:menu_order>
<wp:post_type>${type}</wp:post_type>
<wp:post_password></wp:post_password>
<wp:is_sticky>${item.sticky ? 1 : 0}</wp:is_sticky>
${terms.join('')}</item>
`;
}

function described(kind: 'category' | 'tag', description: string | null): string {
  const name = `wp:${kind}_description`;
  return description === null ? '' : `<${name}>${cdata(escapeHtml(description))}</${name}>`;
}

function termOf(domain: string, { slug, name }: { slug: string; name: string }): string {
  return `<category domain="${domain}" nicename="${escape(slugOf(slug))}">${cdata(escapeHtml(name))}</category>\n`;
}

/** WordPress keeps slugs percent-encoded, in small letters. */
function slugOf(slug: string): string {
  return encodeURIComponent(slug).replace(/%[0-9A-F]{2}/g, code => code.toLowerCase());
}

function dateOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** What XML 1.0 forbids is left out. */
function storable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, '');
}

function cdata(text: string): string {
  return `<![CDATA[${storable(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function escape(text: string): string {
  return escapeHtml(storable(text)).replaceAll('"', '&quot;');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
