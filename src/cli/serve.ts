import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cloneDirectory } from '../config/clone-directory';
import type { Config } from '../config/config';
import { type Environment, loadConfig } from '../config/load-config';
import { createLog, type Logger } from '../platform/telemetry/log';
import { createHttpServer, type ThrottlingOptions } from '../server/http';
import { buildApiSchema } from '../server/schema';
import { type App, openApp } from './app';
import { openOidc } from './open-oidc';
import { runUntilStopped } from './run-until-stopped';

/** `serve`: the API. */
export async function run(_argv: string[], env: Environment): Promise<void> {
  const config = loadConfig(env);
  const log = createLog({ ...config.log, role: 'api' });
  const forming = buildApiSchema();
  const [app, schema] = await Promise.all([openApp(config, log, () => forming), forming]);
  const oidc = openOidc(config, log);
  const server = await createHttpServer({
    schema,
    services: app.services,
    config,
    contextFor: app.contextFor,
    live: config.subscriptions,
    pricing: { limit: config.graphql.costLimit, report: config.graphql.costReport },
    bodies: { bytes: config.graphql.bodyBytes, writerBytes: config.graphql.writerBodyBytes },
    knownDocuments: config.graphql.knownDocuments,
    ...(config.graphql.answerCache ? { answerCache: answerCacheOf(config, app) } : {}),
    sharing: {
      sharedMaxAgeSeconds: config.graphql.sharedMaxAgeSeconds,
      tagHeader: config.graphql.cacheTagHeader.toLowerCase(),
    },
    throttling: throttlingOf(config, app, log),
    trustedProxies: listOf(config.http.trustedProxies),
    origins: listOf(config.http.origins),
    pingRedis: () => app.redis.ping(1000),
    publicUrl: config.http.publicUrl ?? undefined,
    // Who may not introspect is not to guess the schema from "did you mean" either.
    production: !config.graphql.introspection || !config.graphql.anonymousIntrospection,
    mailbox: app.mailbox,
    ...(oidc ? { oidc } : {}),
    graphiqlDirectory: join(cloneDirectory(), 'dist', 'graphiql'),
    dashboardDirectory: join(cloneDirectory(), 'dist', 'admin'),
  });
  await app.revocations.listen({
    onRevoked: viewerId => server.revoke(viewerId),
    onMissed: () => server.recheckViewers(),
  });
  const { address } = await server.listen();
  log.info(`The API listens at ${address}`);
  await runUntilStopped({ log, graceSeconds: config.http.shutdownSeconds }, async graceMs => {
    await server.close({ graceMs, announced: delay(config.http.announceSeconds * 1000) });
    await app.close();
  });
}

function throttlingOf({ limits }: Config, { redis }: App, log: Logger): ThrottlingOptions {
  return {
    cost: {
      anonymous: { capacity: limits.anonymousCost, restoreRate: limits.anonymousRestoreRate },
      viewers: { capacity: limits.viewerCost, restoreRate: limits.viewerRestoreRate },
      redis,
      log,
    },
    requestSeconds: limits.requestSeconds,
    concurrentRequests: limits.concurrentRequests,
  };
}

function listOf(text: string | null): string[] {
  return text === null ? [] : text.split(',').map(part => part.trim());
}

function answerCacheOf({ graphql }: Config, { services }: App) {
  return {
    changes: services.events,
    maxBytes: graphql.answerCacheMegabytes * 1024 * 1024,
    ttlMs: graphql.answerCacheSeconds * 1000,
    awayTtlMs: graphql.answerCacheAwaySeconds * 1000,
  };
}
