import fastify from 'fastify';
import type { Logger } from '../platform/telemetry/log';
import { type HealthOptions, registerHealth } from './health';
import { registerErrorAnswers } from './http-errors';
import { registerMetrics } from './metrics';
import { createAuthenticate } from './request-context';
import { requestIdOf } from './request-log';
import { registerHeaders, securityHeaders } from './security-headers';

export interface WorkerHttpOptions extends HealthOptions {
  log: Logger;
  host: string;
  port: number;
  auth: { adminToken: string | null };
}

/** Nobody sends a worker anything. */
const BODY_BYTES = 1024;

/**
 * Serves what supervisors and Prometheus ask a worker for: `/livez`, `/readyz` and `/metrics`, by the rules that hold for the API's. Gives
 * the address, and the function that stops it.
 */
export async function serveWorker(
  options: WorkerHttpOptions,
): Promise<{ address: string; close: () => Promise<void> }> {
  const app = fastify({ bodyLimit: BODY_BYTES, genReqId: requestIdOf, exposeHeadRoutes: false, logger: false });
  registerErrorAnswers(app, options.log, BODY_BYTES);
  registerHeaders(app, securityHeaders(undefined));
  registerHealth(app, options);
  registerMetrics(app, createAuthenticate(options.auth));
  const address = await app.listen({ host: options.host, port: options.port });
  return {
    address,
    async close() {
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
