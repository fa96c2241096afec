import { Field, Int, ObjectType } from 'type-graphql';
import { defineJob, NoPayload } from '../../engine/jobs/define-job';
import { registerJobResult } from '../../engine/jobs/job-result';

@ObjectType({ description: 'What was deleted of sign-ins that are over.', simpleResolvers: true })
export class PruneSignInsResult {
  @Field(() => Int, { description: 'Sessions, links and counted failures that no longer mattered.' })
  rows!: number;
}

const BATCH = 1000;

/** What no longer decides anything, each with the index that finds it. */
const OUTDATED = [
  'sessions WHERE expires_at < UTC_TIMESTAMP(3) ORDER BY expires_at',
  'one_time_tokens WHERE expires_at < UTC_TIMESTAMP(3) ORDER BY expires_at',
  'sign_in_attempts WHERE at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY ORDER BY at',
];

/** Deletes sessions and links that have expired and failures that no longer count, in batches. Safe to repeat. */
export const pruneSignIns = defineJob({
  kind: 'auth.prune-sign-ins',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '41 3 * * *',
  async perform(_payload, job): Promise<PruneSignInsResult> {
    let rows = 0;
    for (const outdated of OUTDATED) {
      let deleted = BATCH;
      while (deleted === BATCH) {
        await job.commit({ rows }, async tx => {
          deleted = (await tx.run(`DELETE FROM ${outdated} LIMIT ${BATCH}`)).affectedRows;
        });
        rows += deleted;
      }
    }
    return { rows };
  },
});
registerJobResult(pruneSignIns.kind, PruneSignInsResult);
