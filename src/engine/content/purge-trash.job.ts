import type { Sql } from '../../platform/database/database';
import { KeelsonError } from '../../errors';
import { defineJob, NoPayload } from '../jobs/define-job';
import { type ContentTypeDefinition, contentTypes } from './content-type';
import { purgeDocuments } from './writing/trash-documents';

/** How long what was trashed can be restored. */
export const TRASH_DAYS = 30;

const BATCH = 50;

/** Deletes for good what was put into the trash 30 days ago, except what something else in the trash still refers to. */
export const purgeTrashJob = defineJob({
  kind: 'content.purge-trash',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '41 3 * * *',
  async perform(_payload, job) {
    let purged = 0;
    let kept = 0;
    for (const definition of contentTypes()) {
      let after = '';
      for (;;) {
        const ids = await findOld(job.db, definition, after);
        if (ids.length === 0) break;
        after = ids[ids.length - 1];
        const purge = (some: string[]) =>
          job.commit({}, async tx => {
            await purgeDocuments(
              job,
              tx,
              some.map(id => ({ definition, id })),
            );
          });
        for await (const some of job.each([ids])) {
          if (await succeeds(() => purge(some))) purged += some.length;
          else {
            for (const id of some) {
              if (await succeeds(() => purge([id]))) purged++;
              else kept++;
            }
          }
        }
        job.progress({ stage: 'Purging', completed: purged, unit: 'documents' });
      }
    }
    return { purged, kept };
  },
});

async function findOld(sql: Sql, { live }: ContentTypeDefinition, after: string): Promise<string[]> {
  const rows = await sql.select<{ id: string }>(
    `SELECT id FROM ${live.rows} WHERE trashed_at < UTC_TIMESTAMP(3) - INTERVAL ${TRASH_DAYS} DAY AND state = 'TRASHED' AND id > ?
     ORDER BY id LIMIT ${BATCH}`,
    [after],
  );
  return rows.map(({ id }) => id);
}

/** False when something refers to one of them, or somebody has restored or purged it meanwhile. */
async function succeeds(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof KeelsonError && ['IN_USE', 'WRONG_STATE', 'NOT_FOUND'].includes(error.code)) return false;
    throw error;
  }
}
