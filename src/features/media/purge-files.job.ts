import { ArrayMaxSize, IsString } from 'class-validator';
import { Field, Int, ObjectType } from 'type-graphql';
import { defineJob } from '../../engine/jobs/define-job';
import { registerJobResult } from '../../engine/jobs/job-result';
import { purgeFolder } from './upload-rows';

export class PurgeFilesPayload {
  /** Folders of the storage that no asset has any more. */
  @ArrayMaxSize(200)
  @IsString({ each: true })
  folders!: string[];
}

@ObjectType({ description: 'What was deleted of assets that are gone.', simpleResolvers: true })
export class PurgeFilesResult {
  @Field(() => Int, { description: 'How many assets had their files deleted.' })
  folders!: number;
}

/** Deletes the files of assets that were deleted, or the former files of those that were replaced. Safe to repeat. */
export const purgeFiles = defineJob({
  kind: 'media.purge-files',
  queue: 'maintenance',
  payload: PurgeFilesPayload,
  attempts: 10,
  async perform({ folders }, job): Promise<PurgeFilesResult> {
    for await (const folder of job.each(folders)) await purgeFolder(job, folder);
    return { folders: folders.length };
  },
});
registerJobResult(purgeFiles.kind, PurgeFilesResult);
