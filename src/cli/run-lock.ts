import { linkSync, renameSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { leaveSocketDirectory, shortSocketPath } from './short-socket-path';
import { StartFault } from './start-fault';

/** What a running `npm start` says of itself. */
export interface RunStatus {
  pid: number;
  state: 'starting' | 'running' | 'stopping';
  /** http://host:port; what is there is documented by the banner. */
  url: string;
  adminToken: string;
}

/** The right to run this directory's servers, until `release`. */
export interface RunLock {
  status: RunStatus;
  release(): void;
}

/**
 * Only one `npm start` may run in a directory. The lock is a unix socket on which the owner answers with its status, so that a
 * lock and its owner can't disagree: when the owner dies, however, nobody answers and the lock is free. The socket is bound under
 * a name of our own and then linked to the common one, which only one can do; a dead one is moved aside before it is removed, and
 * put back should it turn out to be alive.
 */
export async function takeRunLock(
  directory: string,
  status: RunStatus,
): Promise<{ lock: RunLock } | { other: RunStatus }> {
  const path = shortSocketPath(directory, 'run.sock');
  const own = `${path}.${process.pid}`;
  rmSync(own, { force: true });
  const server = await answerOn(own, () => status);
  for (;;) {
    try {
      linkSync(own, path);
      rmSync(own);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const other = await ask(path);
    if (other === 'nobody') {
      await removeDead(path);
      continue;
    }
    server.close();
    rmSync(own, { force: true });
    return { other };
  }
  return {
    lock: {
      status,
      release() {
        server.close();
        rmSync(path, { force: true });
        leaveSocketDirectory(directory, path);
      },
    },
  };
}

function answerOn(path: string, status: () => RunStatus): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => {
      socket.on('error', () => undefined);
      socket.end(JSON.stringify(status()));
    });
    server.once('error', reject);
    server.listen({ path }, () => resolve(server));
    server.unref();
  });
}

/** Moves a dead socket out of the way; two who try at the same time can't remove the winner's new one. */
async function removeDead(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, aside);
    if ((await ask(aside)) !== 'nobody') linkSync(aside, path);
  } catch {
    // another one was faster
  }
  rmSync(aside, { force: true });
}

function ask(path: string): Promise<RunStatus | 'nobody'> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ path });
    socket.setEncoding('utf8').setTimeout(5000);
    socket.on('data', chunk => {
      text += String(chunk);
    });
    socket.once('timeout', () => {
      socket.destroy();
      reject(new StartFault(`Another start holds ${path}, and it does not answer.`));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES')
        reject(new StartFault(`${path} belongs to another user, who may be running Keelson here.`));
      else resolve('nobody');
    });
    socket.once('end', () => {
      try {
        resolve(JSON.parse(text) as RunStatus);
      } catch {
        resolve('nobody');
      }
    });
  });
}
