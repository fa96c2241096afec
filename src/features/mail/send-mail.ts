import type { Context } from '../../engine/context';
import { validationFailed } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import type { Transaction } from '../../platform/database/database';
import { isMailAddress } from '../../platform/mail/mail';
import type { MailTemplate } from './compose';
import { type MailTemplateName, mailTemplates } from './mail-templates';
import { renderMail } from './render-mail';
import { type MailOrder, sealOrder } from './sealed-order';
import { sendMail as sendMailJob } from './send-mail.job';

/**
 * Orders a mail in the caller's transaction: if that is rolled back, nobody gets one. The job's payload is the id of a row, and the
 * row is sealed, so neither jobs nor backups nor logs show a link that lets somebody in. Throws VALIDATION_FAILED for an address
 * that no mail can go to.
 */
export async function sendMail<Name extends MailTemplateName>(
  ctx: Pick<Context, 'jobs' | 'seals'>,
  tx: Transaction,
  order: MailOrder<Name>,
): Promise<void> {
  if (!isMailAddress(order.to)) throw validationFailed('This is no mail address that a mail can be sent to.');
  const template: MailTemplate = mailTemplates[order.template];
  // What can't be written is to fail here, where somebody is told.
  renderMail(template.compose(order.values));
  const mailId = newId();
  await tx.run(
    `INSERT INTO outgoing_mails (id, sealed, created_at, expires_at)
     VALUES (?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL ? MINUTE)`,
    [mailId, sealOrder(ctx.seals, order), template.usefulMinutes],
  );
  await ctx.jobs.enqueue(sendMailJob, { mailId }, { tx });
}
