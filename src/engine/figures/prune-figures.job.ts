import { Field, Int, ObjectType } from 'type-graphql';
import { defineJob, NoPayload } from '../jobs/define-job';
import { registerJobResult } from '../jobs/job-result';
import { KEPT_HOURS } from './read-figures';

@ObjectType({ description: 'What the pruning of old figures has deleted.', simpleResolvers: true })
export class PruneFiguresResult {
  @Field(() => Int, { description: 'Minutes of single processes that were longer ago than figures are kept.' })
  minutes!: number;
}

const BATCH = 1000;

/** Deletes the figures of minutes that are longer ago than they are kept, by the database's clock. Safe to repeat. */
export const pruneFigures = defineJob({
  kind: 'figures.prune-figures',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '7 * * * *',
  async perform(_payload, job) {
    const pruned: PruneFiguresResult = job.checkpoint() ?? { minutes: 0 };
    let last = BATCH;
    while (last === BATCH) {
      await job.commit(pruned, async tx => {
        const { affectedRows } = await tx.run(
          `DELETE FROM minute_figures WHERE minute < UTC_TIMESTAMP() - INTERVAL ? HOUR ORDER BY minute LIMIT ${BATCH}`,
          [KEPT_HOURS],
        );
        last = affectedRows;
      });
      pruned.minutes += last;
      job.progress({ stage: 'Pruning', completed: pruned.minutes, unit: 'minutes' });
    }
    return pruned;
  },
});
registerJobResult(pruneFigures.kind, PruneFiguresResult);
