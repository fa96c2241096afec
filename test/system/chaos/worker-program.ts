import 'reflect-metadata';
import { guardEventLoop } from '../../../src/cli/guard-event-loop';
import { openDatabase } from '../../../src/cli/open-database';
import { runUntilStopped } from '../../../src/cli/run-until-stopped';
import { loadConfig } from '../../../src/config/load-config';
import { createJobEngine } from '../../../src/engine/jobs/job-engine';
import { createRedis } from '../../../src/platform/redis/redis';
import { createLog } from '../../../src/platform/telemetry/log';
import { testContext } from '../../harness/jobs';
import { chaosKinds } from './chaos-kinds';

/** A worker as `work` runs it, with the kinds of the chaos tests; KEELSON_TEST_UNFENCED makes its jobs write without the fence. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog({ ...config.log, role: 'worker' });
  const db = await openDatabase(config, log);
  const redis = createRedis(config.redis.url, log);
  const kinds = chaosKinds({ fenced: process.env.KEELSON_TEST_UNFENCED === undefined });
  const engine = createJobEngine({ db, redis, log, config: config.jobs, kinds });
  const worker = engine.startWorker({
    contextFor: (viewer, requestId) => testContext(db, engine.client, viewer, requestId),
  });
  guardEventLoop({ blockedMs: config.jobs.leaseSeconds * 3000, log });
  await runUntilStopped({ log, graceSeconds: config.http.shutdownSeconds }, async graceMs => {
    await worker.stop({ graceMs });
    await engine.close();
    await redis.close();
    await db.close();
  });
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
