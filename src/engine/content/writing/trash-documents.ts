import { inUse, wrongState } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { snakeCase } from '../../../platform/database/snake-naming';
import { inLists } from '../../jobs/sql-lists';
import { removeSearchEntries } from '../../search/write-entries';
import { ContentState } from '../content';
import { type ContentAction, type ContentChange, recordChanges } from '../content-events';
import type { ContentTypeDefinition } from '../content-type';
import type { WriteContext } from './content-draft';
import { findUsages } from './find-usages';
import { marks } from './insert-rows';
import { joinedReferences } from './join-rows';
import { type DocumentHead, lockTargets, type WriteTarget } from './read-content';
import { takeDown } from './unpublish-documents';

/*
 * The trash. What others still refer to is not put there: it would vanish from their pages without anybody having decided that. What is
 * there is hidden everywhere and can be restored, as a draft; purging deletes it for good, with its history.
 */

type Groups = Map<ContentTypeDefinition, DocumentHead[]>;

/**
 * Puts documents into the trash, unpublished changes folded in; what is there already stays. Throws NOT_FOUND, REVISION_CONFLICT, or
 * IN_USE when documents that are neither in the trash nor among these refer to them by a field that is not `onDelete: 'clear'`.
 */
export async function trashDocuments(
  ctx: WriteContext,
  tx: Transaction,
  targets: readonly WriteTarget[],
): Promise<string[]> {
  const groups = await lockGroups(tx, targets, ({ state }) => state !== ContentState.TRASHED);
  await demandUnused(ctx, tx, groups, false);
  for (const [definition, heads] of groups) {
    for (const batch of inLists(heads)) await takeDown(tx, definition, batch, ContentState.TRASHED);
  }
  return record(ctx, tx, groups, 'trashed');
}

/** Takes documents out of the trash, as drafts. Throws NOT_FOUND, or WRONG_STATE when one is not there, or stands below one that stays there. */
export async function restoreDocuments(
  ctx: WriteContext,
  tx: Transaction,
  targets: readonly WriteTarget[],
): Promise<string[]> {
  const groups = await lockGroups(tx, targets, () => true);
  for (const [definition, heads] of groups) {
    const ids = heads.map(({ id }) => id);
    for (const head of heads) demandTrashed(definition, head);
    for (const batch of inLists(ids)) {
      await tx.run(
        `UPDATE ${definition.live.rows} SET state = 'DRAFT', trashed_at = NULL, updated_at = UTC_TIMESTAMP(3) WHERE id IN (${marks(batch.length)})`,
        batch,
      );
    }
    for (const batch of inLists(definition.tree ? ids : [])) {
      const [below] = await tx.select<{ id: string }>(
        `SELECT t.id FROM ${definition.live.rows} t JOIN ${definition.live.rows} p ON p.id = t.parent_id
         WHERE t.id IN (${marks(batch.length)}) AND p.state = 'TRASHED' LIMIT 1`,
        batch,
      );
      if (below)
        throw wrongState(
          `The ${definition.singular} ${below.id} stands below one that is in the trash; restore that too.`,
        );
    }
  }
  return record(ctx, tx, groups, 'restored');
}

/** Deletes documents for good that are in the trash: rows, history, search entries and external ids. Throws NOT_FOUND, WRONG_STATE, or IN_USE when anything else still refers to them, be it from the trash. */
export async function purgeDocuments(
  ctx: WriteContext,
  tx: Transaction,
  targets: readonly WriteTarget[],
): Promise<string[]> {
  const groups = await lockGroups(tx, targets, () => true);
  for (const [definition, heads] of groups) for (const head of heads) demandTrashed(definition, head);
  await demandUnused(ctx, tx, groups, true);
  for (const [definition, heads] of groups) await untie(tx, definition, heads);
  for (const [definition, heads] of groups) {
    for (const batch of inLists(heads.map(({ id }) => id))) {
      const among = marks(batch.length);
      await tx.run(`DELETE FROM ${definition.live.rows} WHERE id IN (${among})`, batch);
      await tx.run(`DELETE FROM revisions WHERE document_id IN (${among})`, batch);
      await tx.run(`DELETE FROM external_ids WHERE document_id IN (${among})`, batch);
      await removeSearchEntries(tx, batch);
    }
  }
  return record(ctx, tx, groups, 'purged');
}

/** Documents that go together may refer to each other, in circles too: their references go first. */
async function untie(
  tx: Transaction,
  definition: ContentTypeDefinition,
  heads: readonly DocumentHead[],
): Promise<void> {
  for (const batch of inLists(heads.map(({ id }) => id))) {
    const among = marks(batch.length);
    const ones = definition.references.filter(({ arity }) => arity === 'ONE');
    if (ones.length > 0) {
      const cleared = ones.map(({ property }) => `${snakeCase(property)}_id = NULL`).join(', ');
      await tx.run(`UPDATE ${definition.live.rows} SET ${cleared} WHERE id IN (${among})`, batch);
    }
    for (const { property } of joinedReferences(definition)) {
      await tx.run(`DELETE FROM ${definition.live.join(property)} WHERE owner_id IN (${among})`, batch);
    }
  }
}

async function lockGroups(
  tx: Transaction,
  targets: readonly WriteTarget[],
  isWanted: (head: DocumentHead) => boolean,
): Promise<Groups> {
  const locked = await lockTargets(tx, targets);
  return new Map(
    [...locked].map(([definition, group]) => [definition, group.map(({ head }) => head).filter(isWanted)]),
  );
}

async function demandUnused(
  { viewer }: WriteContext,
  tx: Transaction,
  groups: Groups,
  trashed: boolean,
): Promise<void> {
  const all = [...groups.values()].flat().map(({ id }) => id);
  for (const [definition, heads] of groups) {
    for (const batch of inLists(heads.map(({ id }) => id))) {
      const options = { refusing: true, trashed, except: all, seenBy: viewer };
      const { usages, total, others } = await findUsages(tx, definition, batch, options);
      if (total > 0 || others) throw inUse(definition.singular, usages, total, others);
    }
  }
}

function demandTrashed({ singular }: ContentTypeDefinition, { id, state }: DocumentHead): void {
  if (state !== ContentState.TRASHED) throw wrongState(`The ${singular} ${id} is ${state}, not in the trash.`);
}

async function record(ctx: WriteContext, tx: Transaction, groups: Groups, action: ContentAction): Promise<string[]> {
  const changes = [...groups].flatMap(([definition, heads]) =>
    heads.map(({ id, latestRevision, liveAt }): ContentChange => {
      const live = action === 'trashed' && liveAt !== null;
      return { definition, id, action, revision: latestRevision, fields: [], live };
    }),
  );
  await recordChanges(ctx, tx, changes);
  return changes.map(({ id }) => id);
}
