/** One mail to one person, in both of its parts. */
export interface Mail {
  /** One address, as `isMailAddress` takes it. */
  to: string;
  subject: string;
  html: string;
  text: string;
}

export interface DeliverOptions {
  /** The same for each attempt at one mail, so that whoever gets it twice can tell. Visible ASCII without `<`, `>` and `@`. */
  key: string;
  signal?: AbortSignal;
}

/** Where mails go: an SMTP server, or the mailbox that stands in for one. */
export interface MailTransport {
  /** Hands the mail over; throws a `MailFault`, or the signal's reason. */
  deliver(mail: Mail, options: DeliverOptions): Promise<void>;
  close(): Promise<void>;
}

/** Why a mail was not taken. It names no address and quotes nothing of the mail, so that it may be logged. */
export class MailFault extends Error {
  /** Another attempt would meet the same answer. */
  readonly final: boolean;
  /** It is certain that the server has not taken the mail. */
  readonly notTaken: boolean;

  constructor(message: string, options: { final: boolean; notTaken: boolean }) {
    super(message);
    this.name = 'MailFault';
    this.final = options.final;
    this.notTaken = options.notTaken;
  }
}

const LONGEST_ADDRESS = 254;
const MAIL_ADDRESS = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]+$/u;

/** True for one plain address (RFC 5321 without quoted and commented forms), which can't become two or another header line. */
export function isMailAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && MAIL_ADDRESS.test(text);
}

/** A header's value on one line: control characters and line ends of any kind give way to a space. */
export function headerText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 500);
}
