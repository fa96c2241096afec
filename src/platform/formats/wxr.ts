/**
 * WordPress eXtended RSS, the export format of WordPress (wp-admin/includes/export.php), read as a stream: memory holds one
 * record at a time, however long the file is.
 *
 * Elements are taken by namespace, never by prefix: `http://wordpress.org/export/<version>/` is the same vocabulary in
 * every version, `.../excerpt/` holds the excerpt, `http://purl.org/rss/1.0/modules/content/` the body, and an element of
 * any other namespace is left alone even if its local name fits. A version that is no number is tolerated: the elements
 * are what counts. Comments and custom fields are counted, not kept.
 *
 * Records come in document order, the site first. A malformed file gives the sound records before the fault and then
 * throws INVALID_FILE with the line: to write nothing of such a file, read it once before writing. Control characters that
 * XML forbids are taken out, and reported as `notice` records.
 */
import type { SaxesAttributeNS } from 'saxes';
import { invalidFile } from '../../errors';
import { type DecodeOptions, decodeText } from './decode-text';
import { parseXml, type XmlLimits, type XmlVisitor } from './parse-xml';
import { itemRecord, siteRecord, termRecord, type WxrItemTerm, type WxrRecord } from './wxr-records';

/** Limits against hostile files; the defaults are far above what WordPress writes. */
export interface WxrOptions extends DecodeOptions, XmlLimits {}

const EXPORT_NAMESPACE = /^https?:\/\/wordpress\.org\/export\/[^/]*\/(excerpt\/)?$/;
const CONTENT_NAMESPACE = 'http://purl.org/rss/1.0/modules/content/';
const DUBLIN_CORE = 'http://purl.org/dc/elements/1.1/';
const DEFAULT_MAX_RECORD_LENGTH = 32 * 1024 * 1024;
/** What a child of a record may weigh in memory besides its text, as a term does. */
const CHILD_WEIGHT = 100;
/** A file full of control characters is not worth more lines than this. */
const MOST_NOTICES = 100;
/** Depth of the elements inside <rss><channel>. */
const CHANNEL_CHILD = 3;
const RECORD_CHILD = 4;

type Vocabulary = 'rss' | 'wp' | 'excerpt' | 'content' | 'dc' | 'other';
type RecordKind = 'author' | 'category' | 'tag' | 'term' | 'item';

/** Yields the records of a WordPress export, plain or gzip, in any encoding. Throws INVALID_FILE. */
export async function* readWxr(source: AsyncIterable<Buffer>, options: WxrOptions = {}): AsyncGenerator<WxrRecord> {
  const reader = new WxrReader(options.maxTokenLength ?? DEFAULT_MAX_RECORD_LENGTH);
  try {
    for await (const _ of parseXml(decodeText(source, options), reader, options)) {
      yield* reader.take();
    }
    reader.end();
  } catch (fault) {
    // What came before the fault in the same chunk is as sound as what came in earlier ones.
    yield* reader.take();
    throw fault;
  }
  yield* reader.take();
}

/** Under which WordPress keeps the id of the attachment that stands for a post. */
const THUMBNAIL = '_thumbnail_id';

class WxrReader implements XmlVisitor {
  private records: WxrRecord[] = [];
  private depth = 0;
  private isWxr = false;
  private channelLine: number | null = null;
  private readonly siteFields = new Map<string, string>();
  private siteGiven = false;
  private record: { kind: RecordKind; line: number } | null = null;
  private fields = new Map<string, string>();
  private field: { key: string; text: string; depth: number; term: WxrItemTerm | null } | null = null;
  private terms: WxrItemTerm[] = [];
  private commentCount = 0;
  private metaCount = 0;
  /** The key of the postmeta that is being read; null outside of one. */
  private metaKey: string | null = null;
  private itemCount = 0;
  private noticeLines = new Set<number>();
  private recordLength = 0;

  constructor(private readonly maxRecordLength: number) {}

