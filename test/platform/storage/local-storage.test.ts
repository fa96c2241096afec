import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createLocalStorage } from '../../../src/platform/storage/local-storage';

let directory: string;
const storage = () => createLocalStorage(directory);
const left = () => readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keelson-storage-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('files in a local directory', () => {
  it('come back as they were stored, with their size and hash', async () => {
    const content = Buffer.from('hello\n'.repeat(50_000));
    const stored = await storage().put(
      'uploads/a.xml',
      Readable.from([content.subarray(0, 7), content.subarray(7)]),
      1_000_000,
    );
    expect(stored).toEqual({ bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
    expect(await buffer(await storage().read('uploads/a.xml'))).toEqual(content);
    expect(left()).toHaveLength(1);
  });

  it('are replaced as a whole', async () => {
    await storage().put('a', Readable.from([Buffer.from('first, and longer')]), 100);
    const reading = await storage().read('a');
    await storage().put('a', Readable.from([Buffer.from('second')]), 100);
    expect(String(await buffer(reading))).toBe('first, and longer');
    expect(String(await buffer(await storage().read('a')))).toBe('second');
  });

  it('may be as large as the limit and not a byte larger', async () => {
    await expect(storage().put('a', Readable.from([Buffer.alloc(10)]), 10)).resolves.toMatchObject({ bytes: 10 });
    await expect(storage().put('b', Readable.from([Buffer.alloc(6), Buffer.alloc(5)]), 10)).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    expect(left().map(entry => entry.name)).toEqual(['a']);
  });

  it('leave nothing behind when their source fails', async () => {
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('The client went away.');
      })(),
    );
    await expect(storage().put('a', failing, 100)).rejects.toThrow('The client went away.');
    expect(left()).toEqual([]);
  });

  it.each(['before', 'while'])('leave nothing behind when their source is destroyed %s it is read', async when => {
    const source = new Readable({ read: () => undefined });
    source.push('half');
    const putting = when === 'while' ? storage().put('a', source, 100) : null;
    source.destroy();
    await expect(putting ?? storage().put('a', source, 100)).rejects.toThrow(/premature|closed|destroyed|aborted/i);
    expect(left()).toEqual([]);
  });

  it('are gone once deleted, and deleting again is no fault', async () => {
    await storage().put('a/b', Readable.from([Buffer.from('x')]), 100);
    await storage().delete('a/b');
    await storage().delete('a/b');
    await expect(storage().read('a/b')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(storage().read('a')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['', '/a', 'a/', '../a', 'a/../b', 'a//b', '.incoming/a', 'a\\b', 'a\0b', 'é', 'a\n', 'x'.repeat(501)])(
    'refuse the key %j',
    async key => {
      const source = Readable.from([Buffer.from('x')]);
      await expect(storage().put(key, source, 100)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      await expect(storage().read(key)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      await expect(storage().delete(key)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(left()).toEqual([]);
    },
  );

  it('that were left half written are swept after a day', async () => {
    expect(await storage().sweep()).toBe(0);
    mkdirSync(join(directory, '.incoming'));
    writeFileSync(join(directory, '.incoming/old'), 'x');
    writeFileSync(join(directory, '.incoming/new'), 'x');
    utimesSync(join(directory, '.incoming/old'), new Date(), new Date(Date.now() - 25 * 3_600_000));
    expect(await storage().sweep()).toBe(1);
    expect(left().map(entry => entry.name)).toEqual(['new']);
  });
});
