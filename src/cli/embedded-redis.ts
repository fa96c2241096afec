import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { probeRedis } from '../platform/redis/probe-redis';
import type { EmbeddedServer, EmbeddedServicesOptions } from './embedded-services';
import { freePort } from './free-port';
import { type GuardedServer, lastLines, startGuarded, stopOrphan } from './guarded-server';
import { readPrivateJson, writePrivateFile, writePrivateJson } from './private-files';
import { findRedisProgram } from './server-programs';
import { StartFault } from './start-fault';
import { untilReady } from './until-ready';

interface Remembered {
  password: string;
  port: number;
}

/** Starts the private Redis or Valkey server. */
export async function startEmbeddedRedis(options: EmbeddedServicesOptions): Promise<EmbeddedServer> {
  const { directory, log } = options;
  const program = findRedisProgram();
  if (!program) throw new StartFault('Neither Redis nor Valkey is installed on this machine.');
  const name = program.includes('valkey') ? 'Valkey' : 'Redis';
  const known = readPrivateJson<Remembered>(join(directory, 'server.json'));
  if (!known) log.info(`Creating a private ${name} in ${directory}`);
  const remembered = known ?? { password: randomBytes(24).toString('hex'), port: 0 };
  mkdirSync(join(directory, 'data'), { recursive: true, mode: 0o700 });
  await stopOrphan(join(directory, 'server.pid'), program);

  for (let tries = 1; ; tries++) {
    remembered.port = await freePort(remembered.port);
    writePrivateJson(join(directory, 'server.json'), remembered);
    const server = await startOn(directory, program, remembered, options.durable ?? true);
    if (server === 'port-taken' && tries < 5) {
      remembered.port = 0;
      continue;
    }
    if (server === 'port-taken') throw new StartFault(`${name} found no free port on loopback.`);
    return { name, url: urlOf(remembered), process: server, restart: () => startEmbeddedRedis(options) };
  }
}

async function startOn(
  directory: string,
  program: string,
  remembered: Remembered,
  durable: boolean,
): Promise<GuardedServer | 'port-taken'> {
  const logFile = join(directory, 'server.log');
  const settings = join(directory, 'redis.conf');
  writePrivateFile(settings, settingsOf(directory, remembered, durable));
  const server = startGuarded({ command: program, args: [settings], pidFile: join(directory, 'server.pid'), logFile });
  try {
    await untilReady(server, () => probeRedis(urlOf(remembered)), 60_000);
    return server;
  } catch (cause) {
    await server.stop();
    const words = lastLines(logFile, 6);
    if (/address already in use/i.test(words)) return 'port-taken';
    throw new StartFault(`The private Redis did not start. The end of ${logFile}:\n${words}`, cause);
  }
}

/** In a file of its own, since arguments can be read by every user of the machine. */
function settingsOf(directory: string, { password, port }: Remembered, durable: boolean): string {
  return [
    'bind 127.0.0.1',
    'protected-mode yes',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(join(directory, 'data'))}`,
    `appendonly ${durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    '',
  ].join('\n');
}

function urlOf({ password, port }: Remembered): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}
