import { defineJob, NoPayload } from '../jobs/define-job';
import { OPTIMIZE_LIMITS, optimizeEntries, type OptimizeOutcome } from './optimize-entries';

const WHY: Partial<Record<OptimizeOutcome, string>> = {
  TOO_MANY: `There are more than ${OPTIMIZE_LIMITS.maxEntries} search entries, and whoever writes would wait too long.`,
  GIVEN_UP: `It took longer than ${OPTIMIZE_LIMITS.timeoutMs / 1000} s, or the table was busy.`,
};

/** Takes the words of old texts out of the search index, once a week at night. Where that would keep writers waiting, a warning says so. */
export const optimizeEntriesJob = defineJob({
  kind: 'search.optimize-entries',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 1,
  priority: 500,
  cron: '53 4 * * 0',
  async perform(_payload, job) {
    const outcome = await optimizeEntries(job.db);
    const why = WHY[outcome];
    if (why) {
      const message = `The search index was not built anew. ${why} Run OPTIMIZE TABLE search_entries when nobody writes.`;
      await job.commit({ outcome }, async (_tx, report) => {
        report.warn({ severity: 'NOTICE', code: 'NOT_OPTIMIZED', message });
      });
    }
    return { outcome };
  },
});
