import { lexicalToHtml, mobiledocToHtml } from '../../../platform/formats/ghost-html';
import { renderMarkdown } from '../../../platform/formats/rich-text/parse-markdown';
import { feedDate } from '../../../platform/formats/feed-dates';
import { hashOf } from '../source-document';
import type { ArticleRecord } from './article-record';
import { ghostKey, type GhostRow, type GhostTables, inlinePeople, inlineWords, rowOf, textOf } from './ghost-rows';

/** A row of Ghost's posts as an article or a page. */
export function ghostArticle(row: GhostRow, line: number, tables: GhostTables): ArticleRecord {
  const notes: ArticleRecord['notes'] = [];
  const id = textOf(row.id);
  const body = bodyOf(row, notes);
  const isPage = row.type === 'page' || row.page === 1 || row.page === true || row.page === '1';
  return {
    key: id ?? textOf(row.uuid) ?? textOf(row.slug) ?? textOf(row.url) ?? hashOf(row),
    line,
    type: isPage ? 'Page' : 'Article',
    title: textOf(row.title) ?? '',
    slug: textOf(row.slug),
    body: body === null ? null : { html: body },
    excerpt: textOf(row.custom_excerpt) ?? textOf(row.meta_description),
    authors: authorsOf(row, id, tables, notes),
    words: wordsOf(row, id, tables, notes),
    state: stateOf(row, notes),
    date: dateOf(row.published_at) ?? (row.status === 'published' ? dateOf(row.created_at) : null),
    pinned: row.featured === 1 || row.featured === true,
    image: textOf(row.feature_image) ?? textOf(row.image),
    notes,
  };
}

/** Ghost's own HTML is the most complete; without it the editors' formats are rendered. */
function bodyOf(row: GhostRow, notes: ArticleRecord['notes']): string | null {
  const html = textOf(row.html);
  if (html !== null) return html;
  const lexical = textOf(row.lexical);
  const mobiledoc = textOf(row.mobiledoc);
  const made =
    (lexical && lexicalToHtml(lexical, renderMarkdown)) || (mobiledoc && mobiledocToHtml(mobiledoc, renderMarkdown));
  if (made) {
    if (made.lost.length > 0)
      notes.push({ code: 'NOT_KEPT', message: `Not kept: ${[...new Set(made.lost)].join(', ')}.` });
    return made.html;
  }
  if (lexical !== null || mobiledoc !== null)
    notes.push({ code: 'UNREADABLE_VALUE', message: 'Its text is damaged and was left out.' });
  const markdown = textOf(row.markdown);
  return markdown === null ? textOf(row.plaintext) && renderMarkdown(String(row.plaintext)) : renderMarkdown(markdown);
}

function authorsOf(row: GhostRow, id: string | null, tables: GhostTables, notes: ArticleRecord['notes']): string[] {
  const linked = inOrder(id === null ? [] : (tables.peopleOf.get(id) ?? []));
  const inline = inlinePeople(row).map(person => ghostKey(rowOf(person)));
  const single = [textOf(row.author_id), typeof row.author === 'object' ? null : textOf(row.author)];
  const keys = [...linked, ...inline, ...single].filter(key => key !== null);
  const known = [...new Set(keys)].filter(key => tables.people.has(key));
  if (known.length === 0 && keys.length > 0)
    notes.push({ code: 'UNKNOWN_AUTHOR', message: `Its author "${keys[0].slice(0, 60)}" is not in the file.` });
  return known;
}

function wordsOf(row: GhostRow, id: string | null, tables: GhostTables, notes: ArticleRecord['notes']): string[] {
  const linked = inOrder(id === null ? [] : (tables.wordsOf.get(id) ?? []));
  const inline = inlineWords(row).map(word => ghostKey(rowOf(word)));
  const keys = [...new Set([...linked, ...inline].filter(key => key !== null))];
  const lost = keys.filter(key => !tables.words.has(key)).length;
  if (lost > 0)
    notes.push({ code: 'UNKNOWN_TAG', message: `${lost} of its tags are not in the file, or have no name.` });
  return keys.filter(key => tables.words.has(key));
}

function inOrder(links: readonly { key: string; order: number }[]): string[] {
  return [...links].sort((one, other) => one.order - other.order).map(({ key }) => key);
}

/** What only some people might read must not become public by importing. */
function stateOf(row: GhostRow, notes: ArticleRecord['notes']): ArticleRecord['state'] {
  const visibility = textOf(row.visibility) ?? 'public';
  if (visibility !== 'public') {
    notes.push({
      code: 'NOT_PUBLIC',
      message: `Only some could read it (${visibility.slice(0, 40)}): it was kept as a draft.`,
    });
    return 'DRAFT';
  }
  if (row.status === 'published' || row.status === 'sent') return 'PUBLISHED';
  return row.status === 'scheduled' ? 'SCHEDULED' : 'DRAFT';
}

/** Milliseconds since 1970 in old exports, ISO 8601 in later ones. */
function dateOf(value: unknown): Date | null {
  if (typeof value !== 'number') return feedDate(textOf(value));
  const date = new Date(value);
  return Number.isNaN(date.getTime()) || value <= 0 ? null : date;
}
