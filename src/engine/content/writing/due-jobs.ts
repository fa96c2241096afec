import type { Transaction } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import { publishDueJob } from '../publish-due.job';
import type { WriteContext } from './content-draft';

/** Has a document looked at when a plan for it is due; nothing for null. The job looks again itself whether the plan still stands. */
export async function enqueueDue(
  { jobs, viewer }: WriteContext,
  tx: Transaction,
  { name }: ContentTypeDefinition,
  id: string,
  runAt: Date | null | undefined,
): Promise<void> {
  if (runAt) await jobs.enqueue(publishDueJob, { type: name, id }, { tx, viewer, runAt });
}
