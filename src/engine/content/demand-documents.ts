import { forbidden, notFound } from '../../errors';
import type { Sql } from '../../platform/database/database';
import { ContentRight as NamedRight } from '../access/content-right';
import { type ContentRight, demandContentOf } from '../access/demand-content';
import { isWhole, reachOf } from '../access/grants';
import { may, type Viewer } from '../access/viewer';
import { inList, inLists } from '../jobs/sql-lists';
import { idProperty } from './block';
import { blockReferences, hiddenReferences } from './block-references';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import { definitionsOfIds } from './definitions-of-ids';
import type { InputPath, ResolvedChange } from './document-change';
import { rowsWithin } from './view';
import { refersToAssets } from './media-fields';

/*
 * Whether a viewer whose rights have conditions may do something with particular documents. Who may do it with all of them costs no
 * statement. Who made a document never changes, so that it need not be locked for this.
 */

/** Names a document that can't be found, as the caller did. */
export interface NamedDocument {
  definition: ContentTypeDefinition;
  id: string;
  /** What it is called in errors; the type's name when left out. */
  what?: string;
  path?: (string | number)[];
}

/**
 * Throws NOT_FOUND for a document whose drafts the viewer may not read, just as for one that is not there, and FORBIDDEN where only the
 * other rights are missing.
 */
export async function demandDocuments(
  viewer: Viewer,
  sql: Sql,
  documents: readonly NamedDocument[],
  rights: readonly ContentRight[],
): Promise<void> {
  for (const definition of new Set(documents.map(document => document.definition))) {
    const named = documents.filter(document => document.definition === definition);
    const { name, singular } = definition;
    const ids = named.map(({ id }) => id);
    const known = await reached(viewer, sql, definition, 'read', ids);
    const missing = named.find(({ id }) => known !== null && !known.has(id));
    const reaches = await Promise.all(
      rights.map(async right => [right, await reached(viewer, sql, definition, right, ids)] as const),
    );
    // What one may write one may know of, even where reading was not granted.
    const strange = missing && !reaches.some(([, within]) => within?.has(missing.id));
    if (strange) throw notFound(missing.what ?? singular, missing.id, missing.path ?? ['input', 'id']);
    for (const [right, within] of reaches) {
      if (within !== null && ids.some(id => !within.has(id))) throw forbidden(`content.${right}`, `this ${name}`);
    }
  }
}

/** Those of the documents that the viewer has the right on; null for all of them. */
async function reached(
  viewer: Viewer,
  sql: Sql,
  definition: ContentTypeDefinition,
  right: ContentRight,
  ids: readonly string[],
): Promise<Set<string> | null> {
  const { rows } = reachOf(viewer, right, definition.name);
  const within = rowsWithin(rows, viewer, 't');
  if (within === null) return null;
  const found = new Set<string>();
  for (const batch of inLists([...new Set(ids)])) {
    const list = inList(batch);
    const known = await sql.select<{ id: string }>(
      `SELECT t.id AS id FROM ${definition.live.rows} t WHERE t.id ${list.sql} AND ${within}`,
      list.values,
    );
    for (const { id } of known) found.add(id);
  }
  return found;
}

/** What the viewer may do with a document; nothing when its drafts are not theirs to read. */
export async function rightsOn(viewer: Viewer, sql: Sql, id: string): Promise<NamedRight[]> {
  const definition = (await definitionsOfIds(sql, [id])).get(id);
  if (!definition) return [];
  const within = await Promise.all(
    Object.values(NamedRight).map(async right => {
      const known = await reached(viewer, sql, definition, right, [id]);
      return known === null || known.has(id) ? [right] : [];
    }),
  );
  const rights = within.flat();
  return rights.includes(NamedRight.READ) ? rights : [];
}

/** True when the viewer may read the drafts of a document. */
export async function mayReadDraft(
  viewer: Viewer,
  sql: Sql,
  definition: ContentTypeDefinition,
  id: string,
): Promise<boolean> {
  const within = await reached(viewer, sql, definition, 'read', [id]);
  return within === null || within.has(id);
}

/** What a mutation does with values, as far as grants can forbid it. */
export interface WriteWish {
  /** The keys of the input that are values of the document, and those of its translations by locale. */
  input: object;
  /** The locale of the input's own values. */
  locale: string;
  /** The site's default one, in which all is that is not localized. */
  defaultLocale: string;
}

/** The keys of inputs that are no values of the document. */
const NO_VALUES = new Set(['id', 'expectedRevision', 'note', 'publish', 'locale', 'translations']);

