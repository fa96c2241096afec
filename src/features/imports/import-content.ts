import { newId } from '../../platform/crypto/new-id';
import type { Context } from '../../engine/context';
import type { FileUpload } from '../../engine/uploads/upload-scalar';
import { invalidFile, KeelsonError } from '../../errors';
import { readWxr } from '../../platform/formats/wxr';
import { findJobNode, type Job } from '../jobs';
import { importContentJob } from './import-content.job';
import { UPLOADS } from './sweep-uploads';
import type { ImportFormat } from './import-result';

/** Stores the file, looks whether it is what it is said to be, and enqueues the job. Nothing is left behind when any of it fails. */
export async function importContent(
  ctx: Context,
  input: { upload: Promise<FileUpload>; format: ImportFormat },
): Promise<Job | null> {
  const key = `${UPLOADS}/${newId()}`;
  await receive(ctx, key, await input.upload).catch(async error => {
    await ctx.storage.delete(key);
    throw withPath(error);
  });
  const { id } = await ctx.jobs.enqueue(
    importContentJob,
    { upload: key, format: input.format },
    { viewer: ctx.viewer },
  );
  return findJobNode(ctx, id);
}

async function receive(ctx: Context, key: string, file: FileUpload): Promise<void> {
  const { bytes } = await ctx.storage.put(key, file.createReadStream(), ctx.limits.uploadBytes);
  if (bytes === 0) throw invalidFile('The file is empty.');
  await lookInto(ctx, key);
}

/** Reads the head of the file: what is no WordPress export is refused here, before there is a job. */
async function lookInto(ctx: Context, key: string): Promise<void> {
  const source = (await ctx.storage.read(key)) as AsyncIterable<Buffer>;
  for await (const _record of readWxr(source)) return;
}

function withPath(error: unknown): unknown {
  if (!(error instanceof KeelsonError) || !error.mendable) return error;
  const { code, message, details, mendable } = error;
  return new KeelsonError(code, message, {
    cause: error,
    details: { ...details, path: ['input', 'upload'] },
    mendable,
  });
}
