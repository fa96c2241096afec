import { defineMail } from './compose';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Every kind of mail that this server sends. */
export const mailTemplates = {
  /** `link` leads to where a new password is chosen; it is good once, for 15 minutes. */
  'password-reset': defineMail({
    values: ['link'],
    usefulMinutes: 15,
    compose: ({ link }) => ({
      subject: 'Choose a new password',
      parts: [
        { paragraph: 'Somebody, most likely you, asked to choose a new password for your account.' },
        { button: 'Choose a new password', url: link },
        { remark: 'The link works once, and for 15 minutes.' },
        { remark: 'If it was not you, do nothing: your password stays as it is.' },
      ],
    }),
  }),
  /** `link` leads to where the account is set up; `inviter` is the name of who invites, `site` that of the site. */
  invitation: defineMail({
    values: ['link', 'inviter', 'site'],
    usefulMinutes: 7 * DAY,
    compose: ({ link, inviter, site }) => ({
      subject: `${inviter} invites you to ${site}`,
      parts: [
        { paragraph: `${inviter} invites you to work on ${site}.` },
        { button: 'Accept the invitation', url: link },
        { remark: 'The link works once. If you were not expecting it, you can ignore this mail.' },
      ],
    }),
  }),
  /** Tells the owner of an account of a change that somebody else may have made; `change` is a sentence, `at` a time. */
  'account-changed': defineMail({
    values: ['change', 'at'],
    usefulMinutes: DAY,
    compose: ({ change, at }) => ({
      subject: 'A change of your account',
      parts: [
        { paragraph: change },
        { remark: `It happened at ${at}.` },
        { remark: 'If it was not you, choose a new password and tell whoever looks after this site.' },
      ],
    }),
  }),
};

/** The name of a kind of mail. */
export type MailTemplateName = keyof typeof mailTemplates;

/** The values that a kind of mail takes. */
export type MailValues<Name extends MailTemplateName> = Parameters<(typeof mailTemplates)[Name]['compose']>[0];
