import { Matches } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import { effectNotMade } from '../../engine/jobs/effects';
import type { JobRun } from '../../engine/jobs/job-run';
import { finalError } from '../../engine/jobs/retry';
import { mailNotSent } from '../../errors';
import type { Sql } from '../../platform/database/database';
import { MailFault } from '../../platform/mail/mail';
import type { MailTemplate } from './compose';
import { mailTemplates } from './mail-templates';
import { renderMail } from './render-mail';
import { type MailOrder, openOrder } from './sealed-order';

/** Which mail. */
export class SendMailPayload {
  @Matches(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  mailId!: string;
}

/** The transport gives up first; this is for one that does not. */
const ATTEMPT_MS = 5 * 60_000;

/**
 * Sends one mail and erases its row. At least once: a person who gets a link twice is no worse off, one who gets none can't sign in;
 * both copies carry the same Message-ID, by which most mail programs show one. What the server puts off is tried again for about
 * half an hour, what it refuses for good is given up, and so is what has expired meanwhile. Mails wait in a queue of their own: while
 * a server hangs, only mails do.
 */
export const sendMail = defineJob({
  kind: 'mail.send-mail',
  queue: 'mail',
  payload: SendMailPayload,
  attempts: 12,
  timeoutMs: ATTEMPT_MS,
  concurrency: 2,
  async perform({ mailId }, job) {
    if (job.checkpoint()) return;
    const order = await findOrder(job, mailId);
    const template: MailTemplate = mailTemplates[order.template];
    const mail = { to: order.to, ...renderMail(template.compose(order.values)) };
    try {
      await job.effect('send', { policy: 'at_least_once' }, async (effectKey, signal) => {
        const key = effectKey.replace(':', '.').toLowerCase();
        await job.mail.deliver(mail, { key, signal }).catch(error => {
          throw error instanceof MailFault && error.notTaken ? effectNotMade(error) : error;
        });
      });
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      if (error.final) await job.commit({ refused: true }, tx => eraseMail(tx, mailId));
      throw error.final ? finalError(mailNotSent(error.message)) : mailNotSent(error.message);
    }
    await job.commit({ sent: true }, tx => eraseMail(tx, mailId));
  },
});

async function findOrder(job: JobRun, mailId: string): Promise<MailOrder> {
  const [row] = await job.db.select<{ sealed: string }>(
    'SELECT sealed FROM outgoing_mails WHERE id = ? AND expires_at > UTC_TIMESTAMP(3)',
    [mailId],
  );
  if (!row) throw finalError(mailNotSent('The mail is no longer kept: it is of no use any more.'));
  const order = openOrder(job.seals, row.sealed);
  if (!order) throw finalError(mailNotSent('The mail was sealed with a key that this server does not have.'));
  return order;
}

async function eraseMail(sql: Sql, mailId: string): Promise<void> {
  await sql.run('DELETE FROM outgoing_mails WHERE id = ?', [mailId]);
}
