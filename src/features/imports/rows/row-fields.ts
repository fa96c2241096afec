import type { ContentTypeDefinition } from '../../../engine/content/content-type';
import type { ReferenceField, ValueField } from '../../../engine/content/fields';
import { htmlToRichText } from '../../../platform/formats/rich-text/parse-html';
import { markdownToRichText } from '../../../platform/formats/rich-text/parse-markdown';
import { remark, remarkLosses } from '../remarks';
import type { Remark } from '../source-document';

/** Where a column can go besides the declared fields. */
export const ROW_FACTS = ['id', 'slug', 'state', 'publishedAt'] as const;

/** Names that people give to columns for what fields are called here. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  title: ['headline', 'heading', 'name', 'subject'],
  name: ['title', 'fullname', 'displayname'],
  body: ['content', 'text', 'html', 'markdown', 'article'],
  excerpt: ['summary', 'description', 'teaser', 'intro', 'abstract'],
  slug: ['permalink', 'urlslug', 'handle'],
  publishedAt: ['published', 'date', 'pubdate', 'publishdate', 'publicationdate'],
  state: ['status'],
  author: ['writer', 'byline', 'creator', 'authors'],
  tags: ['keywords', 'labels', 'topics'],
  categories: ['category', 'section'],
  email: ['mail', 'emailaddress'],
  website: ['url', 'homepage', 'link'],
  bio: ['about', 'biography'],
};

/** Every field that a column can go to. */
export function targetsOf({ values, references }: ContentTypeDefinition): string[] {
  const declared = [...values, ...references].map(({ property }) => property);
  return [...ROW_FACTS, ...declared.filter(name => name !== 'parent')];
}

/** The field that a column seems to be meant for. */
export function suggestField(definition: ContentTypeDefinition, column: string): string | null {
  const targets = targetsOf(definition);
  const name = plain(column);
  const exact = targets.find(target => plain(target) === name || plain(target) === name.replace(/ids?$/, ''));
  if (exact) return exact;
  return targets.find(target => SYNONYMS[target]?.includes(name)) ?? null;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What a cell says for a field, in the form in which an input would say it; null for an empty one. */
export function cellValue({ property, kind }: ValueField, cell: unknown, remarks: Remark[]): unknown {
  if (cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')) return null;
  if (typeof cell !== 'string') return kind.name === 'TEXT' && typeof cell !== 'object' ? String(cell) : cell;
  const text = cell.trim();
  switch (kind.name) {
    case 'RICH_TEXT':
      return richTextOf(cell, remarks);
    case 'NUMBER':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : cell;
    case 'BOOLEAN':
      return booleanOf(text) ?? cell;
    case 'CHOICE':
      return text.toUpperCase().replace(/[\s-]+/g, '_');
    case 'CHOICES':
      return wordsOf(text).map(word => word.toUpperCase().replace(/[\s-]+/g, '_'));
    case 'JSON':
    case 'GEO_POINT':
    case 'BLOCKS':
      return jsonOf(text, property, remarks);
    case 'TEXT':
      return cell;
    default:
      return text;
  }
}

/** Text that is HTML is read as such, other text as Markdown. */
function richTextOf(cell: string, remarks: Remark[]): unknown {
  const stored = cell.trimStart().startsWith('{"type":"doc"') ? jsonOf(cell, 'text', remarks) : null;
  if (stored !== null) return stored;
  const isHtml = /<\/?(p|div|br|h[1-6]|ul|ol|li|a|strong|em|b|i|img|table|blockquote|pre|span)\b[^>]*>/i.test(cell);
  const { document, losses } = isHtml ? htmlToRichText(cell, { dialect: 'html' }) : markdownToRichText(cell);
  remarkLosses(losses, remarks);
  return document;
}

function booleanOf(text: string): boolean | null {
  if (/^(true|yes|y|1|x|on)$/i.test(text)) return true;
  return /^(false|no|n|0|off)$/i.test(text) ? false : null;
}

function jsonOf(text: string, property: string, remarks: Remark[]): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    remark(remarks, 'WARNING', 'INVALID_VALUE', `\`${property}\` was left out: it is not valid JSON.`);
    return null;
  }
}

/** The words of a cell with several: a JSON list, or parts between bars, semicolons or commas. */
export function wordsOf(cell: unknown): string[] {
  if (Array.isArray(cell)) return cell.flatMap(wordsOf);
  if (typeof cell === 'object' && cell !== null) {
    const { id, slug, name } = cell as { id?: unknown; slug?: unknown; name?: unknown };
    return wordsOf(id ?? slug ?? name);
  }
  if (typeof cell === 'number') return [String(cell)];
  if (typeof cell !== 'string') return [];
  if (cell.trimStart().startsWith('[')) {
    try {
      return wordsOf(JSON.parse(cell));
    } catch {
      // It only looked like one.
    }
  }
  const delimiter = ['|', ';', ','].find(each => cell.includes(each)) ?? ',';
  return [...new Set(cell.split(delimiter).map(word => word.trim()))].filter(Boolean);
}

/** What a reference's cell names: ids or slugs. */
export function namedBy({ arity }: ReferenceField, cell: unknown): string[] {
  const words = typeof cell === 'string' && arity === 'ONE' ? [cell.trim()].filter(Boolean) : wordsOf(cell);
  return arity === 'ONE' ? words.slice(0, 1) : words;
}
