import type { Context } from '../../engine/context';

/** Where uploads wait for their job. */
export const UPLOADS = 'imports';

/** An upload whose job has not been written yet must not be taken for an orphan. */
const YOUNG_MS = 3_600_000;
/** A failed import can be retried that long. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Deletes uploads that no job will read again: canceled before it began, failed for good long ago, or never enqueued. */
export async function sweepUploads(ctx: Pick<Context, 'db' | 'storage' | 'now'>): Promise<number> {
  const now = ctx.now().getTime();
  const old = (await ctx.storage.list(UPLOADS)).filter(({ modifiedAt }) => now - modifiedAt.getTime() > YOUNG_MS);
  let deleted = 0;
  for (const { key, modifiedAt } of old) {
    const [job] = await ctx.db.select<{ state: string }>(
      "SELECT state FROM jobs WHERE kind = 'imports.import-content' AND JSON_UNQUOTE(JSON_EXTRACT(payload, '$.upload')) = ? LIMIT 1",
      [key],
    );
    const wanted =
      job?.state === 'failed' ? now - modifiedAt.getTime() < KEPT_MS : ['queued', 'running'].includes(job?.state ?? '');
    if (wanted) continue;
    await ctx.storage.delete(key);
    deleted++;
  }
  return deleted;
}
