import { type Environment, loadConfig } from '../config/load-config';
import { checkEviction } from '../platform/redis/redis';
import { createLog } from '../platform/telemetry/log';
import { openApp } from './app';
import { runUntilStopped } from './run-until-stopped';

/** `work`: a worker. */
export async function run(_argv: string[], env: Environment): Promise<void> {
  const config = loadConfig(env);
  const log = createLog({ ...config.log, role: 'worker' });
  const app = await openApp(config, log);
  const worker = app.engine.startWorker({
    contextFor: (viewer, requestId) => app.contextFor({ viewer, requestId }),
  });
  const fault = await checkEviction(app.redis);
  if (fault) log.warn(fault);
  log.info('The worker takes jobs', { worker: worker.name });
  await runUntilStopped({ log, graceSeconds: config.http.shutdownSeconds }, async graceMs => {
    await worker.stop({ graceMs });
    await app.close();
  });
}
