import type { Transaction } from '../../platform/database/database';
import { writePayload } from '../jobs/define-job';
import type { EventDefinition } from './define-event';
import { type EventTeller, insertEvents, nextEventId } from './insert-events';

/** An event that was published, and the jobs that react to it. */
export interface PublishedEvent {
  id: string;
  /** Public ids of the jobs, one for each kind that is `on` the event. */
  jobs: string[];
}

/**
 * Tells that the event has happened, in the transaction that made it happen: the event's row and a job of each kind that is `on` it
 * are there when it commits, or none of them. Whoever delivers an event again gives its id, which makes no further job of any kind
 * (within the 48 hours for which idempotency keys are kept). Throws VALIDATION_FAILED when the payload breaks a rule.
 */
export async function publish<Payload extends object>(
  ctx: EventTeller,
  tx: Transaction,
  event: EventDefinition<Payload>,
  payload: Payload,
  id: string = nextEventId(),
): Promise<PublishedEvent> {
  const json = writePayload({ kind: event.name, payload: event.payload }, payload);
  await insertEvents(ctx, tx, [{ id, name: event.name, type: null, documentId: null, live: false, payload: json }]);
  const jobs: string[] = [];
  for (const definition of ctx.jobs.kindsOn(event)) {
    const idempotencyKey = `event/${id}/${definition.kind}`;
    const job = await ctx.jobs.enqueue(definition, payload, { tx, idempotencyKey, viewer: ctx.viewer });
    jobs.push(job.id);
  }
  return { id, jobs };
}
