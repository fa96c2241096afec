import { newId } from '../../../platform/crypto/new-id';
import type { SqlValue, Transaction } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import { type ContentChange, recordChanges } from '../content-events';
import { ContentState } from '../content';
import type { ContentTypeDefinition } from '../content-type';
import { RevisionAction } from '../revisions/revision.entity';
import { addRevisions } from '../revisions/record-revisions';
import { assignSlugs, assignTranslatedSlugs, type SluggedDocument } from './assign-slugs';
import {
  demandReferences,
  demandValues,
  distinctReferences,
  explaining,
  takenSlug,
  type WrittenDocument,
} from './constraint-faults';
import { columnValue, contentProperties, emptyValue, localizedFields } from './content-columns';
import { type ContentDraft, type DocumentContent, INPUT_PATH, type WriteContext } from './content-draft';
import { batchesOf, marks, weightOf } from './insert-rows';
import { insertJoins, insertTranslations } from './join-rows';
import { changedFields, differencesBetween } from '../revisions/snapshot';
import { enqueueDue } from './due-jobs';
import { indexDocuments } from './search-writes';
import { placesOf } from './tree-places';

/** A document as it was made. */
export interface CreatedDocument {
  id: string;
  slug: string;
  state: ContentState;
}

interface NewDocument extends SluggedDocument, WrittenDocument {
  id: string;
  draft: ContentDraft;
  state: ContentState;
  publishedAt: Date | null;
  liveAt: Date | null;
  /** The content's columns, made once: they are weighed and then written. */
  encoded: Record<string, SqlValue>;
}

/** How often a batch is written anew because somebody else took one of the slugs that were made for it. */
const MAX_COLLISIONS = 5;

const EMPTY: DocumentContent = { slug: '', values: {}, references: {}, translations: new Map() };

/**
 * Makes documents of one type, in the caller's transaction, several rows a statement. In a tree, parents stand before their children.
 * Throws VALIDATION_FAILED, NOT_FOUND (a reference) or SLUG_TAKEN, with the path.
 */
export async function createDocuments(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  drafts: readonly ContentDraft[],
  action: RevisionAction = RevisionAction.CREATED,
): Promise<CreatedDocument[]> {
  if (drafts.length === 0) return [];
  const now = new Date();
  const documents = drafts.map(draft => prepare(definition, draft, now));
  for (const document of documents) {
    demandValues(definition, document);
    document.encoded = encode(definition, document.content);
    if (document.state !== ContentState.DRAFT) demandReferences(definition, document.content.values, document.path);
  }
  await assignSlugs(tx, definition, documents);
  for (const batch of batchesOf(documents, weigh)) {
    await insertBatch(ctx, tx, definition, batch, now);
  }
  await insertJoinsOf(tx, definition, documents);
  await insertTranslationsOf(tx, definition, documents);
  await addRevisions(
    ctx,
    tx,
    definition,
    action,
    documents.map(({ id, content, liveAt }) => ({
      id,
      number: 1,
      content,
      changedFields: changedFields(differencesBetween(definition, EMPTY, content)),
      publishedAt: liveAt,
    })),
    now,
  );
  await indexDocuments(tx, definition, ctx.locales.default, documents, false);
  const changes = documents.flatMap(({ id, liveAt }): ContentChange[] => {
    const created: ContentChange = { definition, id, action: 'created', revision: 1, fields: [], live: false };
    return liveAt === null ? [created] : [created, { ...created, action: 'published', live: true }];
  });
  await recordChanges(ctx, tx, changes);
  for (const { id, draft, state } of documents) {
    if (state === ContentState.SCHEDULED) await enqueueDue(ctx, tx, definition, id, draft.publishAt);
    await enqueueDue(ctx, tx, definition, id, draft.unpublishAt);
  }
  return documents.map(({ id, content, state }) => ({ id, slug: content.slug, state }));
}

function prepare(definition: ContentTypeDefinition, draft: ContentDraft, now: Date): NewDocument {
  const state = draft.state ?? ContentState.DRAFT;
  const publishedAt = draft.publishedAt ?? (state === ContentState.PUBLISHED ? now : null);
  const translations = [...(draft.translations ?? [])].filter(([, translation]) => translation !== null);
  const fill = (properties: readonly string[], values: Record<string, unknown>) =>
    Object.fromEntries(properties.map(name => [name, values[name] ?? emptyValue(definition, name)]));
  const localized = localizedFields(definition).map(({ property }) => property);
  return {
    id: draft.id ?? newId(),
    draft,
    path: draft.path ?? INPUT_PATH,
    state,
    publishedAt,
    liveAt: state === ContentState.PUBLISHED ? publishedAt : null,
    made: draft.slug === undefined,
    madeIn: new Set(
      translations.filter(([, translation]) => translation?.slug === undefined).map(([locale]) => locale),
    ),
    parentId: (draft.values.parentId as string | null | undefined) ?? null,
    encoded: {},
    content: {
      slug: draft.slug ?? '',
      values: fill(contentProperties(definition), draft.values),
      references: distinctReferences(definition, draft.references),
      translations: new Map(
        translations.map(([locale, translation]) => [
          locale,
          { slug: translation?.slug ?? '', values: fill(localized, translation?.values ?? {}) },
        ]),
      ),
    },
  };
}

