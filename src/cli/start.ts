import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config';
import { type Environment, isSet, loadConfig } from '../config/load-config';
import { newFirstInvitation } from '../features/auth/one-time-tokens';
import { checkDatabase, checkRedis } from './check-services';
import { type EmbeddedServices, startEmbeddedServices } from './embedded-services';
import { NOBODY_YET } from './first-invitation';
import { portFault } from './free-port';
import { endLeftovers, ownAdminToken, ownKey, statePlaces, writeLocalState } from './local-state';
import { createRoleLog, type RoleLog } from './role-log';
import { type RunLock, type RunStatus, takeRunLock } from './run-lock';
import { runRole } from './run-role';
import { alreadyRunning, localUrl, runningBanner } from './start-banner';
import { StartFault } from './start-fault';
import { createSteps, type Steps } from './steps';
import { type SupervisedRole, superviseRole } from './supervised-role';
import { awaitStopSignal, type StopSignal } from './stop-signal';

/** The program that the child processes run: the compiled `main`. */
const PROGRAM = join(__dirname, '..', 'main.js');

/** Stands in for the URL of a private server that does not run yet, so that everything else can be checked first. */
const NOT_YET = { database: 'mysql://keelson@127.0.0.1/keelson', redis: 'redis://127.0.0.1' };

/**
 * `npm start`: the whole of Keelson on one machine, by one process that starts, watches and stops the others.
 *
 * In this order: the configuration is read, the directory is locked (a second start says what runs and ends), what a killed run
 * left is cleared away, and the port is tried: up to here nothing was started. Then MariaDB and Redis, private ones unless URLs
 * are given; migrations; the seed; the API and a worker. Stopping goes the other way round, and each waits for the one before:
 * the API answers what it has begun, the worker gives its jobs back, then Redis and MariaDB end. Children watch the channel to
 * this process and the private servers' guards watch a pipe, so that SIGKILL of this process ends them all too.
 */
export async function run(_argv: string[], env: Environment): Promise<void> {
  const config = loadConfig({
    ...env,
    ...(isSet(env, 'database', 'url') ? {} : { KEELSON_DATABASE_URL: NOT_YET.database }),
    ...(isSet(env, 'redis', 'url') ? {} : { KEELSON_REDIS_URL: NOT_YET.redis }),
  });
  const places = statePlaces(config.state.directory);
  const status: RunStatus = {
    pid: process.pid,
    state: 'starting',
    url: localUrl(config.http.host, config.http.port),
    adminToken: config.auth.adminToken ?? ownAdminToken(places.adminToken),
  };
  const taken = await takeRunLock(places.directory, status);
  if ('other' in taken) {
    process.stdout.write(alreadyRunning(taken.other));
    return;
  }
  await runLocked(config, env, taken.lock);
}

interface Run {
  config: Config;
  env: Environment;
  lock: RunLock;
  steps: Steps;
  log: RoleLog;
  signal: StopSignal;
  services: EmbeddedServices | null;
  /** Where the first account is made; null when there is one. */
  invitation: string | null;
  roles: SupervisedRole[];
}

async function runLocked(config: Config, env: Environment, lock: RunLock): Promise<void> {
  const places = statePlaces(config.state.directory);
  const signal = awaitStopSignal();
  const log = createRoleLog(places.logOf, config.log.format === 'json' ? 'json' : 'pretty');
  const steps = await createSteps(process.stdout);
  const run: Run = { config, env, lock, steps, log, signal, services: null, invitation: null, roles: [] };
  try {
    await endLeftovers(places.local, PROGRAM);
    await checkPort(config);
    await Promise.race([bringUp(run), signal.hurried]);
    if (!signal.isRequested()) {
      steps.end();
      lock.status.state = 'running';
      process.stdout.write(
        runningBanner(lock.status, { data: dataPlace(run), logs: places.logs, invitation: run.invitation }),
      );
      log.show();
      await signal.requested;
    }
  } finally {
    lock.status.state = 'stopping';
    log.hide();
    await takeDown(run);
    rmSync(places.local, { force: true });
    lock.release();
    steps.end();
  }
  const fault = signal.fault();
  if (fault) throw fault;
}

