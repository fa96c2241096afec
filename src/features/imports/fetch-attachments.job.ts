import { setTimeout as delay } from 'node:timers/promises';
import { IsInt, IsString } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import type { JobRun } from '../../engine/jobs/job-run';
import { KeelsonError } from '../../errors';
import { storeStream } from '../media';

export class FetchAttachmentsPayload {
  @IsString()
  importId!: string;

  @IsString()
  host!: string;

  /** Each host has two of them, so that no more than two files are fetched from it at once. */
  @IsInt()
  lane!: number;
}

interface Attachment {
  url: string;
  alt: string;
  position: number;
}

/** Between two files of the same lane: other people's servers have other work to do. */
const PAUSE_MS = 250;
const TRIES = 3;
const RETRY_MS = 2_000;
const TOTAL_MS = 120_000;

/** Fetches what an import refers to on one host, one after the other, and makes assets of it. */
export const fetchAttachmentsJob = defineJob({
  kind: 'imports.fetch-attachments',
  queue: 'fetching',
  payload: FetchAttachmentsPayload,
  attempts: 5,
  async perform(payload, job): Promise<{ stored: number; failed: number }> {
    let done = job.checkpoint<{ stored: number; failed: number }>() ?? { stored: 0, failed: 0 };
    job.progress({ unit: 'files', completed: done.stored + done.failed });
    for (let next = await nextOf(job, payload); next; next = await nextOf(job, payload)) {
      const assetId = await fetchOne(job, next);
      done =
        assetId instanceof KeelsonError ? { ...done, failed: done.failed + 1 } : { ...done, stored: done.stored + 1 };
      await note(job, payload, next, assetId, done);
      job.progress({ completed: done.stored + done.failed, message: next.url });
      await delay(PAUSE_MS, undefined, { signal: job.signal }).catch(() => job.signal.throwIfAborted());
    }
    return done;
  },
});

async function nextOf({ db }: JobRun, { importId, host, lane }: FetchAttachmentsPayload): Promise<Attachment | null> {
  const [next] = await db.select<Attachment>(
    `SELECT url, alt, position FROM import_attachments WHERE import_id = ? AND outcome = 'open' AND host = ? AND lane = ?
     ORDER BY position, number LIMIT 1`,
    [importId, host, lane],
  );
  if (!next || next.alt !== '') return next ?? null;
  // Where the same file is used again somebody may have described it.
  const [{ alt }] = await db.select<{ alt: string }>(
    `SELECT COALESCE(MAX(alt), '') AS alt FROM import_attachments
     WHERE import_id = ? AND outcome = 'open' AND host = ? AND lane = ? AND url = ?`,
    [importId, host, lane, next.url],
  );
  return { ...next, alt };
}

/** The asset's id, or why there is none. */
async function fetchOne(job: JobRun, { url, alt }: Attachment): Promise<string | KeelsonError> {
  for (let tries = 1; ; tries++) {
    try {
      const limits = { maxBytes: job.limits.uploadBytes, totalMs: TOTAL_MS, signal: job.signal };
      const { body, filename } = await job.fetchPublic(url, limits);
      const { assetId } = await storeStream(job, { source: body as AsyncIterable<Buffer>, filename, alt });
      return assetId;
    } catch (error) {
      job.signal.throwIfAborted();
      if (!(error instanceof KeelsonError) || !error.mendable) throw error;
      if (error.details.passing !== true || tries === TRIES) return error;
      await delay(RETRY_MS * tries, undefined, { signal: job.signal }).catch(() => job.signal.throwIfAborted());
    }
  }
}

async function note(
  job: JobRun,
  { importId, host, lane }: FetchAttachmentsPayload,
  { url }: Attachment,
  result: string | KeelsonError,
  done: object,
): Promise<void> {
  const assetId = result instanceof KeelsonError ? null : result;
  await job.commit(done, async (tx, report) => {
    await tx.run(
      `UPDATE import_attachments SET outcome = ?, asset_id = ?
       WHERE import_id = ? AND outcome = 'open' AND host = ? AND lane = ? AND url = ?`,
      [assetId === null ? 'failed' : 'stored', assetId, importId, host, lane, url],
    );
    if (result instanceof KeelsonError)
      report.warn({ severity: 'WARNING', code: result.code, subject: url.slice(0, 200), message: result.message });
  });
}
