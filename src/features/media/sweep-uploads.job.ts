import { Field, Int, ObjectType } from 'type-graphql';
import { defineJob, NoPayload } from '../../engine/jobs/define-job';
import { registerJobResult } from '../../engine/jobs/job-result';
import { expiredUploads, removeUpload } from './upload-rows';

@ObjectType({ description: 'What was taken away of uploads that nobody completed.', simpleResolvers: true })
export class SweepUploadsResult {
  @Field(() => Int, { description: 'Uploads whose bytes were deleted and whose room was given back.' })
  uploads!: number;
}

const BATCH = 100;

/** Deletes what was stored of uploads, and of any other file, that were broken off, or were under way when a process died. Safe to repeat. */
export const sweepUploads = defineJob({
  kind: 'media.sweep-uploads',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '17 * * * *',
  async perform(_payload, job): Promise<SweepUploadsResult> {
    let uploads = 0;
    await job.storage.sweep();
    for (;;) {
      const expired = await expiredUploads(job.db, BATCH);
      for await (const upload of job.each(expired)) await removeUpload(job, upload);
      uploads += expired.length;
      if (expired.length < BATCH) return { uploads };
    }
  },
});
registerJobResult(sweepUploads.kind, SweepUploadsResult);
