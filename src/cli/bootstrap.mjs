#!/usr/bin/env node
// Everything that `npm start`, `npm test` and `keelson` need before the program itself can run: a new enough Node, the node
// modules, the database servers from the system's packages, and the compiled program in dist/. What is there already is left
// alone, so that a later start passes through here in a few milliseconds. Plain JavaScript, since a fresh clone has nothing else.
import { basename } from 'node:path';
import process from 'node:process';

const oldest = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(`Keelson needs Node ${oldest.join('.')} or newer; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  const { prepareAndRun } = await import('./bootstrap/prepare.mjs');
  const calledByName = basename(process.argv[1]) === 'keelson';
  await prepareAndRun(calledByName ? ['keelson', ...process.argv.slice(2)] : process.argv.slice(2));
}