/** Throws FORBIDDEN when the input writes fields or locales that the viewer may not write. */
export function demandWrite(viewer: Viewer, definition: ContentTypeDefinition, wish: WriteWish): void {
  const reach = reachOf(viewer, 'write', definition.name);
  if (isWhole(reach)) return;
  const { fields, locales } = reach;
  const fieldOf = (key: string) => definition.references.find(field => idProperty(field) === key)?.property ?? key;
  const check = (values: object, locale: string) => {
    const keys = Object.entries(values).filter(([key, value]) => value !== undefined && !NO_VALUES.has(key));
    for (const [key] of keys) {
      const field = fieldOf(key);
      if (fields && !fields.has(field)) throw forbidden('content.write', `${definition.name}.${field}`);
      const written = definition.localized.has(field) || field === 'slug' ? locale : wish.defaultLocale;
      if (locales && !locales.has(written)) throw forbidden('content.write', `${definition.name} in ${written}`);
    }
  };
  check(wish.input, wish.locale);
  for (const { locale, values } of translationsOf(wish.input)) {
    if (locales && !locales.has(locale)) throw forbidden('content.write', `${definition.name} in ${locale}`);
    check(values, locale);
  }
}

/** Throws FORBIDDEN unless the viewer may write in a locale, and there, where that is asked for, every field. */
export function demandWriteIn(
  viewer: Viewer,
  { name }: ContentTypeDefinition,
  locale: string,
  everyField: boolean,
): void {
  const { fields, locales } = reachOf(viewer, 'write', name);
  if ((everyField && fields) || (locales && !locales.has(locale)))
    throw forbidden('content.write', `${name} in ${locale}`);
}

/** Throws FORBIDDEN unless the viewer may write all of a document: what moves, restores or drops it as a whole. */
export function demandWholeWrite(viewer: Viewer, { name }: ContentTypeDefinition): void {
  const { fields, locales } = reachOf(viewer, 'write', name);
  if (fields || locales) throw forbidden('content.write', `all of this ${name}`);
}

/** Throws FORBIDDEN unless the viewer may make such documents, on the way to another one. */
export function demandMaking(viewer: Viewer, definition: ContentTypeDefinition, publish: boolean): void {
  demandContentOf(viewer, definition.name, 'write', ...(publish ? (['publish'] as const) : []));
  demandWholeWrite(viewer, definition);
}

/** Throws NOT_FOUND when a change refers to a document that the viewer may not see, just as when there is none. */
export async function demandReferences(
  viewer: Viewer,
  sql: Sql,
  definition: ContentTypeDefinition,
  change: ResolvedChange,
  path: InputPath,
): Promise<void> {
  if (may(viewer, 'content.read')) return;
  for (const field of definition.references) {
    const one = change.values[`${field.property}Id`];
    const ids =
      field.arity === 'ONE' ? (typeof one === 'string' ? [one] : []) : (change.references[field.property] ?? []);
    const target = definitionOf(field.target());
    const unseen = await firstUnseen(viewer, sql, target, ids);
    if (unseen === null) continue;
    const place = field.arity === 'ONE' ? [] : [ids.indexOf(unseen)];
    throw notFound(target.singular, unseen, [...path, idProperty(field), ...place]);
  }
  const translated = [...change.translations.values()].map(translation => translation?.values ?? {});
  const inBlocks = blockReferences(definition, [change.values, ...translated]);
  for (const { property, via, target } of hiddenReferences(definition)) {
    // Whoever may write may show any file, as in a field of its own.
    if (refersToAssets({ target })) continue;
    const unseen = await firstUnseen(viewer, sql, definitionOf(target()), inBlocks[property] ?? []);
    if (unseen !== null) throw notFound(definitionOf(target()).singular, unseen, [...path, via as string]);
  }
}

/** The first of the documents that the viewer may not see at all, neither live nor as a draft; null when there is none. */
export async function firstUnseen(
  viewer: Viewer,
  sql: Sql,
  definition: ContentTypeDefinition,
  ids: readonly string[],
): Promise<string | null> {
  const drafts = ids.length === 0 ? null : await reached(viewer, sql, definition, 'read', ids);
  if (drafts === null) return null;
  const live = rowsWithin(reachOf(viewer, 'read', definition.name, { live: true }).rows, viewer, 't');
  for (const id of ids) {
    if (drafts.has(id)) continue;
    const [found] = await sql.select(
      `SELECT 1 AS there FROM ${definition.live.rows} t WHERE t.id = ? AND t.live_at IS NOT NULL AND ${live ?? 'TRUE'}`,
      [id],
    );
    if (!found) return id;
  }
  return null;
}

function translationsOf(input: object): { locale: string; values: object }[] {
  const { translations } = input as { translations?: unknown };
  if (!Array.isArray(translations)) return [];
  return (translations as ({ locale: string } & object)[]).map(({ locale, ...values }) => ({ locale, values }));
}
