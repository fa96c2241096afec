import { IsString, Length } from 'class-validator';
import { KeelsonError } from '../../errors';
import { defineJob } from '../jobs/define-job';
import { contentTypes } from './content-type';
import { type CarriedOut, carryOutPlans, giveUpPublishing } from './writing/carry-out-plans';

export class PublishDuePayload {
  /** The content type's name. */
  @IsString()
  type!: string;

  @Length(26, 26)
  id!: string;
}

/** Makes one document live, or takes it down, when its time has come. Safe to repeat: what has been done or planned anew is left alone. */
export const publishDueJob = defineJob({
  kind: 'content.publish-due',
  queue: 'publication',
  payload: PublishDuePayload,
  attempts: 10,
  async perform({ type, id }, job) {
    const definition = contentTypes().find(({ name }) => name === type);
    if (!definition) throw new Error(`There is no content type ${type}.`);
    let outcome: CarriedOut = { published: false, unpublished: false };
    try {
      await job.commit({}, async tx => {
        outcome = await carryOutPlans(job, tx, definition, id);
      });
    } catch (error) {
      // Nobody can mend it but its author, who finds a draft and a failed job that says why.
      if (error instanceof KeelsonError && error.mendable) {
        await job.commit({}, tx => giveUpPublishing(tx, definition, id));
      }
      throw error;
    }
    return outcome;
  },
});