  /** Gives what is complete since the last call. */
  take(): WxrRecord[] {
    const taken = this.records;
    this.records = [];
    return taken;
  }

  open(tag: Parameters<XmlVisitor['open']>[0], line: number): void {
    this.depth += 1;
    if (this.depth === CHANNEL_CHILD) {
      this.recordLength = 0;
    }
    if (this.field) {
      throw invalidFile(
        `Line ${line}: the field "${this.field.key}" holds the element <${tag.name}> where only text may stand.`,
        { line },
      );
    }
    const vocabulary = vocabularyOf(tag.uri);
    if (this.depth === 1) {
      this.openRoot(tag, line);
    } else if (this.depth === 2 && vocabulary === 'rss' && tag.local === 'channel') {
      this.channelLine ??= line;
    } else if (this.depth === CHANNEL_CHILD && this.channelLine !== null) {
      this.openChannelChild(vocabulary, tag.local, line);
    } else if (this.depth === RECORD_CHILD && this.record) {
      this.openRecordChild(vocabulary, tag.local, tag.attributes);
      this.weigh(CHILD_WEIGHT, line);
    } else if (this.depth === RECORD_CHILD + 1 && this.metaKey !== null && vocabulary === 'wp') {
      this.openMeta(tag.local);
    }
  }

  /** Of all that plugins keep there, only the picture of a post is read. */
  private openMeta(local: string): void {
    const isThumbnail = local === 'meta_value' && this.metaKey === THUMBNAIL;
    if (local !== 'meta_key' && !isThumbnail) return;
    this.field = { key: isThumbnail ? 'thumbnail_id' : local, text: '', depth: this.depth, term: null };
  }

  text(text: string, line: number): void {
    if (this.field) {
      this.field.text += text;
      this.weigh(text.length, line);
    }
  }

  close(): void {
    if (this.field?.depth === this.depth) {
      this.closeField(this.field);
    } else if (this.depth === CHANNEL_CHILD && this.record) {
      this.closeRecord(this.record);
    } else if (this.depth === RECORD_CHILD) {
      this.metaKey = null;
    }
    this.depth -= 1;
  }

  removed(character: string, line: number): void {
    if (this.noticeLines.has(line) || this.noticeLines.size >= MOST_NOTICES) {
      return;
    }
    this.noticeLines.add(line);
    const code = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    this.records.push({
      kind: 'notice',
      line,
      code: 'FORBIDDEN_CHARACTER',
      message: `Line ${line} held the control character ${code}, which XML forbids; it was taken out.`,
    });
  }

  end(): void {
    if (this.channelLine === null) {
      throw invalidFile('This is not a WordPress export: its <rss> holds no <channel>.', { line: 1 });
    }
    this.giveSite();
  }

  private weigh(length: number, line: number): void {
    this.recordLength += length;
    if (this.recordLength > this.maxRecordLength) {
      throw invalidFile(`Line ${line}: one record holds more than ${this.maxRecordLength} characters.`, { line });
    }
  }

  private openRoot(
    tag: { uri: string; local: string; attributes: Record<string, SaxesAttributeNS> },
    line: number,
  ): void {
    if (tag.local !== 'rss' || tag.uri !== '') {
      throw invalidFile(`Line ${line}: this is ${rootName(tag.local)}, not a WordPress export.`, { line });
    }
    this.isWxr = Object.values(tag.attributes).some(
      ({ prefix, value }) => prefix === 'xmlns' && EXPORT_NAMESPACE.test(value),
    );
  }

  private openChannelChild(vocabulary: Vocabulary, local: string, line: number): void {
    const kind = recordKind(vocabulary, local);
    if (kind) {
      this.giveSite();
      this.record = { kind, line };
      this.fields = new Map();
      this.terms = [];
      this.commentCount = 0;
      this.metaCount = 0;
    } else if (CHANNEL_FIELDS.has(`${vocabulary}:${local}`)) {
      this.isWxr ||= vocabulary === 'wp' && local === 'wxr_version';
      this.field = { key: local, text: '', depth: this.depth, term: null };
    }
  }

