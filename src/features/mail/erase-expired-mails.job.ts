import { defineJob, NoPayload } from '../../engine/jobs/define-job';

const BATCH = 500;

/** Erases the mails that could not be sent while they were of use. Safe to repeat. */
export const eraseExpiredMails = defineJob({
  kind: 'mail.erase-expired-mails',
  queue: 'maintenance',
  payload: NoPayload,
  attempts: 3,
  priority: 500,
  cron: '*/10 * * * *',
  async perform(_payload, job) {
    let erased = BATCH;
    while (erased === BATCH) {
      await job.commit({}, async tx => {
        const { affectedRows } = await tx.run(
          `DELETE FROM outgoing_mails WHERE expires_at <= UTC_TIMESTAMP(3) ORDER BY expires_at LIMIT ${BATCH}`,
        );
        erased = affectedRows;
      });
    }
  },
});
