import { BASE_PROPERTIES, type ContentTypeDefinition, definitionOf } from '../../engine/content/content-type';
import { idProperty } from '../../engine/content/block';
import type { RichTextForm } from '../../engine/content/field-kinds';
import type { ReferenceField, ValueField } from '../../engine/content/fields';
import { loadDocuments, loadReferences, pathOf } from '../../engine/content/load-documents';
import { type Selection, selectionWith } from '../../engine/content/projection';
import { type ContentRow, readingOf } from '../../engine/content/reading';
import { showsField, type View } from '../../engine/content/view';
import { demandField, demandPrivate, maySeePrivate, Perspective } from '../../engine/content/visibility';
import type { Context } from '../../engine/context';
import { validationFailed } from '../../errors';
import type { RichTextDocument } from '../../platform/formats/rich-text/rich-text-schema';
import type { CellType, Column, Row } from '../../platform/formats/tables/table';
import { withPublicImages } from './public-images';
import { shownBlocks } from './shown-blocks';

/*
 * The columns of a content type in an exported table, and how rows are made of documents. What the viewer may not see has no column, and
 * what is referred to is seen from the view of the document, as everywhere.
 */

/** What a table of documents is to hold. */
export interface ContentTableOptions {
  /** Names of fields; null for all that the viewer may see. */
  fields: readonly string[] | null;
  richText: RichTextForm;
  /** A column `deleted` behind the id. */
  tombstones: boolean;
}

/** A table of documents of one type. */
export interface ContentTable {
  columns: readonly Column[];
  selection: Selection;
  /** The rows of documents that were read with the selection from the first view. */
  rowsOf(ctx: Context, documents: readonly ContentRow[]): Promise<Row[]>;
  /** The row that says that a document is gone. */
  tombstone(id: string): Row;
}

/** A field of the type: its columns, what it needs to be selected, and the cells of documents, by document. */
interface ExportField {
  name: string;
  columns: Column[];
  properties: readonly string[];
  cells(ctx: Context, documents: readonly ContentRow[], elsewhere: readonly Elsewhere[]): Promise<unknown[][]>;
}

/** The same documents in a further language; null where one has no text of its own in it. */
type Elsewhere = readonly (ContentRow | null)[];

const BASE_TYPES: Readonly<Record<string, CellType>> = {
  slug: 'TEXT',
  state: 'TEXT',
  revision: 'INTEGER',
  createdAt: 'INSTANT',
  updatedAt: 'INSTANT',
  publishedAt: 'INSTANT',
  publishAt: 'INSTANT',
  unpublishAt: 'INSTANT',
};

/** Readers are told nothing of plans. */
const EDITORS_ONLY = new Set(['publishAt', 'unpublishAt']);

/**
 * The table of a type, in the languages of the views; the first is where documents are found. Throws VALIDATION_FAILED for a field that the
 * type does not have, and FORBIDDEN for one that was named and may not be seen.
 */
export function contentTable(
  ctx: Context,
  definition: ContentTypeDefinition,
  views: readonly View[],
  { fields, richText, tombstones }: ContentTableOptions,
): ContentTable {
  const known = fieldsOf(ctx, definition, views, richText);
  const chosen = fields === null ? known.filter(({ name }) => isShown(ctx, definition, views[0], name)) : [];
  for (const [index, name] of fields?.entries() ?? []) {
    if (name === 'id') continue;
    const field = known.find(each => each.name === name);
    if (!field) {
      const names = ['id', ...known.map(each => each.name)].join(', ');
      throw validationFailed(`${definition.name} has no field "${name.slice(0, 60)}"; there are ${names}.`, [
        ...['input', 'fields'],
        index,
      ]);
    }
    demandShown(ctx, definition, views[0], name);
    if (!chosen.includes(field)) chosen.push(field);
  }
  const selection = selectionWith(
    definition,
    chosen.flatMap(({ properties }) => properties),
  );
  const columns: Column[] = [
    { name: 'id', type: 'TEXT' },
    ...(tombstones ? [{ name: 'deleted', type: 'BOOLEAN' as const }] : []),
    ...chosen.flatMap(field => field.columns),
  ];
  const further = views.slice(1).map(view => ({ view, selection: localizedSelection(definition, selection) }));
  return {
    columns,
    selection,
    async rowsOf(run, documents) {
      const ids = documents.map(({ id }) => id);
      const elsewhere: Elsewhere[] = [];
      for (const { view, selection: localized } of further) {
        const rows = await loadDocuments(run, readingOf(localized, view), ids);
        elsewhere.push(rows.map(row => (row && isOwn(row) ? row : null)));
      }
      const cells: unknown[][][] = [];
      for (const field of chosen) cells.push(await field.cells(run, documents, elsewhere));
      return documents.map(({ id }, index) => {
        const row: unknown[] = tombstones ? [id, false] : [id];
        for (const ofField of cells) for (const cell of ofField[index]) row.push(cell);
        return row;
      });
    },
    tombstone: id => columns.map(({ name }) => (name === 'id' ? id : name === 'deleted' ? true : null)),
  };
}

/** A document that has a text of its own in the language of its view, or was written in it. */
function isOwn({ served, view }: ContentRow): boolean {
  return view.steps.length === 0 || served === 0;
}

