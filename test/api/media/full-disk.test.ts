import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalStorage } from '../../../src/platform/storage/local-storage';
import { startApi } from '../../harness/api';
import { png, sendFile, uploaded } from '../../harness/media';

/** A real file system of 3 MB; null where this process may not make one. */
function smallDisk(): string | null {
  const directory = mkdtempSync(join(tmpdir(), 'keelson-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', directory], { stdio: 'ignore' });
    return directory;
  } catch {
    rmdirSync(directory);
    return null;
  }
}

const disk = smallDisk();
afterAll(() => {
  if (disk) execFileSync('umount', [disk]);
});

(disk ? it : it.skip)(
  'a file that finds the disk full is refused as such, leaves nothing, and all else goes on',
  async () => {
    const directory = disk as string;
    const api = await startApi({ storage: createLocalStorage(directory) });
    try {
      const { asset } = await uploaded(api, png(), 'before.png');
      const files = () =>
        readdirSync(directory, { recursive: true, withFileTypes: true }).filter(one => one.isFile()).length;
      const before = files();
      const answer = await sendFile(api, randomBytes(5_000_000), 'large.bin');
      expect(answer.errors).toMatchObject([{ extensions: { code: 'INSUFFICIENT_STORAGE' } }]);
      expect(files()).toBe(before);
      expect(await api.db.select('SELECT id FROM asset_uploads')).toEqual([]);
      const { data } = await api.query('query ($id: ID!) { asset(id: $id) { filename } }', { id: asset.id });
      expect(data.asset.filename).toBe('before.png');
      await uploaded(api, png(), 'after.png');
    } finally {
      await api.close();
    }
  },
);
