import { IsBoolean, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** How mails leave this server. */
export class MailConfig {
  @Setting({
    type: 'url',
    optional: true,
    description:
      'SMTP server that takes the mails, as `smtp://user:password@host:port` (STARTTLS where the server offers it, and always before a password is sent) or `smtps://...`. Without one a mailbox at `/dev/mailbox` shows to visitors from this machine what would have been sent: not with NODE_ENV=production, a public URL or trusted proxies.',
  })
  @IsOptional()
  @Matches(/^smtps?:\/\/([^@/?#\s]+@)?[^@/?#\s]+\/?$/, { message: 'must look like smtp://user:password@host:port' })
  readonly url: string | null;

  @Setting({
    description: 'Sender of the mails: an address, or a name with an address as `Name <address>`.',
    default: 'Keelson <keelson@localhost>',
  })
  @Matches(/^([^<>\p{C}]*<[^\s@<>,;:"]+@[^\s@<>,;:"]+>|[^\s@<>,;:"]+@[^\s@<>,;:"]+)$/u, {
    message: 'must be an address, or a name with an address in angle brackets',
  })
  readonly from: string;

  @Setting({
    description: 'Milliseconds that the SMTP server may be silent before a mail is tried again later.',
    default: 20_000,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(100, { message: 'must be between 100 and 300000' })
  @Max(300_000, { message: 'must be between 100 and 300000' })
  readonly timeoutMs: number;

  @Setting({ description: 'Serves the mailbox at `/dev/mailbox` while no SMTP server is set.', default: true })
  @IsBoolean({ message: 'must be true or false' })
  readonly mailbox: boolean;
}
