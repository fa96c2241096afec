/**
 * Feeds as a stream of entries: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, with the modules that carry texts, names and pictures. Built on
 * parse-xml.ts, so that hostile files end at their first wrong byte; whatever an entry says is plain text or HTML that nobody has
 * cleaned yet.
 */
import type { SaxesAttributeNS } from 'saxes';
import { invalidFile } from '../../errors';
import { decodeText } from './decode-text';
import { feedDate } from './feed-dates';
import { FeedField } from './feed-field';
import { parseXml, type XmlVisitor } from './parse-xml';

/** What a feed says about itself; comes last, since feeds may say it anywhere. */
export interface FeedHead {
  kind: 'head';
  title: string | null;
  link: string | null;
  id: string | null;
}

/** Somebody who wrote an entry. */
export interface FeedAuthor {
  name: string | null;
  email: string | null;
  url: string | null;
}

/** One entry of a feed. */
export interface FeedEntry {
  kind: 'entry';
  line: number;
  id: string | null;
  link: string | null;
  /** As written: may hold markup. */
  title: string;
  /** HTML; null where there is none. */
  content: string | null;
  summary: string | null;
  published: Date | null;
  authors: FeedAuthor[];
  categories: string[];
  /** Addresses of pictures that come with the entry, the most important first. */
  images: string[];
}

