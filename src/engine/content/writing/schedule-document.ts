import { validationFailed, wrongState } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { ContentState } from '../content';
import { recordChanges } from '../content-events';
import type { InputPath } from '../document-change';
import { demandReferences } from './constraint-faults';
import { INPUT_PATH, type WriteContext } from './content-draft';
import { enqueueDue } from './due-jobs';
import { type DocumentHead, lockDocument, type WriteTarget } from './read-content';
import { readContent } from './save-document';

/** A plan for a document. */
export interface Schedule extends WriteTarget {
  /** When it, or its unpublished changes, go live; null cancels, left out stays. */
  publishAt?: Date | null;
  /** When it is taken down; null cancels, left out stays. */
  unpublishAt?: Date | null;
  path?: InputPath;
}

/**
 * Plans when a document goes live and when it is taken down. Jobs carry the plans out, once, however many workers run. Throws NOT_FOUND,
 * REVISION_CONFLICT, WRONG_STATE (trash; nothing to publish), or VALIDATION_FAILED (a time that has passed; a value missing that readers need).
 */
export async function scheduleDocument(ctx: WriteContext, tx: Transaction, schedule: Schedule): Promise<void> {
  const { definition, id, expectedRevision, path = INPUT_PATH } = schedule;
  const head = await lockDocument(tx, definition, id, expectedRevision);
  const publishAt = schedule.publishAt === undefined ? head.publishAt : schedule.publishAt;
  const unpublishAt = schedule.unpublishAt === undefined ? head.unpublishAt : schedule.unpublishAt;
  demandFuture(head, schedule, path);
  if (schedule.publishAt && head.state === ContentState.PUBLISHED)
    throw wrongState(`The ${definition.singular} ${id} is live and has no unpublished changes.`);
  if (publishAt && unpublishAt && unpublishAt <= publishAt)
    throw validationFailed('It would be taken down before it goes live.', [...path, 'unpublishAt']);
  if (schedule.publishAt) {
    const content = await readContent(tx, definition, head);
    demandReferences(definition, content.values, path);
  }
  if (isSame(publishAt, head.publishAt) && isSame(unpublishAt, head.unpublishAt)) return;
  const state = stateWith(head, publishAt);
  const { live, drafts } = definition;
  await tx.run(`UPDATE ${live.rows} SET state = ?, publish_at = ?, unpublish_at = ? WHERE id = ?`, [
    state,
    publishAt,
    unpublishAt,
    id,
  ]);
  if (state === ContentState.CHANGED) {
    await tx.run(`UPDATE ${drafts.rows} SET publish_at = ?, unpublish_at = ? WHERE id = ?`, [
      publishAt,
      unpublishAt,
      id,
    ]);
  }
  await enqueueDue(ctx, tx, definition, id, schedule.publishAt);
  await enqueueDue(ctx, tx, definition, id, schedule.unpublishAt);
  const action = publishAt || unpublishAt ? 'scheduled' : 'unscheduled';
  const fields = [
    ...(isSame(publishAt, head.publishAt) ? [] : ['publishAt']),
    ...(isSame(unpublishAt, head.unpublishAt) ? [] : ['unpublishAt']),
  ];
  await recordChanges(ctx, tx, [{ definition, id, action, revision: head.latestRevision, fields, live: false }]);
}

/** Plans the same for several documents, in the order of their ids, so that two who plan for the same ones do not wait for each other. */
export async function scheduleDocuments(
  ctx: WriteContext,
  tx: Transaction,
  targets: readonly (WriteTarget & { path?: InputPath })[],
  times: Pick<Schedule, 'publishAt' | 'unpublishAt'>,
): Promise<void> {
  const ordered = [...targets].sort((one, other) => (one.id < other.id ? -1 : 1));
  for (const target of ordered) await scheduleDocument(ctx, tx, { ...target, ...times });
}

/** By the database's clock, since that is the one by which plans are carried out. */
function demandFuture({ now }: DocumentHead, { publishAt, unpublishAt }: Schedule, path: InputPath): void {
  for (const [name, at] of Object.entries({ publishAt, unpublishAt })) {
    if (at && at <= now) throw validationFailed(`The time ${at.toISOString()} has passed.`, [...path, name]);
  }
}

function stateWith({ state }: DocumentHead, publishAt: Date | null): ContentState {
  if (state === ContentState.DRAFT && publishAt) return ContentState.SCHEDULED;
  if (state === ContentState.SCHEDULED && !publishAt) return ContentState.DRAFT;
  return state;
}

function isSame(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}
