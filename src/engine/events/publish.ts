import { ulid } from 'ulid';
import type { Transaction } from '../../platform/database/database';
import type { Context } from '../context';
import { writePayload } from '../jobs/define-job';
import { DB_NOW } from '../jobs/job-row';
import type { EventDefinition } from './define-event';

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
  ctx: Pick<Context, 'jobs' | 'viewer'>,
  tx: Transaction,
  event: EventDefinition<Payload>,
  payload: Payload,
  id: string = ulid(),
): Promise<PublishedEvent> {
  const json = writePayload({ kind: event.name, payload: event.payload }, payload);
  // FOUND_ROWS and a no-op update: publishing the same id again is no fault, and the first one stays.
  await tx.run(
    `INSERT INTO events (id, name, payload, actor, at) VALUES (?, ?, ?, ?, ${DB_NOW}) ON DUPLICATE KEY UPDATE id = id`,
    [id, event.name, json, ctx.viewer.id ?? 'server'],
  );
  const jobs: string[] = [];
  for (const definition of ctx.jobs.kindsOn(event)) {
    const idempotencyKey = `event/${id}/${definition.kind}`;
    const job = await ctx.jobs.enqueue(definition, payload, { tx, idempotencyKey, viewer: ctx.viewer });
    jobs.push(job.id);
  }
  return { id, jobs };
}
