import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cloneDirectory } from '../config/clone-directory';
import { type Environment, isSet } from '../config/load-config';
import type { LocalState } from './local-state';
import { StartFault } from './start-fault';

/** Where the API is and as whom to speak to it. */
export interface ServerAddress {
  /** The GraphQL endpoint, http or https. */
  endpoint: URL;
  token: string | null;
}

/**
 * The server that a command line program speaks to: the one that was named, or else the running one of this clone, which says in
 * `.keelson/local.json` where it is. The clone's own token goes to the clone's own server only.
 */
export function findServer(env: Environment, directory: string, url?: string): ServerAddress {
  const local = readLocal(env, directory);
  const given = url ?? env.KEELSON_URL?.trim();
  const token = env.KEELSON_API_TOKEN?.trim() || null;
  if (given) {
    const endpoint = endpointOf(given);
    const isLocal = local !== null && endpointOf(local.url).href === endpoint.href;
    return { endpoint, token: token ?? (isLocal ? local.adminToken : null) };
  }
  if (local === null) {
    throw new StartFault(
      'No running server was found. Start it with "npm start" in the clone, or say with KEELSON_URL and KEELSON_API_TOKEN where it is.',
    );
  }
  return { endpoint: endpointOf(local.url), token: token ?? local.adminToken };
}

/** The environment with the connections of the clone's running server, where it names none itself. */
export function withOwnConnections(env: Environment, directory: string): Environment {
  if (isSet(env, 'database', 'url') || isSet(env, 'redis', 'url')) return env;
  return { ...readLocal(env, directory)?.connections, ...env };
}

/** From the directory upwards, then in the clone that this program belongs to. */
function readLocal(env: Environment, directory: string): Pick<LocalState, 'url' | 'adminToken' | 'connections'> | null {
  const places = [join(cloneDirectory(), '.keelson')];
  for (let at = directory; ; at = dirname(at)) {
    places.splice(-1, 0, join(at, '.keelson'));
    if (at === dirname(at)) break;
  }
  const state = env.KEELSON_STATE_DIRECTORY?.trim();
  if (state) places.unshift(resolve(cloneDirectory(), state));
  for (const place of places) {
    try {
      // Somebody else's file in a directory above could name a server of theirs.
      if (process.getuid && statSync(join(place, 'local.json')).uid !== process.getuid()) continue;
      return JSON.parse(readFileSync(join(place, 'local.json'), 'utf8')) as LocalState;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw new StartFault(`${join(place, 'local.json')} can't be read (${(error as Error).message}).`, error);
    }
  }
  return null;
}

/** An address without a path means the server; its endpoint is /graphql. */
function endpointOf(url: string): URL {
  const endpoint = URL.canParse(url) ? new URL(url) : null;
  if (endpoint === null || !/^https?:$/.test(endpoint.protocol)) {
    throw new StartFault(`"${url}" is not the address of a server; it should look like http://127.0.0.1:4000.`);
  }
  if (endpoint.pathname === '/') endpoint.pathname = '/graphql';
  return endpoint;
}
