import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes when a file is added, removed or written to; it reads no file, so that a thousand of them take milliseconds. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    hash.update(`${path}\0${stat ? `${stat.mtimeMs}:${stat.size}` : 'absent'}\n`);
  }
  return hash.digest('hex');
}

export function filesUnder(directory, wanted) {
  let entries;
  try {
    entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
  return entries.flatMap(entry => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesUnder(path, wanted);
    return wanted(path) ? [path] : [];
  });
}
