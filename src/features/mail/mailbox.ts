import { newId } from '../../platform/crypto/new-id';
import type { Sql } from '../../platform/database/database';
import { headerText, type MailTransport } from '../../platform/mail/mail';

/** A mail as the mailbox's page shows it. */
export interface KeptMail {
  id: string;
  recipient: string;
  subject: string;
  html: string;
  text: string;
  at: Date;
}

/** How many mails are kept; the oldest go. */
const KEPT = 100;
const COLUMNS = 'id, recipient, subject, html, text, at';

/** Keeps mails instead of sending them, on a machine where no mail is to leave. */
export function createMailbox(sql: Sql): MailTransport {
  return {
    async deliver({ to, subject, html, text }, { key }) {
      await sql.run(
        `INSERT INTO mailbox_mails (id, mail_key, recipient, subject, html, text, at)
         VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE at = UTC_TIMESTAMP(3)`,
        [newId(), key, to, headerText(subject), html, text],
      );
      const [oldest] = await sql.select<{ at: Date }>(
        `SELECT at FROM mailbox_mails ORDER BY at DESC, id DESC LIMIT 1 OFFSET ${KEPT}`,
      );
      if (oldest) await sql.run('DELETE FROM mailbox_mails WHERE at <= ?', [oldest.at]);
    },
    async close() {},
  };
}

/** The mails that are kept, newest first. */
export function listMailbox(sql: Sql): Promise<KeptMail[]> {
  return sql.select<KeptMail>(`SELECT ${COLUMNS} FROM mailbox_mails ORDER BY at DESC, id DESC LIMIT ${KEPT}`);
}

/** One of them, or null. */
export async function findInMailbox(sql: Sql, id: string): Promise<KeptMail | null> {
  const [mail] = await sql.select<KeptMail>(`SELECT ${COLUMNS} FROM mailbox_mails WHERE id = ?`, [id]);
  return mail ?? null;
}
