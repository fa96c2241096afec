import { Field, Int, ObjectType } from 'type-graphql';
import { defineJob, NoPayload } from './define-job';
import { registerJobResult } from './job-result';
import { pruneFires, pruneIdempotencyKeys, pruneSettledJobs } from './prune';

@ObjectType({ description: 'What the pruning of old jobs has deleted.', simpleResolvers: true })
export class PruneJobsResult {
  @Field(() => Int, { description: 'Jobs that had settled long ago, with their events and warnings.' })
  jobs!: number;

  @Field(() => Int, { description: 'Idempotency keys that had expired.' })
  idempotencyKeys!: number;

  @Field(() => Int, { description: 'Old entries about the times of schedules.' })
  scheduleFires!: number;
}

/** Settled jobs are kept for this long where the settings say nothing. */
const DEFAULT_DAYS = 30;

/**
 * Deletes what has been settled for longer than it is kept, at most a thousand rows of a table at a time, each batch in a transaction of its own. Safe to
 * repeat: another attempt goes on with what is left.
 */
export const pruneJobs = defineJob({
  kind: 'jobs.prune-jobs',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '17 3 * * *',
  async perform(_payload, job) {
    const days = job.jobs.settings.retentionDays ?? DEFAULT_DAYS;
    const pruned: PruneJobsResult = job.checkpoint() ?? { jobs: 0, idempotencyKeys: 0, scheduleFires: 0 };
    const steps = { jobs: pruneSettledJobs, idempotencyKeys: pruneIdempotencyKeys, scheduleFires: pruneFires };
    for (const [name, step] of Object.entries(steps) as [keyof PruneJobsResult, typeof pruneFires][]) {
      const before = pruned[name];
      let last = { deleted: 0, more: true };
      while (last.more) {
        await job.commit(pruned, async tx => {
          last = await step(tx, days);
        });
        pruned[name] += last.deleted;
        job.progress({ stage: 'Pruning', completed: sumOf(pruned), unit: 'rows' });
      }
      if (pruned[name] > before) job.log.info('Old rows were deleted', { what: name, rows: pruned[name] - before });
    }
    return pruned;
  },
});
registerJobResult(pruneJobs.kind, PruneJobsResult);

function sumOf({ jobs, idempotencyKeys, scheduleFires }: PruneJobsResult): number {
  return jobs + idempotencyKeys + scheduleFires;
}
