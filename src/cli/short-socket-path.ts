import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { StartFault } from './start-fault';

/** The kernel takes 107 bytes on Linux and 103 on macOS. */
const LONGEST = 100;

/** Where a unix socket of this directory goes: into it, or, where its path is too long for one, into a private one under /tmp. */
export function shortSocketPath(directory: string, name: string): string {
  const wanted = join(directory, name);
  if (Buffer.byteLength(wanted) <= LONGEST) return wanted;
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const base = Buffer.byteLength(tmpdir()) < 50 ? tmpdir() : '/tmp';
  const privateDirectory = join(base, `keelson-${hash}`);
  mkdirSync(privateDirectory, { recursive: true, mode: 0o700 });
  if (lstatSync(privateDirectory).uid !== userInfo().uid) {
    throw new StartFault(`${privateDirectory} belongs to another user, and Keelson needs it for its sockets.`);
  }
  chmodSync(privateDirectory, 0o700);
  return join(privateDirectory, name);
}

/** Removes the private directory under /tmp again, when this socket was the last one in it. */
export function leaveSocketDirectory(directory: string, socket: string): void {
  if (dirname(socket) === directory) return;
  rmSync(socket, { force: true });
  try {
    rmdirSync(dirname(socket));
  } catch {
    // another socket is in use there
  }
}
