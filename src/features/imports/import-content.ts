import { ulid } from 'ulid';
import type { Context } from '../../engine/context';
import type { FileUpload } from '../../engine/uploads/upload-scalar';
import { invalidFile, KeelsonError } from '../../errors';
import { readWxr } from '../../platform/formats/wxr';
import { findJobNode, type Job } from '../jobs';
import { importContentJob } from './import-content.job';
import type { ImportFormat } from './import-result';

/** Stores the file, looks whether it is what it is said to be, and enqueues the job. Nothing is left behind when any of it fails. */
export async function importContent(
  ctx: Context,
  input: { upload: Promise<FileUpload>; format: ImportFormat },
): Promise<Job | null> {
  const file = await input.upload;
  const key = `imports/${ulid()}`;
  const { bytes } = await ctx.storage.put(key, file.createReadStream(), ctx.limits.uploadBytes);
  try {
    if (bytes === 0) throw invalidFile('The file is empty.');
    await lookInto(ctx, key);
    const { id } = await ctx.jobs.enqueue(
      importContentJob,
      { upload: key, format: input.format },
      { viewer: ctx.viewer },
    );
    return await findJobNode(ctx, id);
  } catch (error) {
    await ctx.storage.delete(key);
    throw withPath(error);
  }
}

/** Reads the head of the file: what is no WordPress export is refused here, before there is a job. */
async function lookInto(ctx: Context, key: string): Promise<void> {
  const source = (await ctx.storage.read(key)) as AsyncIterable<Buffer>;
  for await (const _record of readWxr(source)) return;
}

function withPath(error: unknown): unknown {
  if (!(error instanceof KeelsonError) || error.code !== 'INVALID_FILE') return error;
  return invalidFile(error.message, { ...error.details, path: ['input', 'upload'] });
}
