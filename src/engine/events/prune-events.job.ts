import { Field, Int, ObjectType } from 'type-graphql';
import { defineJob, NoPayload } from '../jobs/define-job';
import { registerJobResult } from '../jobs/job-result';
import { pruneEvents } from './prune-events';

@ObjectType({ description: 'What the pruning of old events has deleted.', simpleResolvers: true })
export class PruneEventsResult {
  @Field(() => Int, { description: 'Events that had happened longer ago than they are kept.' })
  events!: number;
}

/**
 * Deletes events that happened longer ago than they are kept, a thousand at a time, each batch in a transaction of its own. Safe to
 * repeat: another attempt goes on with what is left.
 */
export const pruneEventsJob = defineJob({
  kind: 'events.prune-events',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '37 3 * * *',
  async perform(_payload, job) {
    const pruned: PruneEventsResult = job.checkpoint() ?? { events: 0 };
    let last = -1;
    while (last !== 0) {
      await job.commit(pruned, async tx => {
        last = await pruneEvents(tx, job.events.retentionDays);
      });
      pruned.events += last;
      job.progress({ stage: 'Pruning', completed: pruned.events, unit: 'events' });
    }
    return pruned;
  },
});
registerJobResult(pruneEventsJob.kind, PruneEventsResult);
