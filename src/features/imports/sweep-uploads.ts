import type { Context } from '../../engine/context';
import { DB_NOW } from '../../engine/jobs/job-row';

/** Where uploads wait for their job. */
export const UPLOADS = 'imports';

/** An upload whose job has not been written yet must not be taken for an orphan. */
const YOUNG_MS = 3_600_000;
/** For how long a failed import can be retried, and a planned one applied. */
const RETRY_DAYS = 7;

/** Deletes uploads that no job will read again: canceled before it began, failed for good long ago, or never enqueued. */
export async function sweepUploads(ctx: Pick<Context, 'db' | 'storage' | 'now'>): Promise<number> {
  const now = ctx.now().getTime();
  const old = (await ctx.storage.list(UPLOADS)).filter(({ modifiedAt }) => now - modifiedAt.getTime() > YOUNG_MS);
  if (old.length === 0) return 0;
  const wanted = await uploadsOfJobs(ctx);
  const orphans = old.filter(({ key }) => !wanted.has(key));
  for (const { key } of orphans) await ctx.storage.delete(key);
  return orphans.length;
}

/** The uploads of imports that are active, or may be retried or applied: few beside all that were ever made, and found by indexes. */
async function uploadsOfJobs({ db }: Pick<Context, 'db'>): Promise<Set<string>> {
  const upload = "SELECT JSON_UNQUOTE(JSON_EXTRACT(payload, '$.upload')) AS upload FROM jobs";
  const rows = await db.select<{ upload: string }>(
    `${upload} WHERE queue = 'imports' AND state IN ('queued', 'running') AND kind = 'imports.import-content'
     UNION ALL
     ${upload} WHERE state = 'failed' AND finished_at > ${DB_NOW} - INTERVAL ${RETRY_DAYS} DAY
       AND kind = 'imports.import-content'
     UNION ALL
     SELECT upload FROM imports WHERE plan_job IS NOT NULL AND created_at > ${DB_NOW} - INTERVAL ${RETRY_DAYS} DAY`,
  );
  return new Set(rows.map(row => row.upload));
}
