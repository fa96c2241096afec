import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config';
import { inProduction } from '../config/production';
import type { AccountRules } from '../engine/access/account-rules';
import { createRevocations, type Revocations } from '../engine/access/revocations';
import type { Viewer } from '../engine/access/viewer';
import type { Context, Services } from '../engine/context';
import { discoverJobs } from '../engine/discovery';
import { type Locales, readLocales } from '../engine/content/locales';
import { createEventEngine } from '../engine/events/event-engine';
import { FigureWriter } from '../engine/figures/figure-writer';
import { createJobEngine, type JobEngine } from '../engine/jobs/job-engine';
import { countedJobs } from '../engine/jobs/job-metrics';
import { Loaders } from '../engine/loading/loaders';
import { createMailbox } from '../features/mail/mailbox';
import { noTransport } from '../features/mail/no-transport';
import { createSeals } from '../platform/crypto/seals';
import { createUrlSigner } from '../platform/crypto/signed-url';
import type { Database } from '../platform/database/database';
import { createFetchPublic } from '../platform/fetching/fetch-public';
import { createImages } from '../platform/images/images';
import type { MailTransport } from '../platform/mail/mail';
import { createSmtpTransport } from '../platform/mail/smtp-transport';
import { createRedis, type Redis } from '../platform/redis/redis';
import { askMemory, evictionFault, watchMemory } from '../platform/redis/redis-memory';
import { createLocalStorage } from '../platform/storage/local-storage';
import type { MaintainedStorage } from '../platform/storage/storage';
import type { Logger } from '../platform/telemetry/log';
import { countedOperations } from '../server/metrics';
import { OIDC_START_PATH } from '../server/oidc-routes';
import { DEFAULT_LIMITS } from '../server/operation-limits';
import { createPagedQueries } from '../server/queries/paged-queries';
import { createContextFor } from '../server/request-context';
import { buildApiSchema } from '../server/schema';
import { openDatabase } from './open-database';
import { localUrl } from './start-banner';
import { StartFault } from './start-fault';

/** The services of one process, wired together. */
export interface App {
  services: Services;
  engine: JobEngine;
  redis: Redis;
  revocations: Revocations;
  /** Mails are kept in the mailbox instead of sent. */
  mailbox: boolean;
  contextFor(request: { viewer: Viewer; requestId: string }): Context;
  /** Closes everything, last opened first. */
  close(): Promise<void>;
}

/**
 * The composition root: config -> connections -> services. Throws a sentence when the database does not answer, or when a Redis that
 * is there may drop what it was given; Redis may be down. `form` makes the API's schema, when somebody asks for it first.
 */
export async function openApp(config: Config, log: Logger, form = buildApiSchema): Promise<App> {
  const locales = localesOf(config);
  const db = await openDatabase(config, log);
  const redis = createRedis(config.redis.url, log);
  const storage = storageOf(config);
  try {
    await refuseEviction(redis);
    await checkStorage(storage, config);
  } catch (error) {
    // With a connection open the process would not end.
    await redis.close();
    await db.close();
    throw error;
  }
  const stopWatching = watchMemory(redis, log);
  const engine = createJobEngine({ db, redis, log, config: config.jobs, kinds: discoverJobs() });
  const revocations = createRevocations(redis, log);
  const events = createEventEngine({ db, redis, log, retentionDays: config.content.eventRetentionDays });
  const figures = new FigureWriter({ db, log, sources: { operations: countedOperations, jobs: countedJobs } });
  figures.start();
  const images = createImages({ maxPixels: config.media.imagePixels });
  const mailbox = keepsMailbox(config);
  const mail = mailTransportOf(config, mailbox ? db : null);
  if (mail === noTransport) log.warn('No mail server is set (KEELSON_MAIL_URL): no mail can be sent');
  let formed: Promise<GraphQLSchema> | null = null;
  const schema = () => (formed ??= form());
  const pricing = { limit: config.graphql.costLimit, report: config.graphql.costReport };
  const services: Services = {
    queries: createPagedQueries({ schema, limits: DEFAULT_LIMITS, pricing }),
    db,
    jobs: engine.client,
    events: events.client,
    storage,
    images,
    fetchPublic: createFetchPublic(),
    mail,
    seals: createSeals(keysOf(config)),
    urls: createUrlSigner(keysOf(config)),
    locales,
    revocations,
    accounts: accountRulesOf(config),
    log,
    limits: { uploadBytes: config.uploads.maxBytes, exports: config.exports, media: config.media },
  };
  return {
    services,
    engine,
    redis,
    revocations,
    mailbox,
    contextFor: createContextFor(services, () => new Loaders()),
    async close() {
      await engine.close();
      await events.close();
      await figures.close();
      revocations.close();
      stopWatching();
      await Promise.all([mail.close(), images.close()]);
      await redis.close();
      await db.close();
    },
  };
}