/** The API of a run that was killed a moment ago may still be closing its port. */
async function checkPort({ http }: Config): Promise<void> {
  const fault = await portFault(http.host, http.port);
  if (fault === null) return;
  const place = `${http.port} on ${http.host}`;
  switch (fault) {
    case 'EADDRINUSE':
      throw new StartFault(
        `Port ${place} is used by another program: stop it, or choose another port, for example KEELSON_HTTP_PORT=${http.port + 1} npm start`,
      );
    case 'EACCES':
      throw new StartFault(`Port ${place} may not be used by this user: choose one above 1023 by KEELSON_HTTP_PORT.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      throw new StartFault(`${http.host} (KEELSON_HTTP_HOST) is not an address of this machine.`);
    default:
      throw new StartFault(`Port ${place} can't be used (${fault}).`);
  }
}

async function bringUp(run: Run): Promise<void> {
  const { config, env, steps, signal } = run;
  const given = { database: isSet(env, 'database', 'url'), redis: isSet(env, 'redis', 'url') };
  const urls = { database: config.database.url, redis: config.redis.url };
  if (given.database || given.redis) {
    await steps.run('Connections', async () => {
      if (given.database) await checkDatabase(urls.database);
      if (given.redis) await checkRedis(urls.redis);
    });
  }
  if (!given.database || !given.redis) {
    await steps.run(privateTitle(given), async note => {
      run.services = await startEmbeddedServices({
        directory: join(config.state.directory, 'servers'),
        wanted: { database: !given.database, redis: !given.redis },
        log: { info: note, warn: message => steps.say(run.log.announce('server', message).trimStart()) },
      });
      if (!given.database) urls.database = run.services.databaseUrl;
      if (!given.redis) urls.redis = run.services.redisUrl;
    });
  }
  if (signal.isRequested()) return;
  const childEnv = environmentOfChildren(run, urls);
  await steps.run('Database', async () => {
    // Only the hash leaves this process: logs and the list of processes show no token.
    const { token, hash } = newFirstInvitation();
    const said = await runRole(['migrate', '--seed', '--invite-first', hash], PROGRAM, childEnv, run.log);
    if (!said.includes(NOBODY_YET)) return;
    run.invitation = `${(config.http.publicUrl ?? run.lock.status.url).replace(/\/+$/, '')}/admin/invitation#token=${token}&first=yes`;
  });
  if (signal.isRequested()) return;
  await steps.run('API and worker', () => startRoles(run, childEnv));
}

async function startRoles(run: Run, env: Environment): Promise<void> {
  const { config, log, lock, signal, steps } = run;
  const children = new Map<string, number>();
  const launch = (role: string, name: string, onGiveUp?: (fault: StartFault) => void) => {
    const supervised: SupervisedRole = superviseRole({
      role,
      name,
      program: PROGRAM,
      env,
      log,
      stopSeconds: config.http.shutdownSeconds + 10,
      onLaunch(pid) {
        const { url, adminToken } = lock.status;
        children.set(role, pid);
        const local = statePlaces(config.state.directory).local;
        const { KEELSON_DATABASE_URL = '', KEELSON_REDIS_URL = '' } = env;
        const connections = { KEELSON_DATABASE_URL, KEELSON_REDIS_URL };
        writeLocalState(local, { url, adminToken, pid: process.pid, children: [...children.values()], connections });
      },
      onRestart: message => steps.say(log.announce(name, message).trimStart()),
      onGiveUp,
    });
    run.roles.push(supervised);
    return supervised.ready;
  };
  const ready = Promise.all([launch('serve', 'api', signal.fail), launch('work', 'worker')]);
  await Promise.race([ready, signal.requested]);
}

/** What the children are told: the addresses as they turned out, and to write their log lines as JSON. */
function environmentOfChildren({ config, env, lock }: Run, urls: { database: string; redis: string }): Environment {
  const resolved: Record<string, string> = {
    KEELSON_DATABASE_URL: urls.database,
    KEELSON_REDIS_URL: urls.redis,
    KEELSON_AUTH_ADMIN_TOKEN: lock.status.adminToken,
    KEELSON_AUTH_KEYS: config.auth.keys ?? ownKey(statePlaces(config.state.directory).key),
    KEELSON_STORAGE_DIRECTORY: config.storage.directory,
    KEELSON_STATE_DIRECTORY: config.state.directory,
    KEELSON_LOG_FORMAT: 'json',
    KEELSON_HTTP_ANNOUNCE_SECONDS: '0',
  };
  const files = Object.keys(resolved).map(name => `${name}_FILE`);
  return { ...Object.fromEntries(Object.entries(env).filter(([name]) => !files.includes(name))), ...resolved };
}

async function takeDown(run: Run): Promise<void> {
  const { roles, services, signal, steps } = run;
  const names = ['API', 'worker'];
  if (roles.length + (services ? 1 : 0) === 0) return;
  process.stdout.write('\n');
  void signal.hurried.then(() => roles.forEach(role => role.kill()));
  for (const [index, role] of roles.entries()) {
    await steps.run(`Stop ${names[index]}`, () => role.stop());
  }
  if (services) await steps.run('Stop private servers', () => services.stop());
}

function privateTitle(given: { database: boolean; redis: boolean }): string {
  if (given.database) return 'Private Redis';
  return given.redis ? 'Private MariaDB' : 'Private MariaDB and Redis';
}

function dataPlace({ config, services }: Run): string {
  if (services?.databaseUrl) return config.state.directory;
  return `${new URL(config.database.url).host} (KEELSON_DATABASE_URL)`;
}