  private openRecordChild(vocabulary: Vocabulary, local: string, attributes: Record<string, SaxesAttributeNS>): void {
    if (vocabulary === 'wp' && local === 'comment') {
      this.commentCount += 1;
    } else if (vocabulary === 'wp' && local === 'postmeta') {
      this.metaCount += 1;
      this.metaKey = '';
    } else if (vocabulary === 'rss' && local === 'category') {
      const term = {
        domain: attributes['domain']?.value || null,
        slug: attributes['nicename']?.value || null,
        name: '',
      };
      this.field = { key: 'category', text: '', depth: this.depth, term };
    } else {
      const key = fieldKey(vocabulary, local);
      this.field = key === null ? null : { key, text: '', depth: this.depth, term: null };
    }
  }

  private closeField(field: NonNullable<WxrReader['field']>): void {
    this.field = null;
    const fields = this.record ? this.fields : this.siteFields;
    if (field.key === 'meta_key') {
      this.metaKey = field.text.trim();
    } else if (field.term) {
      this.terms.push({ ...field.term, name: field.text.trim() });
    } else if (!fields.has(field.key)) {
      fields.set(field.key, field.text);
    }
  }

  private closeRecord({ kind, line }: { kind: RecordKind; line: number }): void {
    const { terms, commentCount, metaCount } = this;
    this.record = null;
    if (kind === 'item') {
      this.records.push(itemRecord(this.fields, { line, index: this.itemCount, terms, commentCount, metaCount }));
      this.itemCount += 1;
    } else {
      this.records.push(termRecord(kind, this.fields, line));
    }
  }

  private giveSite(): void {
    if (!this.siteGiven) {
      this.siteGiven = true;
      this.records.push(siteRecord(this.siteFields, this.channelLine ?? 1, this.isWxr));
    }
  }
}

function vocabularyOf(uri: string): Vocabulary {
  if (uri === '') return 'rss';
  if (uri === CONTENT_NAMESPACE) return 'content';
  if (uri === DUBLIN_CORE) return 'dc';
  const found = EXPORT_NAMESPACE.exec(uri);
  return found ? (found[1] ? 'excerpt' : 'wp') : 'other';
}

function recordKind(vocabulary: Vocabulary, local: string): RecordKind | null {
  if (vocabulary === 'rss') {
    return local === 'item' ? 'item' : null;
  }
  return vocabulary === 'wp' && (local === 'author' || local === 'category' || local === 'tag' || local === 'term')
    ? local
    : null;
}

/** Field elements that hold only text; the others (termmeta, media extensions) are not read. */
const WP_FIELD =
  /^(?:author_|term_(?!meta)|category_|cat_name$|tag_|post_(?!meta$)|status$|menu_order$|is_sticky$|attachment_url$)/;
const CHANNEL_FIELDS = new Set([
  'rss:title',
  'rss:link',
  'rss:description',
  'rss:language',
  'wp:wxr_version',
  'wp:base_site_url',
  'wp:base_blog_url',
]);
const RSS_FIELDS = new Set(['title', 'link', 'guid', 'pubDate']);

function fieldKey(vocabulary: Vocabulary, local: string): string | null {
  switch (vocabulary) {
    case 'rss':
      return RSS_FIELDS.has(local) ? local : null;
    case 'wp':
      return WP_FIELD.test(local) ? local : null;
    case 'content':
    case 'excerpt':
      return local === 'encoded' ? vocabulary : null;
    case 'dc':
      return local === 'creator' ? local : null;
    case 'other':
      return null;
  }
}

function rootName(local: string): string {
  switch (local.toLowerCase()) {
    case 'feed':
      return 'an Atom feed';
    case 'rdf':
      return 'an RSS 1.0 (RDF) feed';
    case 'html':
      return 'an HTML page';
    default:
      return `an XML document whose root element is <${local.slice(0, 60)}>`;
  }
}
