import { defineJob, NoPayload } from '../../engine/jobs/define-job';
import { DB_NOW } from '../../engine/jobs/job-row';
import { EXPORTS } from './export-files';

/** Nothing is taken for an orphan that may just be written. */
const YOUNG_MS = 60 * 60 * 1000;
/** For so long a failed export may be retried from its parts. */
const RETRY_DAYS = 7;
const BATCH = 100;

/** Deletes the files of exports that have expired, and parts that no job will read again. */
export const sweepExportsJob = defineJob({
  kind: 'exports.sweep-exports',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '23 * * * *',
  async perform(_payload, job) {
    let expired = 0;
    for (;;) {
      const files = await job.db.select<{ id: string; storageKey: string }>(
        `SELECT id, storage_key AS storageKey FROM export_files WHERE expires_at <= ${DB_NOW} ORDER BY expires_at LIMIT ${BATCH}`,
      );
      for await (const { id, storageKey } of job.each(files)) {
        await job.storage.delete(storageKey);
        await job.db.run('DELETE FROM export_files WHERE id = ?', [id]);
      }
      expired += files.length;
      if (files.length < BATCH) break;
    }
    const now = job.now().getTime();
    const old = (await job.storage.list(EXPORTS)).filter(({ modifiedAt }) => now - modifiedAt.getTime() > YOUNG_MS);
    if (old.length === 0) return { expired, orphans: 0 };
    const files = await job.db.select<{ storageKey: string }>('SELECT storage_key AS storageKey FROM export_files');
    const jobs = await job.db.select<{ id: string }>(
      `SELECT public_id AS id FROM jobs WHERE kind IN ('exports.export-content', 'exports.export-query')
         AND (state IN ('queued', 'running') OR (state = 'failed' AND finished_at > ${DB_NOW} - INTERVAL ${RETRY_DAYS} DAY))`,
    );
    const kept = new Set(files.map(({ storageKey }) => storageKey));
    const active = new Set(jobs.map(({ id }) => id));
    const orphans = old.filter(({ key }) => {
      const [, jobId] = /\/([0-9A-Z]{26})-[0-9A-Z]{26}\.part$/.exec(key) ?? [];
      return jobId === undefined ? !kept.has(key) : !active.has(jobId);
    });
    for await (const { key } of job.each(orphans)) await job.storage.delete(key);
    return { expired, orphans: orphans.length };
  },
});
