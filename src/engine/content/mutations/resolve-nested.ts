import { KeelsonError, notFound, wrongState } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import { ContentState } from '../content';
import { type ContentTypeDefinition, definitionOf } from '../content-type';
import { demandMaking, demandReferences, firstUnseen } from '../demand-documents';
import type { DocumentChange, InputPath, ReferenceLink, ResolvedChange } from '../document-change';
import type { ContentDraft, WriteContext } from '../writing/content-draft';
import { type CreatedDocument, createDocuments } from '../writing/create-documents';

/*
 * Nested writes. Each reference that an input describes by more than ids becomes ids, from the inside out and in the transaction of the
 * document that refers: what is new is made first, all of one field together. What is made goes live with the document that it was made
 * for: at once when that is published in the same step, else it is a draft as well.
 */

/** How nested documents are made. */
export interface NestedOptions {
  /** What is made goes live at once. */
  publish: boolean;
}

/** How often two callers who make the same slug at the same time are kept apart. */
const MAX_COLLISIONS = 4;

interface Found {
  id: string;
  slug: string;
  state: ContentState;
}

/** The change with ids in the place of what it describes. Throws NOT_FOUND, WRONG_STATE (what is connected is in the trash) and what `createDocuments` throws. */
export async function resolveNested(
  ctx: WriteContext,
  tx: Transaction,
  change: DocumentChange,
  options: NestedOptions,
): Promise<ResolvedChange> {
  const { nested, ...resolved } = change;
  if (nested.length === 0) return resolved;
  const values = { ...resolved.values };
  const references = { ...resolved.references };
  for (const { field, links } of nested) {
    const ids = await resolveLinks(ctx, tx, definitionOf(field.target()), links, options);
    if (field.arity === 'ONE') values[`${field.property}Id`] = ids[0] ?? null;
    else references[field.property] = [...new Set(ids)];
  }
  return { ...resolved, values, references };
}

/** Makes documents, live at once or as drafts. */
export function createAll(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  drafts: readonly ContentDraft[],
  { publish }: NestedOptions,
): Promise<CreatedDocument[]> {
  const state = publish ? ContentState.PUBLISHED : ContentState.DRAFT;
  return createDocuments(
    ctx,
    tx,
    definition,
    drafts.map(draft => ({ ...draft, state })),
  );
}

async function resolveLinks(
  ctx: WriteContext,
  tx: Transaction,
  target: ContentTypeDefinition,
  links: readonly ReferenceLink[],
  options: NestedOptions,
): Promise<string[]> {
  const ids = new Map<ReferenceLink, string>();
  if (links.some(link => link.kind !== 'connect')) demandMaking(ctx.viewer, target, options.publish);
  await connect(
    ctx,
    tx,
    target,
    links.filter(link => link.kind === 'connect'),
    ids,
  );
  await connectOrCreate(
    ctx,
    tx,
    target,
    links.filter(link => link.kind === 'connectOrCreate'),
    options,
    ids,
  );
  const creations = links.filter(link => link.kind === 'create');
  const drafts = await draftsOf(ctx, tx, target, creations, options);
  const created = await createAll(ctx, tx, target, drafts, options);
  creations.forEach((link, index) => ids.set(link, created[index].id));
  return links.map(link => ids.get(link) as string);
}

async function connect(
  ctx: WriteContext,
  tx: Transaction,
  target: ContentTypeDefinition,
  links: readonly Extract<ReferenceLink, { kind: 'connect' }>[],
  ids: Map<ReferenceLink, string>,
): Promise<void> {
  for (const column of ['id', 'slug'] as const) {
    const wanted = links.flatMap(link => {
      const by: { id?: string; slug?: string } = link.by;
      const value = by[column];
      return value === undefined ? [] : [{ link, value }];
    });
    const found = await findBy(
      tx,
      target,
      column,
      wanted.map(({ value }) => value),
    );
    const unseen = await firstUnseen(
      ctx.viewer,
      tx,
      target,
      [...found.values()].map(({ id }) => id),
    );
    for (const { link, value } of wanted) {
      const document = found.get(value);
      if (!document || document.id === unseen) throw notFound(target.singular, value, [...link.path, column]);
      ids.set(link, demandUsable(target, document, [...link.path, column]));
    }
  }
}