/** A server that others reach shows nobody its mails: behind a proxy of this machine everybody would seem to come from here. */
function keepsMailbox({ mail, http }: Config): boolean {
  if (mail.url !== null || !mail.mailbox || inProduction() || http.trustedProxies !== null) return false;
  return http.publicUrl === null || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(http.publicUrl).hostname);
}

/** Without a mail server mails are kept where a developer looks for them, and nowhere in production. */
function mailTransportOf({ mail }: Config, mailboxDb: Database | null): MailTransport {
  if (mail.url !== null) return createSmtpTransport({ ...mail, url: mail.url });
  return mailboxDb ? createMailbox(mailboxDb) : noTransport;
}

/** Of which whatever this server seals and signs derives its keys; the newest comes first. */
function keysOf({ auth }: Config): string[] {
  const keys = (auth.keys ?? auth.adminToken ?? '').split(',').map(key => key.trim());
  return keys.filter(Boolean);
}

function accountRulesOf({ auth, http, oidc }: Config): AccountRules {
  return {
    publicUrl: (http.publicUrl ?? localUrl(http.host, http.port)).replace(/\/+$/, ''),
    sessionIdleSeconds: auth.sessionIdleMinutes * 60,
    sessionSeconds: auth.sessionHours * 60 * 60,
    failures: { perAccount: auth.failuresPerAccount, perAddress: auth.failuresPerAddress },
    provider: oidc.issuer === null ? null : { name: oidc.name ?? new URL(oidc.issuer).host, path: OIDC_START_PATH },
  };
}

function localesOf({ content }: Config): Locales {
  try {
    return readLocales(content.locales, content.fallbacks);
  } catch (error) {
    throw new StartFault(`KEELSON_CONTENT_LOCALES and KEELSON_CONTENT_FALLBACKS: ${(error as Error).message}`, error);
  }
}

async function refuseEviction(redis: Redis): Promise<void> {
  const memory = await askMemory(redis);
  const fault = memory && evictionFault(memory);
  if (fault) throw new StartFault(fault);
}

/** The SDK is loaded where there is a bucket only. */
function storageOf({ storage }: Config): MaintainedStorage {
  const { bucket, accessKeyId, secretAccessKey } = storage;
  if (bucket === null) return createLocalStorage(storage.directory);
  if ((accessKeyId === null) !== (secretAccessKey === null))
    throw new StartFault('KEELSON_STORAGE_ACCESS_KEY_ID and KEELSON_STORAGE_SECRET_ACCESS_KEY belong together.');
  const { createS3Storage } =
    require('../platform/storage/s3-storage') as typeof import('../platform/storage/s3-storage');
  return createS3Storage({
    bucket,
    region: storage.region,
    endpoint: storage.endpoint,
    credentials: accessKeyId !== null && secretAccessKey !== null ? { accessKeyId, secretAccessKey } : null,
    pathStyle: storage.pathStyle,
  });
}

async function checkStorage(storage: MaintainedStorage, { storage: { directory, bucket } }: Config): Promise<void> {
  await storage.check().catch(error => {
    throw new StartFault(
      bucket === null
        ? `Files can't be stored in "${directory}" (KEELSON_STORAGE_DIRECTORY): ${(error as Error).message}.`
        : `Files can't be stored in the bucket "${bucket}" (KEELSON_STORAGE_BUCKET): ${(error as Error).message}.`,
      error,
    );
  });
  // What a killed process left half-stored.
  await storage.sweep();
}
