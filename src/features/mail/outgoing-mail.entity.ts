import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const INSTANT = { type: 'datetime', precision: 3 } as const;

/** A mail that waits to be sent. Its row goes when it was sent, was refused for good, or is of no use any more. */
@Entity('outgoing_mails')
export class OutgoingMail {
  @PrimaryColumn({ type: 'char', length: 26, ...ASCII })
  id: string;

  /** Recipient, template and values: a link in it lets somebody in, so it is sealed with the server's key. */
  @Column({ type: 'text', ...ASCII })
  sealed: string;

  @Column(INSTANT)
  createdAt: Date;

  /** From then on nobody needs it: its link has expired, or the news is old. */
  @Index('outgoing_mails_expiry')
  @Column(INSTANT)
  expiresAt: Date;
}
