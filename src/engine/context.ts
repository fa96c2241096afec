import type { Seals } from '../platform/crypto/seals';
import type { UrlSigner } from '../platform/crypto/signed-url';
import type { Cancellation } from '../platform/database/cancellation';
import type { Database } from '../platform/database/database';
import type { FetchPublic } from '../platform/fetching/fetch-public';
import type { Images } from '../platform/images/images';
import type { MailTransport } from '../platform/mail/mail';
import type { MaintainedStorage } from '../platform/storage/storage';
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
import type { BackgroundQueries } from './queries/background-queries';

/** What lives as long as the process; `cli/app.ts` makes it, closes it in reverse, and hands it to the server and the worker. */
export interface Services {
  db: Database;
  jobs: JobsClient;
  /** What has happened to documents, as it happens. */
  events: Events;
  storage: MaintainedStorage;
  /** Makes pictures of pictures. */
  images: Images;
  /** Fetches what strangers name from the open internet, and from nowhere else. */
  fetchPublic: FetchPublic;
  /** Runs queries of the API outside of requests. */
  queries: BackgroundQueries;
  /** Where mails go. */
  mail: MailTransport;
  /** What only this server may read, e.g. a mail that waits to be sent. */
  seals: Seals;
  /** Addresses that work for whoever has them, until they expire. */
  urls: UrlSigner;
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
  media: MediaLimits;
  exports: ExportLimits;
}

/** For how long what concerns exports holds. */
export interface ExportLimits {
  /** For which files are kept. */
  days: number;
  /** For which the address of a file works. */
  linkMinutes: number;
  /** For which an export reads from one snapshot; 0: not at all. */
  snapshotSeconds: number;
}

/** How much may be stored as assets, and how long their addresses work. */
export interface MediaLimits {
  /** Bytes of all assets of one viewer; 0 means no limit. */
  userBytes: number;
  /** Bytes of all assets; 0 means no limit. */
  totalBytes: number;
  /** For which the address of a private asset works. */
  urlSeconds: number;
  /** After which an unfinished upload is thrown away. */
  uploadHours: number;
  /** After which an upload of which next to nothing arrives is cut. */
  slowSeconds: number;
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
