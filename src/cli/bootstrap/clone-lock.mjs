import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

/** Does the work while no other process of this clone does it; a lock whose owner has died counts for nothing. */
export async function underLock(path, steps, work) {
  await take(path, steps);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function take(path, steps) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let told = false;
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(path);
    if (owner && !isAlive(owner)) {
      breakLock(path, owner);
      continue;
    }
    if (!told && owner) steps.say(`Another command prepares this clone (process ${owner}); waiting for it.`);
    told ||= Boolean(owner);
    await delay(200);
  }
}

/** Renaming is what only one of two can do; should it have hit a lock taken in between, that one is put back. */
function breakLock(path, deadOwner) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (ownerOf(aside) !== deadOwner) linkSync(aside, path);
  } catch {
    // somebody else was faster
  }
  rmSync(aside, { force: true });
}

function ownerOf(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
