import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunLock, type RunStatus, takeRunLock } from '../../src/cli/run-lock';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keelson-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function status(pid: number): RunStatus {
  return { pid, state: 'running', url: 'http://localhost:4000', adminToken: 't'.repeat(32) };
}

async function take(pid: number): Promise<RunLock> {
  const taken = await takeRunLock(directory, status(pid));
  if ('other' in taken) throw new Error('It is taken.');
  return taken.lock;
}

test('the second one learns what the first one says of itself at that moment', async () => {
  const lock = await take(1);
  lock.status.state = 'stopping';
  expect(await takeRunLock(directory, status(2))).toEqual({ other: { ...status(1), state: 'stopping' } });
  lock.release();
});

test('a released lock can be taken again', async () => {
  (await take(1)).release();
  const lock = await take(2);
  lock.release();
});

test('the socket that a killed owner left is no obstacle', async () => {
  const program = 'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))';
  const path = join(directory, 'run.sock');
  expect(spawnSync(process.execPath, ['-e', program, path]).signal).toBe('SIGKILL');
  expect(existsSync(path)).toBe(true);
  const lock = await take(2);
  lock.release();
});

test('an owner that does not answer is reported, not robbed', async () => {
  const mute = createServer(() => undefined);
  await new Promise<void>(resolve => mute.listen(join(directory, 'run.sock'), resolve));
  await expect(takeRunLock(directory, status(2))).rejects.toThrow('Another start holds');
  mute.close();
});