/**
 * Two callers may look for the same slug at once and both find nothing. The unique key lets one of them make it; the other waits there
 * until the first has committed, is refused, and finds it then.
 */
async function connectOrCreate(
  ctx: WriteContext,
  tx: Transaction,
  target: ContentTypeDefinition,
  links: readonly Extract<ReferenceLink, { kind: 'connectOrCreate' }>[],
  options: NestedOptions,
  ids: Map<ReferenceLink, string>,
): Promise<void> {
  if (links.length === 0) return;
  const drafts = new Map<string, ContentDraft>();
  for (let tries = 1; ; tries++) {
    const found = await findBy(
      tx,
      target,
      'slug',
      links.map(({ slug }) => slug),
    );
    // In one order for all callers, so that they wait for each other instead of in a circle.
    const missing = links
      .filter(({ slug }, index) => !found.has(slug) && links.findIndex(link => link.slug === slug) === index)
      .sort((one, other) => (one.slug < other.slug ? -1 : 1));
    for (const link of missing) {
      if (drafts.has(link.slug)) continue;
      const [draft] = await draftsOf(ctx, tx, target, [link], options);
      drafts.set(link.slug, { ...draft, slug: link.slug });
    }
    const wanted = missing.map(({ slug }) => drafts.get(slug) as ContentDraft);
    const created = await createUnlessTaken(ctx, tx, target, wanted, options, tries < MAX_COLLISIONS);
    if (!created) continue;
    const made = new Map(missing.map(({ slug }, index) => [slug, created[index].id]));
    for (const link of links) {
      const document = found.get(link.slug);
      const id = document ? demandUsable(target, document, link.path) : made.get(link.slug);
      ids.set(link, id as string);
    }
    return;
  }
}

/** Null when somebody else took one of the slugs meanwhile; then nothing was written. */
async function createUnlessTaken(
  ctx: WriteContext,
  tx: Transaction,
  target: ContentTypeDefinition,
  drafts: readonly ContentDraft[],
  options: NestedOptions,
  forgiving: boolean,
): Promise<CreatedDocument[] | null> {
  if (drafts.length === 0) return [];
  // Savepoints can't be prepared.
  await tx.manager.query('SAVEPOINT connect_or_create');
  try {
    return await createAll(ctx, tx, target, drafts, options);
  } catch (error) {
    if (!forgiving || !(error instanceof KeelsonError) || error.code !== 'SLUG_TAKEN') throw error;
    await tx.manager.query('ROLLBACK TO SAVEPOINT connect_or_create');
    return null;
  }
}

async function draftsOf(
  ctx: WriteContext,
  tx: Transaction,
  target: ContentTypeDefinition,
  links: readonly Exclude<ReferenceLink, { kind: 'connect' }>[],
  options: NestedOptions,
): Promise<ContentDraft[]> {
  const drafts: ContentDraft[] = [];
  for (const { change, path } of links) {
    await demandReferences(ctx.viewer, tx, target, change, path);
    const { slug, values, references, translations } = await resolveNested(ctx, tx, change, options);
    drafts.push({ slug, values, references, translations, path });
  }
  return drafts;
}

async function findBy(
  tx: Transaction,
  { live }: ContentTypeDefinition,
  column: 'id' | 'slug',
  keys: readonly string[],
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (const batch of inLists([...new Set(keys)])) {
    const { sql, values } = inList(batch);
    const rows = await tx.select<Found>(`SELECT id, slug, state FROM ${live.rows} WHERE ${column} ${sql}`, values);
    for (const row of rows) found.set(row[column], row);
  }
  return found;
}

function demandUsable({ singular }: ContentTypeDefinition, { id, state }: Found, path: InputPath): string {
  if (state === ContentState.TRASHED)
    throw wrongState(`The ${singular} ${id} is in the trash; restore it first.`, [...path]);
  return id;
}
