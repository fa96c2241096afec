import { createGzip, deflateRawSync, gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { type Header, pack } from 'tar-stream';
import { archivedFiles, archiveKind, type ArchiveFile } from '../../../src/platform/formats/archive';

interface ZipEntry {
  name: string;
  content?: Buffer;
  /** What the entry says about its size, if that is a lie. */
  claimed?: number;
  mode?: number;
}

/** A ZIP archive (APPNOTE 6.3), written by hand so that it can lie. */
function zip(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content = Buffer.from('x'), claimed, mode = 0o100644 } of entries) {
    const packed = deflateRawSync(content);
    const title = Buffer.from(name);
    const facts = Buffer.alloc(16);
    facts.writeUInt32LE(crc32(content), 4);
    facts.writeUInt32LE(packed.length, 8);
    facts.writeUInt32LE(claimed ?? content.length, 12);
    const fixed = Buffer.concat([Buffer.from([20, 0, 0, 0, 8, 0]), facts.subarray(0, 16)]);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(title.length, 0);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fixed, lengths, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 3]), fixed, lengths, tail, title]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

async function tarGz(entries: (Partial<Header> & { name: string } & { content?: string })[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry(header, content ?? '');
  tar.finalize();
  return buffer(tar.pipe(createGzip()));
}

function stored(bytes: Buffer): ArchiveFile & { read: number } {
  const file = {
    bytes: bytes.length,
    read: 0,
    async open(range?: { start: number; end: number }) {
      const part = range ? bytes.subarray(range.start, range.end + 1) : bytes;
      file.read += part.length;
      return (async function* () {
        yield part;
      })();
    },
  };
  return file;
}

async function read(bytes: Buffer): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const kind = archiveKind(bytes) as 'zip' | 'gzip';
  for await (const { path, content } of archivedFiles(stored(bytes), kind, name => name.endsWith('.md')))
    found[path] = content.toString();
  return found;
}

it('gives the wanted files of ZIP and tar.gz archives', async () => {
  const entries = [
    { name: 'posts/', content: Buffer.alloc(0) },
    { name: 'posts/one.md', content: Buffer.from('# One') },
    { name: 'picture.png' },
    { name: '__MACOSX/._one.md' },
    { name: 'two.md', content: Buffer.from('# Two') },
  ];
  expect(await read(zip(entries))).toEqual({ 'posts/one.md': '# One', 'two.md': '# Two' });
  const tar = await tarGz([
    { name: 'posts', type: 'directory' },
    { name: 'posts/one.md', content: '# One' },
    { name: 'picture.png', content: 'x' },
  ]);
  expect(await read(tar)).toEqual({ 'posts/one.md': '# One' });
});

const HARMFUL: [string, ZipEntry[], RegExp][] = [
  ['leads out of it', [{ name: '../../etc/cron.md' }], /ZIP archive is damaged or refused|leads out/],
  ['is absolute', [{ name: '/etc/passwd.md' }], /ZIP archive is damaged or refused|leads out/],
  ['is on a drive', [{ name: 'C:/x.md' }], /ZIP archive is damaged or refused|leads out/],
  ['is a link', [{ name: 'link.md', mode: 0o120777 }], /holds a link/],
  ['is an archive', [{ name: 'inner.zip' }], /holds another archive/],
  [
    'says that it is 10 GB',
    [
      { name: 'a.md', claimed: 3_000_000_000 },
      { name: 'b.md', claimed: 3_000_000_000 },
    ],
    /far larger/,
  ],
  ['is packed 1,000 times', [{ name: 'a.md', content: Buffer.alloc(11_000_000) }], /far larger/],
  ['is one of 100,000', Array.from({ length: 25_000 }, (_, n) => ({ name: `${n}.md` })), /more than 20000 entries/],
];

it.each(HARMFUL)(
  'refuses a ZIP archive of which an entry %s, before anything of it is unpacked',
  async (_name, entries, message) => {
    const bytes = zip([{ name: 'fine.md' }, ...entries]);
    const given: string[] = [];
    const reading = async () => {
      for await (const { path } of archivedFiles(stored(bytes), 'zip', () => true)) given.push(path);
    };
    await expect(reading()).rejects.toMatchObject({ code: 'INVALID_FILE', message: expect.stringMatching(message) });
    expect(given).toEqual([]);
  },
);

it('refuses a ZIP entry that is larger than it says', async () => {
  const bytes = zip([{ name: 'a.md', content: Buffer.alloc(5_000), claimed: 10 }]);
  await expect(read(bytes)).rejects.toMatchObject({ code: 'INVALID_FILE' });
});

it.each<[string, (Partial<Header> & { name: string } & { content?: string })[], RegExp]>([
  ['leads out of it', [{ name: '../x.md', content: 'x' }], /leads out/],
  ['is absolute', [{ name: '/x.md', content: 'x' }], /leads out/],
  ['is a link', [{ name: 'x.md', type: 'symlink', linkname: '/etc/passwd' }], /holds a link/],
  ['is an archive', [{ name: 'x.tar', content: 'x' }], /another archive/],
  ['is packed 1,000 times', [{ name: 'x.md', content: '\0'.repeat(30_000_000) }], /far larger/],
])('refuses a tar.gz archive of which an entry %s', async (_name, entries, message) => {
  await expect(read(await tarGz(entries))).rejects.toMatchObject({ message: expect.stringMatching(message) });
});

it.each([
  ['ZIP', zip([{ name: 'a.md' }]).subarray(0, 40)],
  ['tar.gz', gzipSync('no tar at all').subarray(0, 20)],
])('says so when a %s archive is damaged', async (_name, bytes) => {
  await expect(read(bytes)).rejects.toMatchObject({ code: 'INVALID_FILE' });
});
