import { ContentState } from '../../../engine/content/content';
import { type ContentTypeDefinition, definitionOf } from '../../../engine/content/content-type';
import { slugify } from '../../../engine/content/slug-format';
import { isUlid } from '../../../platform/crypto/new-id';
import { feedDate } from '../../../platform/formats/feed-dates';
import type { TableRow } from '../../../platform/formats/table-rows';
import { articleKey } from '../articles/article-source';
import type { SourceStep } from '../import-source';
import { shorten } from '../plain-text';
import { remark } from '../remarks';
import { hashOf, type Remark, type SourceDocument } from '../source-document';
import type { NamedDocuments } from './find-named';
import { cellValue, namedBy } from './row-fields';

/** What the rows of a table become. */
export interface RowMapping {
  definition: ContentTypeDefinition;
  /** Field -> column. */
  fields: ReadonlyMap<string, string>;
  /** New rows that say nothing of it go live. */
  publish: boolean;
}

/** What rows refer to, by how they name it. */
export function wantedNames(
  { definition, fields }: RowMapping,
  rows: readonly TableRow[],
): Map<ContentTypeDefinition, Set<string>> {
  const wanted = new Map<ContentTypeDefinition, Set<string>>();
  for (const reference of definition.references) {
    const column = fields.get(reference.property);
    if (column === undefined) continue;
    const target = definitionOf(reference.target());
    const names = wanted.get(target) ?? new Set<string>();
    for (const { values } of rows) for (const name of namedBy(reference, values?.get(column))) names.add(wordOf(name));
    wanted.set(target, names);
  }
  return wanted;
}

/** A word as slugs are written. */
function wordOf(name: string): string {
  return isUlid(name) ? name.toUpperCase() : slugify(name, name);
}

/** A row as a step of an import. Rows without an id or a slug are known by what they say. */
export function rowStep(
  mapping: RowMapping,
  { line, values, fault }: TableRow,
  found: NamedDocuments,
  occurrences: Map<string, number>,
): SourceStep {
  const { definition, fields } = mapping;
  const subjectOf = (title: string) => `${definition.singular} "${shorten(title, 80)}"`;
  if (values === null) {
    return {
      rejected: { kind: definition.name, line, subject: `line ${line}`, code: 'UNREADABLE_ROW', message: fault ?? '' },
    };
  }
  const cell = (field: string) => {
    const column = fields.get(field);
    return column === undefined ? undefined : values.get(column);
  };
  const text = (field: string) => String(cell(field) ?? '').trim();
  const hash = hashOf([...fields].map(([field, column]) => [field, values.get(column) ?? null]));
  const id = text('id');
  const slug = text('slug');
  const title = text(definition.slugFrom);
  const identity = id !== '' ? `id:${id}` : slug !== '' ? `slug:${slug}` : `row:${hash}`;
  const occurrence = (occurrences.get(identity) ?? 0) + 1;
  occurrences.set(identity, occurrence);
  const document: SourceDocument = {
    definition,
    externalId: articleKey(
      `rows:${definition.name}`,
      'row',
      occurrence > 1 ? `${identity}:again-${occurrence}` : identity,
    ),
    hash,
    line,
    subject: subjectOf(title || slug || id || `line ${line}`),
    slug: slugify(slug || title, definition.singular),
    matchBySlug: slug !== '' && occurrence === 1 && !isUlid(id),
    updatesMatch: true,
    documentId: isUlid(id) ? id.toUpperCase() : null,
    build(remarks) {
      if (occurrence > 1)
        remark(
          remarks,
          'NOTICE',
          'DUPLICATE_ID',
          `The file has this row more than once; this is number ${occurrence}.`,
        );
      const { given, references } = contentOf(mapping, values, found, remarks);
      return { ...publicationOf(mapping, text('state'), cell('publishedAt')), values: given, references };
    },
  };
  return { document, characters: sizeOf(values) };
}

function contentOf(
  { definition, fields }: RowMapping,
  row: ReadonlyMap<string, unknown>,
  found: NamedDocuments,
  remarks: Remark[],
) {
  const given: Record<string, unknown> = {};
  const references: Record<string, string[]> = {};
  for (const field of definition.values) {
    const column = fields.get(field.property);
    if (column !== undefined) given[field.property] = cellValue(field, row.get(column), remarks);
  }
  for (const reference of definition.references) {
    const column = fields.get(reference.property);
    if (column === undefined) continue;
    const names = namedBy(reference, row.get(column));
    const known = found.get(definitionOf(reference.target()));
    const ids = names.flatMap(name => known?.get(wordOf(name)) ?? []);
    const lost = names.filter(name => !known?.has(wordOf(name)));
    if (lost.length > 0) {
      const list = shorten(lost.map(name => `"${name}"`).join(', '), 200);
      remark(
        remarks,
        'WARNING',
        'UNKNOWN_REFERENCE',
        `\`${reference.property}\`: there is no ${list}; it was left out.`,
      );
    }
    if (reference.arity === 'ONE') given[`${reference.property}Id`] = ids[0] ?? null;
    else references[reference.property] = [...new Set(ids)];
  }
  return { given, references };
}

const LIVE = /^(published|publish|live|public|changed|true|yes|1)$/i;

/** What a row says about being live; where it says nothing, documents stay as they are, and new ones as the import wants. */
function publicationOf({ fields, publish }: RowMapping, state: string, published: unknown) {
  const date = typeof published === 'string' ? feedDate(published) : null;
  if (state === '' || !fields.has('state'))
    return publish ? { state: ContentState.PUBLISHED, publishedAt: date, publishAt: null } : { publishedAt: date };
  return LIVE.test(state)
    ? { state: ContentState.PUBLISHED, publishedAt: date, publishAt: null }
    : { state: ContentState.DRAFT, publishedAt: null, publishAt: null };
}

function sizeOf(values: ReadonlyMap<string, unknown>): number {
  let size = 0;
  for (const value of values.values()) size += typeof value === 'string' ? value.length : 20;
  return size;
}
