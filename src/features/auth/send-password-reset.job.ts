import { IsString } from 'class-validator';
import { defineJob } from '../../engine/jobs/define-job';
import { sendMail } from '../mail/send-mail';
import { findUserByEmail } from './find-user';
import { makeOneTimeToken } from './one-time-tokens';

class SendPasswordResetPayload {
  /** As `normalEmail` writes it; perhaps nobody's. */
  @IsString()
  readonly email!: string;
}

/** Sends a link to choose another password, if there is an account with the address that may be used. An earlier link is no good any more. */
export const sendPasswordReset = defineJob({
  kind: 'auth.send-password-reset',
  queue: 'mail',
  payload: SendPasswordResetPayload,
  attempts: 3,
  async perform({ email }, job) {
    const user = await findUserByEmail(job.db, email);
    if (!user || user.disabledAt !== null || user.activatedAt === null) return {};
    await job.commit({}, async tx => {
      const token = await makeOneTimeToken(tx, 'password-reset', user.id);
      const link = `${job.accounts.publicUrl}/admin/reset-password#token=${token}`;
      await sendMail(job, tx, {
        to: user.email,
        template: 'password-reset',
        values: { link },
      });
    });
    return {};
  },
});
