import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Environment, isSet, loadConfig } from '../config/load-config';
import { SYSTEM } from '../engine/access/viewer';
import { createAdministrator } from '../features/auth/invitations';
import { KeelsonError } from '../errors';
import { newId } from '../platform/crypto/new-id';
import { createLog } from '../platform/telemetry/log';
import type { LocalState } from './local-state';
import { openDatabase } from './open-database';
import { readPrivateJson } from './private-files';
import { StartFault } from './start-fault';

/**
 * `create-admin`: makes an administrator who may sign in, in the configured database or that of the running `npm start`. The password is
 * asked for, or read from the first line of the standard input; never from an argument, which other users of the machine could see.
 */
export async function run(argv: string[], env: Environment): Promise<void> {
  const { email, name } = readArguments(argv);
  const config = loadConfig(withDatabase(env));
  const log = createLog({ ...config.log, level: 'warn', role: 'create-admin' });
  const password = await readPassword();
  const db = await openDatabase(config, log);
  try {
    await createAdministrator({ db, viewer: SYSTEM, requestId: newId() }, { email, name, password });
    process.stdout.write(`\n  ${email} is an administrator now, and may sign in.\n\n`);
  } catch (error) {
    if (error instanceof KeelsonError) throw new StartFault(error.message);
    throw error;
  } finally {
    await db.close();
  }
}

function readArguments(argv: string[]): { email: string; name: string } {
  const { positionals, values } = parseArgs({
    args: argv,
    options: { name: { type: 'string' } },
    allowPositionals: true,
  });
  const [email, ...more] = positionals;
  if (!email || more.length > 0)
    throw new StartFault('Say whose account to make: keelson create-admin <email> [--name <name>]');
  return { email, name: values.name ?? email.split('@', 1)[0] };
}

/** The settings, with the database of the running `npm start` where none is named. */
function withDatabase(env: Environment): Environment {
  const redis = isSet(env, 'redis', 'url') ? {} : { KEELSON_REDIS_URL: 'redis://127.0.0.1' };
  if (isSet(env, 'database', 'url')) return { ...env, ...redis };
  const probe = loadConfig({ ...env, ...redis, KEELSON_DATABASE_URL: 'mysql://nobody@127.0.0.1/none' });
  const local = readPrivateJson<LocalState>(join(probe.state.directory, 'local.json'));
  if (!local?.connections?.KEELSON_DATABASE_URL)
    throw new StartFault(
      'No database was found: set KEELSON_DATABASE_URL, or start the server with "npm start" first.',
    );
  return { ...env, ...redis, ...local.connections };
}

async function readPassword(): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) {
    for await (const line of createInterface({ input: stdin })) return line;
    throw new StartFault('Give the password as the first line of the standard input.');
  }
  const first = await askHidden('  Password: ');
  if (first !== (await askHidden('  Again: '))) throw new StartFault('The two passwords are not the same.');
  return first;
}

/** Asks a question whose answer is not shown. */
function askHidden(question: string): Promise<string> {
  process.stdout.write(question);
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = () => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      process.stdout.write('\n');
    };
    const take = (chunk: Buffer) => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') {
          end();
          return resolve(typed);
        }
        if (character === '\u0003') {
          end();
          return reject(new StartFault('Nothing was made.'));
        }
        if (character === '\u007f' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else typed += character;
      }
    };
    stdin.on('data', take);
  });
}
