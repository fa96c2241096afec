/** What a mail says, before it has a look. */
export interface MailContent {
  subject: string;
  /** In the order of reading. */
  parts: readonly MailPart[];
}

/** A paragraph; the one thing to press, which is also shown as an address to copy; or a remark below, in small print. */
export type MailPart = { paragraph: string } | { button: string; url: string } | { remark: string };

/** One kind of mail: which values it takes, how long it is of use, and what it says. */
export interface MailTemplate<Name extends string = string> {
  values: readonly Name[];
  /** After this a mail that could not be sent is given up. */
  usefulMinutes: number;
  compose(values: Readonly<Record<Name, string>>): MailContent;
}

/** Declares a kind of mail; the names of its values are checked where it is sent. */
export function defineMail<Name extends string>(template: MailTemplate<Name>): MailTemplate<Name> {
  return template;
}
