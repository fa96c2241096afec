import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createLocalStorage } from '../../../src/platform/storage/local-storage';
import { type MaintainedStorage, SMALLEST_PART } from '../../../src/platform/storage/storage';
import { startS3 } from '../../harness/s3-server';

/* What holds wherever files lie: a directory of this machine, or a bucket of a real S3 server. */

const STORES = {
  'a directory': async () => {
    const directory = mkdtempSync(join(tmpdir(), 'keelson-storage-'));
    return { storage: createLocalStorage(directory), close: async () => rmSync(directory, { recursive: true }) };
  },
  'a bucket': startS3,
};

describe.each(Object.entries(STORES))('files in %s', (_where, open) => {
  let store: { storage: MaintainedStorage; close(): Promise<void> };
  let storage: MaintainedStorage;

  beforeAll(async () => {
    store = await open();
    storage = store.storage;
  });
  afterAll(() => store.close());

  const pieces = (bytes: Buffer, size = 100_000) =>
    Readable.from(
      (function* () {
        for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
      })(),
    );

  it.each([0, 1, 8 * 1024 * 1024, 20_000_000])('come back as they were stored when they have %d bytes', async size => {
    const bytes = randomBytes(size);
    const stored = await storage.put('a/b/file.bin', pieces(bytes), 50_000_000);
    expect(stored).toEqual({ bytes: size, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect((await buffer(await storage.read('a/b/file.bin'))).equals(bytes)).toBe(true);
    expect(await storage.stat('a/b/file.bin')).toMatchObject({ bytes: size });
  });

  it('are read in part', async () => {
    await storage.put('range', pieces(Buffer.from('0123456789')), 100);
    expect(String(await buffer(await storage.read('range', { start: 2, end: 4 })))).toBe('234');
  });

  it('are not there when they are too large or their source fails', async () => {
    const large = storage.put('large', pieces(randomBytes(12_000_000)), 11_000_000);
    await expect(large).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    const failing = Readable.from(
      (async function* () {
        yield randomBytes(9_000_000);
        throw new Error('The client went away.');
      })(),
    );
    await expect(storage.put('failing', failing, 50_000_000)).rejects.toThrow('The client went away.');
    expect(await storage.stat('large')).toBeNull();
    expect(await storage.stat('failing')).toBeNull();
    await expect(storage.read('failing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are listed by their folder and deleted one by one', async () => {
    for (const key of ['dir/one', 'dir/two', 'dir/deep/three', 'directory'])
      await storage.put(key, pieces(Buffer.from(key)), 100);
    const listed = await storage.list('dir');
    expect(listed.map(({ key, bytes }) => `${key}: ${bytes}`).sort()).toEqual(['dir/one: 7', 'dir/two: 7']);
    await storage.delete('dir/one');
    await storage.delete('dir/one');
    expect(await storage.list('dir')).toHaveLength(1);
    expect(await storage.list('none')).toEqual([]);
  });

  it('are written part by part, with a part repeated by whoever goes on', async () => {
    const parts = [randomBytes(SMALLEST_PART), randomBytes(SMALLEST_PART), randomBytes(77)];
    const id = await storage.beginParts('parts/whole');
    const file = { key: 'parts/whole', id };
    const stored = [await storage.putPart(file, { number: 1, offset: 0 }, parts[0])];
    await storage.putPart(file, { number: 2, offset: SMALLEST_PART }, randomBytes(SMALLEST_PART + 5));
    expect(await storage.stat('parts/whole')).toBeNull();
    stored.push(await storage.putPart(file, { number: 2, offset: SMALLEST_PART }, parts[1]));
    stored.push(await storage.putPart(file, { number: 3, offset: 2 * SMALLEST_PART }, parts[2]));
    await storage.finishParts(file, JSON.parse(JSON.stringify(stored)) as typeof stored);
    expect((await buffer(await storage.read('parts/whole'))).equals(Buffer.concat(parts))).toBe(true);
  });

  it('leave nothing when their parts are abandoned', async () => {
    const file = { key: 'parts/none', id: await storage.beginParts('parts/none') };
    await storage.putPart(file, { number: 1, offset: 0 }, randomBytes(10));
    await storage.abandonParts(file);
    await storage.abandonParts(file);
    expect(await storage.stat('parts/none')).toBeNull();
  });

  it('can be checked and swept', async () => {
    await storage.check();
    expect(await storage.sweep()).toBe(0);
  });
});
