import { buffer } from 'node:stream/consumers';
import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { contentTypes } from '../../engine/content/content-type';
import type { JobDefinition } from '../../engine/jobs/define-job';
import type { FileUpload } from '../../engine/uploads/upload-scalar';
import { invalidFile, KeelsonError, validationFailed, wrongState } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import { readWxr } from '../../platform/formats/wxr';
import { findJobNode, type Job } from '../jobs';
import { detectFormat, HEAD_BYTES } from './detect-format';
import { importContentJob } from './import-content.job';
import type { ImportRecord } from './import.entity';
import { addImport, DEFAULT_SETTINGS, dropPlan, findImport, noteJob, requireImport } from './import-records';
import { ImportFormat } from './import-result';
import type { ImportSettings } from './import-source';
import { isStale, stateOf } from './import-state';
import { planImportJob } from './plan-import.job';
import { undoImportJob } from './undo-import.job';
import { UPLOADS } from './sweep-uploads';

/** An import, and the job that does its next step. */
export interface BegunStep {
  import: ImportRecord | null;
  job: Job | null;
}

/** What a caller says about a file. */
export interface GivenFile {
  upload: Promise<FileUpload>;
  format?: ImportFormat | null;
  settings?: Partial<ImportSettings>;
}

const AT_IMPORT = ['input', 'importId'];
const FORMATS_OF_ROWS: readonly string[] = [ImportFormat.CSV, ImportFormat.JSON_LINES];

/** Stores the file, looks whether it is what it is said to be, and enqueues the job that plans. Nothing is left behind when any of it fails. */
export async function planImport(ctx: Context, given: GivenFile): Promise<BegunStep> {
  if (given.settings?.attachments) demand(ctx.viewer, 'media.write');
  const { id } = await begin(ctx, given, 'file', planImportJob, 'plan', importId => ({ importId }));
  return answer(ctx, id, 'planJob');
}

/**
 * Plans a file that is here already anew, with other settings or because its plan no longer holds. Throws WRONG_STATE while a job works on
 * the import, and once it was applied.
 */
export async function replanImport(
  ctx: Context,
  { importId, settings }: { importId: string; settings: ImportSettings },
): Promise<BegunStep> {
  if (settings.attachments) demand(ctx.viewer, 'media.write');
  const record = await requireImport(ctx.db, importId);
  demandSettings(record.format as ImportFormat, settings);
  if (record.planJob === null || record.applyJob !== null) throw settled();
  if ((await stateOf(ctx.db, record)) === 'PLANNING')
    throw wrongState('The import is being planned already.', AT_IMPORT);
  await ctx.db.transaction(async tx => {
    if (!(await dropPlan(tx, record, settings))) throw settled();
    const handle = await ctx.jobs.enqueue(planImportJob, { importId }, { viewer: ctx.viewer, tx });
    await noteJob(tx, importId, 'plan', handle.id);
    await audit(ctx, tx, {
      action: 'import.planned',
      subject: { type: 'Import', id: importId },
      details: { format: record.format, job: handle.id },
    });
  });
  return answer(ctx, importId, 'planJob');
}

function settled(): KeelsonError {
  return wrongState('Only an import that was not applied yet can be planned anew.', AT_IMPORT);
}

/** Stores a file as `planImport` does, and takes it in at once, without a plan. */
export async function importContent(ctx: Context, given: GivenFile): Promise<Job | null> {
  const { jobId } = await begin(ctx, given, 'upload', importContentJob, 'apply', (importId, { upload, format }) => ({
    ...{ importId, upload, format },
  }));
  return findJobNode(ctx, jobId);
}

/** Enqueues the job that takes in what was planned. Throws WRONG_STATE when there is no plan yet, or the plan no longer holds. */
export async function applyImport(
  ctx: Context,
  { importId, evenIfStale }: { importId: string; evenIfStale: boolean },
): Promise<BegunStep> {
  const record = await requireImport(ctx.db, importId);
  const state = await stateOf(ctx.db, record);
  if (state === 'PLANNING') throw wrongState('The import is still being planned.', AT_IMPORT);
  if (record.plan === null) throw wrongState('The import has no plan: its file could not be read.', AT_IMPORT);
  if (!evenIfStale && record.appliedAt === null && (await isStale(ctx.db, record))) throw stale();
  const { upload } = record;
  await enqueueStep(ctx, record.id, 'apply', importContentJob, {
    ...{ importId: record.id, upload, format: record.format as ImportFormat },
  });
  return answer(ctx, record.id, 'applyJob');
}

