import { type Environment, loadConfig } from '../config/load-config';
import { createLog } from '../platform/telemetry/log';
import { openApp } from './app';
import { guardEventLoop } from './guard-event-loop';
import { serveWorker } from '../server/worker-http';
import { runUntilStopped } from './run-until-stopped';

/** A worker whose event loop is blocked has lost its jobs after one lease; after this many it is not waited for any longer. */
const BLOCKED_LEASES = 3;

/** `work`: a worker. */
export async function run(_argv: string[], env: Environment): Promise<void> {
  const config = loadConfig(env);
  const log = createLog({ ...config.log, role: 'worker' });
  const app = await openApp(config, log);
  const worker = app.engine.startWorker({
    contextFor: (viewer, requestId) => app.contextFor({ viewer, requestId }),
  });
  guardEventLoop({ blockedMs: config.jobs.leaseSeconds * BLOCKED_LEASES * 1000, log });
  log.info('The worker takes jobs', { worker: worker.name });
  let draining = false;
  const http = config.jobs.httpPort
    ? await serveWorker({
        log,
        host: config.http.host,
        port: config.jobs.httpPort,
        auth: config.auth,
        db: app.services.db,
        pingRedis: () => app.redis.ping(1000),
        isDraining: () => draining,
      })
    : null;
  await runUntilStopped({ log, graceSeconds: config.http.shutdownSeconds }, async graceMs => {
    draining = true;
    await worker.stop({ graceMs });
    await http?.close();
    await app.close();
  });
}
