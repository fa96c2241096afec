import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { Field, ID, ObjectType } from 'type-graphql';
import { demand } from '../../engine/access/viewer';
import { defineJob } from '../../engine/jobs/define-job';
import { registerJobResult } from '../../engine/jobs/job-result';
import { KeelsonError } from '../../errors';
import { storeStream } from './upload-asset';

export class FetchAssetPayload {
  @IsString()
  @MaxLength(2000)
  url!: string;

  @IsString()
  alt!: string;

  @IsBoolean()
  private!: boolean;
}

@ObjectType({ description: 'The asset that a fetched file became.', simpleResolvers: true })
export class FetchAssetResult {
  @Field(() => ID, { description: 'The id of the asset; of the one that had this file already, if there was one.' })
  assetId!: string;

  @Field(() => Boolean, { description: 'Whether the file was there already, so that nothing was stored.' })
  wasThere!: boolean;
}

/** Fetches a file from the internet, never from within this network, and makes it an asset. Safe to repeat: the same file is recognised. */
export const fetchAsset = defineJob({
  kind: 'media.fetch-asset',
  queue: 'fetching',
  payload: FetchAssetPayload,
  attempts: 4,
  timeoutMs: 600_000,
  async perform({ url, alt, private: isPrivate }, job): Promise<FetchAssetResult> {
    demand(job.viewer, 'media.write');
    const { body, filename } = await job
      .fetchPublic(url, { maxBytes: job.limits.uploadBytes, totalMs: 300_000, signal: job.signal })
      .catch(error => {
        throw withPassing(error);
      });
    const source = body as AsyncIterable<Buffer>;
    const { assetId, duplicateOf } = await storeStream(job, { source, filename, alt, private: isPrivate });
    return { assetId, wasThere: duplicateOf !== null };
  },
});
registerJobResult(fetchAsset.kind, FetchAssetResult);

/** What may pass is tried again; a mendable error would end the job. */
function withPassing(error: unknown): unknown {
  return error instanceof KeelsonError && error.details.passing === true
    ? new Error(error.message, { cause: error })
    : error;
}
