import type { Seals } from '../../platform/crypto/seals';
import type { MailTemplateName, MailValues } from './mail-templates';

/** A mail to one person: which kind, and what stands in it. */
export interface MailOrder<Name extends MailTemplateName = MailTemplateName> {
  to: string;
  template: Name;
  values: MailValues<Name>;
}

const PURPOSE = 'outgoing-mail';

/** The order as its row holds it. */
export function sealOrder(seals: Seals, order: MailOrder): string {
  return seals.seal(PURPOSE, JSON.stringify(order));
}

/** The order in a row; null when its key is no longer known. */
export function openOrder(seals: Seals, sealed: string): MailOrder | null {
  const json = seals.open(PURPOSE, sealed);
  return json === null ? null : (JSON.parse(json) as MailOrder);
}