function localizedSelection(definition: ContentTypeDefinition, { properties }: Selection): Selection {
  return selectionWith(
    definition,
    properties.filter(property => definition.localized.has(property)),
    { served: true },
  );
}

function isShown({ viewer }: Context, definition: ContentTypeDefinition, view: View, name: string): boolean {
  if (EDITORS_ONLY.has(name)) return view.perspective === Perspective.DRAFT;
  if (!showsField(view, definition.name, name)) return !isDeclared(definition, name);
  return !isPrivate(definition, name) || maySeePrivate(viewer, view.perspective, definition.name);
}

function demandShown({ viewer }: Context, definition: ContentTypeDefinition, view: View, name: string): void {
  if (isPrivate(definition, name)) demandPrivate(viewer, view.perspective, definition.name);
  if (isDeclared(definition, name)) demandField(viewer, view.perspective, definition.name, name);
}

function isPrivate({ values }: ContentTypeDefinition, name: string): boolean {
  return values.some(({ property, options }) => property === name && options.private === true);
}

function isDeclared({ values, references }: ContentTypeDefinition, name: string): boolean {
  return [...values, ...references].some(({ property }) => property === name);
}

function fieldsOf(
  ctx: Context,
  definition: ContentTypeDefinition,
  views: readonly View[],
  richText: RichTextForm,
): ExportField[] {
  const declared = definition.references.filter(({ via }) => via === undefined);
  return [
    ...BASE_PROPERTIES.filter(name => Object.hasOwn(BASE_TYPES, name)).map(name =>
      plainField(definition, views, name, BASE_TYPES[name], value => value),
    ),
    ...definition.values.map(field => valueField(ctx, definition, views, field, richText)),
    ...declared.map(field =>
      field.arity === 'ONE' ? oneField(field, views[0]) : manyField(definition, field, views[0]),
    ),
    ...(definition.tree
      ? [plainField(definition, views, 'position', 'INTEGER', value => value), pathField(definition)]
      : []),
  ];
}

function plainField(
  { localized }: ContentTypeDefinition,
  views: readonly View[],
  name: string,
  type: CellType,
  cell: (value: unknown) => unknown,
): ExportField {
  const several = views.length > 1 && localized.has(name);
  const valueOf = (row: ContentRow | null) => (row === null || row[name] == null ? null : cell(row[name]));
  return {
    name,
    columns: several ? views.map(({ locale }) => ({ name: `${name}_${locale}`, type })) : [{ name, type }],
    properties: [name],
    cells: async (_ctx, documents, elsewhere) =>
      documents.map((row, index) => [valueOf(row), ...(several ? elsewhere.map(rows => valueOf(rows[index])) : [])]),
  };
}

function valueField(
  { accounts }: Context,
  definition: ContentTypeDefinition,
  views: readonly View[],
  { property, kind, options }: ValueField,
  richText: RichTextForm,
): ExportField {
  const type = kind.exported(options, richText);
  const cell = (value: unknown) => {
    const text = kind.name === 'RICH_TEXT' && richText !== 'JSON';
    return kind.cell(text ? withPublicImages(value as RichTextDocument, accounts.publicUrl) : value, richText);
  };
  const field = plainField(definition, views, property, type, cell);
  if (kind.name !== 'BLOCKS') return field;
  return {
    ...field,
    async cells(ctx, documents, elsewhere) {
      const cells = await field.cells(ctx, documents, elsewhere);
      return Promise.all(
        cells.map(row => Promise.all(row.map((blocks, index) => shownBlocks(ctx, views[index], options, blocks)))),
      );
    },
  };
}

function oneField({ property, target }: ReferenceField, view: View): ExportField {
  const reading = () => readingOf(selectionWith(definitionOf(target()), ['slug']), view);
  return {
    name: property,
    columns: [
      { name: `${property}Id`, type: 'TEXT' },
      { name: `${property}Slug`, type: 'TEXT' },
    ],
    properties: [`${property}Id`],
    async cells(ctx, documents) {
      const ids = [...new Set(documents.map(row => row[`${property}Id`]).filter(id => typeof id === 'string'))];
      const found = new Map((await loadDocuments(ctx, reading(), ids)).map((row, index) => [ids[index], row]));
      return documents.map(row => {
        const referred = found.get(row[`${property}Id`] as string);
        return [referred?.id ?? null, referred?.slug ?? null];
      });
    },
  };
}

function manyField(definition: ContentTypeDefinition, field: ReferenceField, view: View): ExportField {
  const ids = idProperty(field);
  const reading = () => readingOf(selectionWith(definitionOf(field.target()), ['slug']), view);
  return {
    name: field.property,
    columns: [
      { name: ids, type: 'TEXTS' },
      { name: ids.replace(/Ids$/, 'Slugs'), type: 'TEXTS' },
    ],
    properties: [],
    async cells(ctx, documents) {
      if (documents.length === 0) return [];
      const referred = await loadReferences(ctx, definition, field, reading(), documents);
      return referred.map(rows => [rows.map(({ id }) => id), rows.map(({ slug }) => slug)]);
    },
  };
}

function pathField(definition: ContentTypeDefinition): ExportField {
  return {
    name: 'path',
    columns: [{ name: 'path', type: 'TEXT' }],
    properties: ['slug', 'parentId'],
    cells: async (ctx, documents) => Promise.all(documents.map(async row => [await pathOf(ctx, definition, row)])),
  };
}
