import { defineJob, NoPayload } from '../../engine/jobs/define-job';
import { SECOND_FACTOR_SEAL } from './second-factor';

const BATCH = 200;

interface SealedFactor {
  userId: string;
  sealedSecret: string;
}

/**
 * Seals by the newest key what an older one has sealed and is kept for long, so that the older one can be taken away the next day. Safe to
 * repeat: what is sealed by the newest key already stays.
 */
export const renewSeals = defineJob({
  kind: 'auth.renew-seals',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '27 3 * * *',
  async perform(_payload, job) {
    let { after } = job.checkpoint<{ after: string }>() ?? { after: '' };
    let found = BATCH;
    while (found === BATCH) {
      const rows = await job.db.select<SealedFactor>(
        `SELECT user_id AS userId, sealed_secret AS sealedSecret FROM second_factors WHERE user_id > ? ORDER BY user_id LIMIT ${BATCH}`,
        [after],
      );
      found = rows.length;
      after = rows.at(-1)?.userId ?? after;
      await job.commit({ after }, async tx => {
        for (const { userId, sealedSecret } of rows) {
          const renewed = job.seals.renew(SECOND_FACTOR_SEAL, sealedSecret);
          if (renewed === null) continue;
          // Who set up another app meanwhile has one that is sealed by the newest key.
          await tx.run('UPDATE second_factors SET sealed_secret = ? WHERE user_id = ? AND sealed_secret = ?', [
            renewed,
            userId,
            sealedSecret,
          ]);
        }
      });
    }
  },
});