/** Slugs that were made may have been taken since they were looked for: then the batch gets others. Slugs that were asked for are not changed. */
async function insertBatch(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  batch: readonly NewDocument[],
  now: Date,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const rows = await rowsOf(ctx, tx, definition, batch, now);
    const columns = [...definition.columns.values()];
    const row = `(${marks(columns.length)})`;
    try {
      await tx.run(
        `INSERT INTO ${definition.live.rows} (${columns.join(', ')}) VALUES ${batch.map(() => row).join(', ')}`,
        rows.flat(),
      );
      return;
    } catch (error) {
      const taken = takenSlug(definition, error);
      const isMade = taken !== null && batch.some(({ made, content }) => made && content.slug === taken);
      if (!isMade || tries === MAX_COLLISIONS) {
        await explaining(tx, definition, batch, () => Promise.reject(error));
      }
      await assignSlugs(
        tx,
        definition,
        batch.map(document => ({ ...document, madeIn: new Set<string>() })),
        tries + 1,
      );
    }
  }
}

async function rowsOf(
  { viewer }: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  batch: readonly NewDocument[],
  now: Date,
): Promise<SqlValue[][]> {
  const places = definition.tree
    ? await placesOf(
        tx,
        definition,
        batch.map(({ id, content, parentId, draft, path }) => ({
          id,
          slug: content.slug,
          parentId: parentId ?? null,
          position: draft.values.position as number | undefined,
          path,
        })),
      )
    : null;
  return batch.map((document, index) => {
    const { id, content, state, draft, publishedAt, liveAt } = document;
    const row: Record<string, unknown> = {
      ...places?.[index],
      id,
      slug: content.slug,
      state,
      revision: 1,
      latestRevision: 1,
      createdAt: draft.createdAt ?? now,
      updatedAt: now,
      publishedAt,
      publishAt: draft.publishAt ?? null,
      unpublishAt: draft.unpublishAt ?? null,
      liveAt,
      createdBy: viewer.id,
    };
    return [...definition.columns.keys()].map(
      property => (row[property] as SqlValue) ?? document.encoded[property] ?? null,
    );
  });
}

async function insertJoinsOf(tx: Transaction, definition: ContentTypeDefinition, documents: readonly NewDocument[]) {
  await explaining(tx, definition, documents, () => insertJoins(tx, definition, definition.live, documents));
}

/** As with the rows: slugs that were made and are taken by now are made anew. What was written before the collision goes with them. */
async function insertTranslationsOf(
  tx: Transaction,
  definition: ContentTypeDefinition,
  documents: readonly NewDocument[],
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const rows = documents.flatMap(({ id, content, liveAt }) =>
      [...content.translations].map(([locale, translation]) => ({ id, locale, translation, liveAt })),
    );
    try {
      return await insertTranslations(tx, definition, definition.live, rows);
    } catch (error) {
      const taken = takenSlug(definition, error);
      const isMade =
        taken !== null &&
        documents.some(({ madeIn, content }) =>
          [...madeIn].some(locale => `${locale}-${content.translations.get(locale)?.slug}` === taken),
        );
      if (!isMade || tries === MAX_COLLISIONS) {
        await explaining(tx, definition, documents, () => Promise.reject(error));
      }
      for (const batch of inLists(documents.map(({ id }) => id))) {
        const { sql, values } = inList(batch);
        await tx.run(`DELETE FROM ${definition.live.translations} WHERE document_id ${sql}`, values);
      }
      await assignTranslatedSlugs(tx, definition, documents, tries + 1);
    }
  }
}

function encode(definition: ContentTypeDefinition, { values }: DocumentContent): Record<string, SqlValue> {
  return Object.fromEntries(
    Object.entries(values).map(([property, value]) => [property, columnValue(definition, property, value)]),
  );
}

function weigh({ encoded }: NewDocument): number {
  return 200 + weightOf(Object.values(encoded));
}
