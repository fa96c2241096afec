import { MailFault, type MailTransport } from '../../platform/mail/mail';

/** Stands where a mail server should: each mail fails with the sentence that says what to set. */
export const noTransport: MailTransport = {
  async deliver() {
    throw new MailFault('No mail server is set (KEELSON_MAIL_URL), so no mail can be sent.', {
      final: false,
      notTaken: true,
    });
  },
  async close() {},
};