const ATOM = /^http:\/\/(?:www\.w3\.org\/2005\/Atom|purl\.org\/atom\/ns#)/;
const VOCABULARIES: [RegExp, string][] = [
  [
    /^$|^http:\/\/(?:purl\.org\/rss\/1\.0\/?$|my\.netscape\.com\/|backend\.userland\.com\/|channel\.netscape\.com\/)/i,
    '',
  ],
  [ATOM, ''],
  [/^http:\/\/purl\.org\/rss\/1\.0\/modules\/content\//, 'content:'],
  [/^http:\/\/purl\.org\/dc\/(?:elements|terms)\//, 'dc:'],
  [/^http:\/\/search\.yahoo\.com\/mrss/, 'media:'],
  [/^http:\/\/www\.itunes\.com\/dtds\//i, 'itunes:'],
];
const ROOTS = new Set(['rss', 'rdf', 'feed']);
/** Of their parts only some are wanted; those of others are no fields of the entry. */
const ENTRIES = new Set(['item', 'entry']);

/** Yields the entries in their order, and the feed's head at the end. Throws INVALID_FILE with the line. */
export async function* readFeed(source: AsyncIterable<Buffer>): AsyncGenerator<FeedEntry | FeedHead> {
  const reader = new FeedReader();
  for await (const _piece of parseXml(decodeText(source), reader)) yield* reader.take();
  yield reader.head();
}

class FeedReader implements XmlVisitor {
  private entries: FeedEntry[] = [];
  private depth = 0;
  private entry: { depth: number; line: number; about: string | null; fields: FeedField[] } | null = null;
  private field: FeedField | null = null;
  private readonly headFields = new Map<string, string>();

  take(): FeedEntry[] {
    const { entries } = this;
    this.entries = [];
    return entries;
  }

  head(): FeedHead {
    const of = (name: string) => this.headFields.get(name) ?? null;
    return { kind: 'head', title: of('title'), link: of('link'), id: of('id') };
  }

  open(tag: { uri: string; local: string; attributes: Record<string, SaxesAttributeNS> }, line: number): void {
    this.depth += 1;
    const { uri, local, attributes } = tag;
    if (this.depth === 1) return demandFeed(local, line);
    if (this.field) return this.field.open(local, attributes);
    const vocabulary = vocabularyOf(uri);
    if (!this.entry && vocabulary === '' && ENTRIES.has(local.toLowerCase())) {
      const about = Object.values(attributes).find(attribute => attribute.local === 'about')?.value ?? null;
      this.entry = { depth: this.depth, line, about, fields: [] };
    } else if (vocabulary !== null && (this.entry ? this.depth === this.entry.depth + 1 : this.depth <= 3)) {
      this.field = new FeedField(`${vocabulary}${local.toLowerCase()}`, this.depth, attributes);
    } else if (this.entry && vocabulary === 'media:') {
      // Pictures may stand in groups.
      this.field = new FeedField(`${vocabulary}${local.toLowerCase()}`, this.depth, attributes);
    }
    // A channel holds entries: it is no field.
    if (this.field && CONTAINERS.has(this.field.name)) this.field = null;
  }

  text(text: string): void {
    this.field?.addText(text);
  }

  close(): void {
    const { field, entry } = this;
    if (field && field.depth === this.depth) {
      this.field = null;
      if (entry) entry.fields.push(field);
      else this.noteHead(field);
    } else if (field) {
      field.close();
    } else if (entry && entry.depth === this.depth) {
      this.entry = null;
      this.entries.push(entryOf(entry.fields, entry.line, entry.about));
    }
    this.depth -= 1;
  }

  removed(): void {}

  private noteHead(field: FeedField): void {
    const value = field.name === 'link' ? linkOf(field) : field.plain();
    if (value && !this.headFields.has(field.name)) this.headFields.set(field.name, value);
  }
}

const CONTAINERS = new Set(['channel', 'media:group', 'image', 'textinput', 'items']);

function demandFeed(local: string, line: number): void {
  if (ROOTS.has(local.toLowerCase())) return;
  throw invalidFile(
    `Line ${line}: this is an XML document whose root element is <${local.slice(0, 60)}>, not a feed.`,
    {
      line,
    },
  );
}

function vocabularyOf(uri: string): string | null {
  return VOCABULARIES.find(([pattern]) => pattern.test(uri))?.[1] ?? null;
}

function entryOf(fields: readonly FeedField[], line: number, about: string | null): FeedEntry {
  const first = (...names: string[]) => {
    for (const name of names) {
      const value = fields.find(field => field.name === name)?.plain();
      if (value) return value;
    }
    return null;
  };
  const html = (...names: string[]) => {
    for (const name of names) {
      const value = fields.find(field => field.name === name && field.html().trim() !== '')?.html();
      if (value) return value;
    }
    return null;
  };
  const described = html('content:encoded', 'content', 'fullitem', 'body');
  const summary = html('summary', 'description', 'dc:description', 'itunes:summary');
  return {
    ...{ kind: 'entry', line },
    id: first('guid', 'id') ?? about,
    link: linksOf(fields, 'alternate')[0] ?? linksOf(fields, null)[0] ?? null,
    title:
      fields
        .find(({ name }) => name === 'title')
        ?.html()
        .trim() ||
      (first('dc:title', 'media:title') ?? ''),
    content: described ?? summary,
    summary: described === null ? null : summary,
    published: dateOf(fields),
    authors: authorsOf(fields),
    categories: categoriesOf(fields),
    images: imagesOf(fields),
  };
}

function dateOf(fields: readonly FeedField[]): Date | null {
  for (const name of [
    'published',
    'pubdate',
    'issued',
    'dc:date',
    'dc:issued',
    'created',
    'dc:created',
    'updated',
    'modified',
  ]) {
    const date = feedDate(fields.find(field => field.name === name)?.plain() ?? null);
    if (date) return date;
  }
  return null;
}

function linksOf(fields: readonly FeedField[], rel: string | null): string[] {
  return fields
    .filter(
      ({ name, attributes }) => name === 'link' && (rel === null || (attributes.get('rel') ?? 'alternate') === rel),
    )
    .map(linkOf)
    .filter(link => link !== null);
}

function linkOf(field: FeedField): string | null {
  return field.attributes.get('href') ?? field.plain();
}

function authorsOf(fields: readonly FeedField[]): FeedAuthor[] {
  const authors = fields
    .filter(({ name }) => ['author', 'dc:creator', 'itunes:author'].includes(name))
    .map((field): FeedAuthor => {
      const part = (name: string) => field.part(name);
      if (part('name') !== null || part('email') !== null)
        return { name: part('name'), email: part('email'), url: part('uri') ?? part('url') };
      return personOf(field.plain());
    })
    .filter(({ name, email }) => name !== null || email !== null);
  const [first] = authors;
  // RSS says the same person several times, by several modules.
  return fields.some(({ name }) => name === 'author' || name === 'dc:creator') && authors.length > 1
    ? authors.filter((author, index) => authors.findIndex(({ name }) => name === author.name) === index)
    : first
      ? [first]
      : [];
}

/** `mail@example.org (Name)` as RSS wants it, or a name. */
function personOf(text: string | null): FeedAuthor {
  const found = /^(\S+@\S+)\s*(?:\((.*)\))?$/.exec(text ?? '') ?? null;
  if (!found) return { name: text, email: null, url: null };
  return { name: found[2]?.trim() || found[1].split('@')[0], email: found[1], url: null };
}

function categoriesOf(fields: readonly FeedField[]): string[] {
  const words = fields
    .filter(({ name }) => name === 'category' || name === 'dc:subject')
    .map(
      field =>
        field.attributes.get('label') ?? field.attributes.get('term') ?? field.attributes.get('text') ?? field.plain(),
    );
  return [...new Set(words.filter(word => word !== null).map(word => word.trim()))].filter(Boolean);
}

function imagesOf(fields: readonly FeedField[]): string[] {
  const isImage = (type: string | undefined, url: string) =>
    type ? type.startsWith('image/') : /\.(jpe?g|png|gif|webp|avif)(\?|$)/i.test(url);
  const found = fields.flatMap(({ name, attributes }) => {
    const url = attributes.get('url') ?? attributes.get('href');
    if (!url) return [];
    const isPicture =
      name === 'media:thumbnail' ||
      name === 'itunes:image' ||
      ((name === 'enclosure' ||
        name === 'media:content' ||
        (name === 'link' && attributes.get('rel') === 'enclosure')) &&
        (attributes.get('medium') === 'image' || isImage(attributes.get('type'), url)));
    return isPicture ? [url] : [];
  });
  return [...new Set(found)];
}
