import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A mail that would have been sent, kept for a developer to look at; only a server without SMTP settings writes here. */
@Entity('mailbox_mails')
@Index('mailbox_mails_at', ['at', 'id'])
export class MailboxMail {
  @PrimaryColumn({ type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' })
  id: string;

  /** The mail's key: a second attempt replaces the first. */
  @Column({ type: 'varchar', length: 191, charset: 'ascii', collation: 'ascii_bin', unique: true })
  mailKey: string;

  @Column({ type: 'varchar', length: 254 })
  recipient: string;

  @Column({ type: 'varchar', length: 500 })
  subject: string;

  @Column({ type: 'mediumtext' })
  html: string;

  @Column({ type: 'mediumtext' })
  text: string;

  @Column({ type: 'datetime', precision: 3 })
  at: Date;
}
