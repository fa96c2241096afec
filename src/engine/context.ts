import type { Seals } from '../platform/crypto/seals';
import type { Cancellation } from '../platform/database/cancellation';
import type { Database } from '../platform/database/database';
import type { MailTransport } from '../platform/mail/mail';
import type { Storage } from '../platform/storage/storage';
import type { Logger } from '../platform/telemetry/log';
import type { AccountRules } from './access/account-rules';
import type { Revocations } from './access/revocations';
import type { Viewer } from './access/viewer';
import type { Visit } from './access/visit';
import type { Locales } from './content/locales';
import type { Events } from './events/event-engine';
import type { JobsClient } from './jobs/jobs-client';
import type { CacheTags } from './loading/cache-tags';
import type { Loaders } from './loading/loaders';

/** What lives as long as the process; `cli/app.ts` makes it, closes it in reverse, and hands it to the server and the worker. */
export interface Services {
  db: Database;
  jobs: JobsClient;
  /** What has happened to documents, as it happens. */
  events: Events;
  storage: Storage;
  /** Where mails go. */
  mail: MailTransport;
  /** What only this server may read, e.g. a mail that waits to be sent. */
  seals: Seals;
  /** The languages of the content. */
  locales: Locales;
  /** To be told when the rights of a viewer change. */
  revocations: Pick<Revocations, 'revoke'>;
  /** What the operator decides about people's accounts. */
  accounts: AccountRules;
  log: Logger;
  limits: Limits;
}

/** What callers may not exceed. */
export interface Limits {
  /** Bytes of one uploaded file. */
  uploadBytes: number;
}

/** The first argument of everything that acts: who asks, and what there is to act with. One per request, socket operation or job. */
export interface Context extends Services {
  viewer: Viewer;
  /** On every log line and in every INTERNAL error. */
  requestId: string;
  /** The header Idempotency-Key of the request; null or left out when there is none. */
  idempotencyKey?: string | null;
  /** The network address that the request came from; null or left out where there was no request. */
  address?: string | null;
  /** The program behind an HTTP request; null or left out where there is none. */
  visit?: Visit | null;
  /** Ends the operation early; null or left out when nothing can. `db` takes part in it already. */
  cancellation?: Cancellation | null;
  /** Batched, per-operation loading of documents and relations. */
  load: Loaders;
  /** Where reads note what the answer depends on; null when the answer is for this request alone. */
  cacheTags: CacheTags | null;
  now(): Date;
}