/** Enqueues the job that takes an import back. Throws WRONG_STATE when nothing was taken in, or that is still going on. */
export async function undoImport(ctx: Context, { importId }: { importId: string }): Promise<BegunStep> {
  const record = await requireImport(ctx.db, importId);
  const state = await stateOf(ctx.db, record);
  if (state === 'APPLYING') throw wrongState('The import is still going on; cancel it first.', AT_IMPORT);
  if (record.applyJob === null) throw wrongState('The import was never applied.', AT_IMPORT);
  await enqueueStep(ctx, record.id, 'undo', undoImportJob, { importId: record.id });
  return answer(ctx, record.id, 'undoJob');
}

async function answer(ctx: Context, id: string, step: 'planJob' | 'applyJob' | 'undoJob'): Promise<BegunStep> {
  const record = await findImport(ctx.db, id);
  const jobId = record?.[step];
  return { import: record, job: jobId ? await findJobNode(ctx, jobId) : null };
}

function stale(): KeelsonError {
  return new KeelsonError(
    'PLAN_STALE',
    'What the plan would change has been changed since, or another import was applied. Plan again, or apply it all the same.',
    { details: { path: ['input', 'importId'] }, mendable: true },
  );
}

async function begin<Payload extends object>(
  ctx: Context,
  given: GivenFile,
  field: 'file' | 'upload',
  job: JobDefinition<Payload>,
  step: 'plan' | 'apply',
  payloadOf: (importId: string, stored: { upload: string; format: ImportFormat }) => Payload,
): Promise<{ id: string; jobId: string }> {
  const key = `${UPLOADS}/${newId()}`;
  const settings = { ...DEFAULT_SETTINGS, ...given.settings };
  const file = await given.upload;
  const stored = await receive(ctx, key, file, given.format ?? null)
    .then(received => {
      demandSettings(received.format, settings);
      return received;
    })
    .catch(async error => {
      await ctx.storage.delete(key);
      throw withPath(error, field);
    });
  return ctx.db.transaction(async tx => {
    const id = await addImport(ctx, tx, { ...stored, upload: key, filename: file.filename ?? '', settings });
    const handle = await ctx.jobs.enqueue(job, payloadOf(id, { ...stored, upload: key }), { viewer: ctx.viewer, tx });
    await noteJob(tx, id, step, handle.id);
    const { format, bytes } = stored;
    const action = step === 'plan' ? 'import.planned' : 'import.applied';
    await audit(ctx, tx, { action, subject: { type: 'Import', id }, details: { format, bytes, job: handle.id } });
    return { id, jobId: handle.id };
  });
}

async function enqueueStep<Payload extends object>(
  ctx: Context,
  id: string,
  step: 'apply' | 'undo',
  job: JobDefinition<Payload>,
  payload: Payload,
): Promise<void> {
  await ctx.db.transaction(async tx => {
    const handle = await ctx.jobs.enqueue(job, payload, { viewer: ctx.viewer, tx });
    await noteJob(tx, id, step, handle.id);
    const action = step === 'apply' ? 'import.applied' : 'import.undone';
    await audit(ctx, tx, { action, subject: { type: 'Import', id }, details: { job: handle.id } });
  });
}

function demandSettings(format: ImportFormat, { type }: ImportSettings): void {
  const needsType = FORMATS_OF_ROWS.includes(format);
  if (needsType && type === null) throw validationFailed('Say which content type the rows become.', ['input', 'type']);
  if (type === null || contentTypes().some(({ name }) => name === type)) return;
  throw validationFailed(`There is no content type "${type.slice(0, 60)}".`, ['input', 'type']);
}

async function receive(
  ctx: Context,
  key: string,
  file: FileUpload,
  format: ImportFormat | null,
): Promise<{ bytes: number; format: ImportFormat }> {
  const { bytes } = await ctx.storage.put(key, file.createReadStream(), ctx.limits.uploadBytes);
  if (bytes === 0) throw invalidFile('The file is empty.');
  const head = await buffer(await ctx.storage.read(key, { start: 0, end: Math.min(bytes, HEAD_BYTES) - 1 }));
  const found = format ?? detectFormat(head, file.filename ?? '');
  if (found === ImportFormat.WXR) await lookInto(ctx, key);
  return { bytes, format: found };
}

/** Reads the head of the file: what is no WordPress export is refused here, before there is a job. */
async function lookInto(ctx: Context, key: string): Promise<void> {
  const source = (await ctx.storage.read(key)) as AsyncIterable<Buffer>;
  for await (const _record of readWxr(source)) return;
}

function withPath(error: unknown, field: string): unknown {
  if (!(error instanceof KeelsonError) || !error.mendable) return error;
  const { code, message, details, mendable } = error;
  return new KeelsonError(code, message, {
    cause: error,
    details: { path: ['input', field], ...details },
    mendable,
  });
}
