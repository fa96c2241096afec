import { defineJob, NoPayload } from '../jobs/define-job';
import { contentTypes } from './content-type';
import { publishDueJob } from './publish-due.job';
import { findOverdue } from './writing/carry-out-plans';

/** Finds plans whose own job was lost, and gives them another: the net under `content.publish-due`. */
export const sweepDueJob = defineJob({
  kind: 'content.sweep-due',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 1,
  priority: 500,
  cron: '*/10 * * * *',
  async perform(_payload, job) {
    let found = 0;
    for (const definition of contentTypes()) {
      for (const { id, at } of await findOverdue(job.db, definition)) {
        const idempotencyKey = `overdue/${id}/${at.getTime()}`;
        await job.jobs.enqueue(publishDueJob, { type: definition.name, id }, { viewer: job.viewer, idempotencyKey });
        found++;
      }
    }
    return { found };
  },
});
