import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { defineJob } from '../../engine/jobs/define-job';
import type { JobRun } from '../../engine/jobs/job-run';
import { touchAsset } from '../../engine/media/touch-asset';
import { KeelsonError } from '../../errors';
import { AssetUploadedPayload, assetUploaded } from './asset-uploaded';
import { originalOf } from './receive-file';

/** What is found out about a file that was stored. */
interface Findings {
  state: 'READY' | 'FAILED';
  failure: string | null;
  width: number | null;
  height: number | null;
  animated: boolean | null;
  dominantColor: string | null;
  placeholder: string | null;
}

const NOTHING: Findings = {
  state: 'READY',
  failure: null,
  width: null,
  height: null,
  animated: null,
  dominantColor: null,
  placeholder: null,
};

/** Finds out a picture's size, its colour and what to show until it is loaded. Safe to repeat; a file that was replaced meanwhile is left alone. */
export const examinePicture = defineJob({
  kind: 'media.examine-picture',
  queue: 'images',
  payload: AssetUploadedPayload,
  on: [assetUploaded],
  attempts: 5,
  async perform({ assetId }, job) {
    const [asset] = await job.db.select<{ storageKey: string; kind: string }>(
      'SELECT storage_key AS storageKey, kind FROM assets WHERE id = ?',
      [assetId],
    );
    if (!asset) return;
    const found = asset.kind === 'IMAGE' ? await examine(job, asset.storageKey) : NOTHING;
    await job.commit({}, async tx => {
      const { affectedRows } = await tx.run(
        `UPDATE assets SET state = ?, failure = ?, width = ?, height = ?, animated = ?, dominant_color = ?, placeholder = ?,
           updated_at = UTC_TIMESTAMP(3)
         WHERE id = ? AND storage_key = ?`,
        [
          found.state,
          found.failure,
          found.width,
          found.height,
          found.animated,
          found.dominantColor,
          found.placeholder,
          assetId,
          asset.storageKey,
        ],
      );
      if (affectedRows > 0) await touchAsset(job, tx, assetId);
    });
  },
});

/** Looks at the picture in a file of this machine, since the threads that decode it know no storage. */
async function examine(job: JobRun, storageKey: string): Promise<Findings> {
  const directory = await mkdtemp(join(tmpdir(), 'keelson-picture-'));
  const path = join(directory, 'picture');
  try {
    await pipeline(await job.storage.read(originalOf(storageKey)), createWriteStream(path), { signal: job.signal });
    const { width, height, animated } = await job.images.inspect(path);
    const sketch = await job.images.sketch(path, job.signal);
    return { ...NOTHING, width, height, animated, ...sketch };
  } catch (error) {
    if (!(error instanceof KeelsonError) || !error.mendable) throw error;
    return { ...NOTHING, state: 'FAILED', failure: error.message.slice(0, 300) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
