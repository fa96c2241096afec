import { IsString, Length } from 'class-validator';
import { defineJob } from '../jobs/define-job';
import { contentTypes } from './content-type';
import { publishDue } from './publication';

export class PublishDuePayload {
  /** The content type's name. */
  @IsString()
  type!: string;

  @Length(26, 26)
  id!: string;
}

/** Makes one scheduled document live when its time has come. Safe to repeat: what is live or was rescheduled is left alone. */
export const publishDueJob = defineJob({
  kind: 'content.publish-due',
  queue: 'publication',
  payload: PublishDuePayload,
  attempts: 10,
  async perform({ type, id }, job) {
    const definition = contentTypes().find(({ name }) => name === type);
    if (!definition) throw new Error(`There is no content type ${type}.`);
    let published = false;
    await job.commit({}, async tx => {
      published = await publishDue(tx, definition, id);
    });
    return { published };
  },
});
