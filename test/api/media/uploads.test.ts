import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { startApi, type TestApi } from '../../harness/api';
import { ASSET, gif, png, sendFile, uploaded } from '../../harness/media';

let api: TestApi;

beforeAll(async () => {
  api = await startApi({ uploadBytes: 3_000_000, media: { slowSeconds: 1 } });
});
afterAll(() => api.close());

/** Files of the storage, without folders. */
const files = () =>
  readdirSync(api.directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;
const count = async (table: string) =>
  Number((await api.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0].n);

describe('a file that is sent with a mutation', () => {
  it('becomes an asset that is told by its content and comes back byte for byte', async () => {
    const bytes = png();
    const { asset } = await uploaded(api, bytes, 'Straße.PNG', { alt: 'A street' });
    expect(asset).toMatchObject({
      kind: 'IMAGE',
      contentType: 'image/png',
      filename: 'Straße.png',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      alt: 'A street',
      private: false,
    });
    const response = await fetch(localUrl(asset.url));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it('is recognised when it is there already, and stored once', async () => {
    const bytes = png();
    const first = await uploaded(api, bytes, 'one.png');
    const before = files();
    const second = await uploaded(api, bytes, 'two.png');
    expect(second).toMatchObject({ duplicateOf: first.asset.id, asset: { id: first.asset.id }, userErrors: [] });
    const hidden = await uploaded(api, bytes, 'two.png', { private: true });
    expect(hidden.duplicateOf).toBeNull();
    expect(files()).toBe(before + 1);
    expect(await count('asset_uploads')).toBe(0);
  });

  it.each([
    ['a web page called photo.jpg', 'photo.jpg', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    ['a web page behind blanks and a comment', 'a.txt', Buffer.from('\n \n<!-- x -->\n<HTML><body>')],
    ['a PHP script called photo.jpg', 'photo.jpg', Buffer.from('<?php system($_GET[0]);')],
    ['a picture with PHP in its comment', 'a.gif', Buffer.concat([gif(), Buffer.from('<?PHP echo 1;')])],
    ['a picture with a script in it', 'a.png', Buffer.concat([png(), Buffer.from('<ScRiPt>alert(1)')])],
    ['a picture that is a PDF as well', 'a.gif', Buffer.concat([gif(), Buffer.from('%PDF-1.4')])],
    ['a drawing that can run scripts', 'a.svg', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>')],
    ['a text called movie.mp4', 'movie.mp4', Buffer.from('Just words.')],
    ['a program', 'setup.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)])],
    ['nothing', 'a.png', Buffer.alloc(0)],
  ])('is refused when it is %s, and nothing of it stays', async (_what, name, bytes) => {
    const before = [files(), await count('assets')];
    const answer = await sendFile(api, bytes, name);
    expect(answer.data.uploadAsset).toMatchObject({
      asset: null,
      userErrors: [{ code: 'INVALID_FILE', path: ['input', 'file'] }],
    });
    expect([files(), await count('assets')]).toEqual(before);
    expect(await count('asset_uploads')).toBe(0);
  });

  it('is refused one byte beyond the limit, and its temporary file is gone', async () => {
    const before = files();
    const fits = await sendFile(api, withSize(3_000_000), 'a.bin');
    expect(fits.data.uploadAsset.userErrors).toEqual([]);
    const answer = await sendFile(api, withSize(3_000_001), 'b.bin');
    expect(answer.data.uploadAsset.userErrors).toMatchObject([{ code: 'FILE_TOO_LARGE' }]);
    expect(files()).toBe(before + 1);
    expect(await count('asset_uploads')).toBe(0);
  });

  it.each([
    ['../../../etc/passwd', 'passwd.bin'],
    ['a\u0000b.bin', 'ab.bin'],
    ['CON', '_CON.bin'],
    ['gpj.\u202eexe.bin', 'gpj.exe.bin'],
    [`${'x'.repeat(300)}.bin`, `${'x'.repeat(196)}.bin`],
    ['C:\\temp\\..\\report.bin', 'report.bin'],
    ['.htaccess', 'htaccess.bin'],
  ])('called %j is shown as %j and stored under a random name', async (given, shown) => {
    const { asset } = await uploaded(api, randomBytes(2000), given);
    expect(asset.filename).toBe(shown);
    const [row] = await api.db.select<{ storageKey: string }>(
      'SELECT storage_key AS storageKey FROM assets WHERE id = ?',
      [asset.id],
    );
    expect(row.storageKey).toMatch(/^media\/[0-9a-f]{2}\/[0-9a-f]{32}$/);
  });

  it('leaves nothing when its client goes away half-way, however often', async () => {
    const before = files();
    for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 10 }, () => brokenOff()));
    await until(async () => (await count('asset_uploads')) === 0);
    expect(files()).toBe(before);
  });

  it('is cut when hardly anything of it arrives', async () => {
    const before = files();
    const answer = await trickle();
    expect(answer).toContain('UPLOAD_TOO_SLOW');
    await until(async () => (await count('asset_uploads')) === 0);
    expect(files()).toBe(before);
  });
});

describe('a request without the right', () => {
  it('stores nothing', async () => {
    const before = files();
    const answer = await sendFile(api, png(), 'a.png', {}, null);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(files()).toBe(before);
    const read = await api.query(`{ assets(first: 1) { nodes { ${ASSET} } } }`, {}, { token: null });
    expect(read.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

function localUrl(url: string): string {
  return `${api.url}${new URL(url).pathname}${new URL(url).search}`;
}

function withSize(bytes: number): Buffer {
  const content = randomBytes(bytes);
  content[0] = 0;
  return content;
}

/** The head of a multipart upload of 200 KB, up to the file's bytes. */
function multipartHead(): { boundary: string; head: Buffer } {
  const boundary = 'border';
  const query =
    'mutation ($file: Upload!) { uploadAsset(input: { file: $file }) { asset { id } userErrors { code } } }';
  const part = (name: string, body: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${body}\r\n`;
  const head =
    part('operations', JSON.stringify({ query, variables: { file: null } })) +
    part('map', JSON.stringify({ 0: ['variables.file'] })) +
    `--${boundary}\r\ncontent-disposition: form-data; name="0"; filename="a.bin"\r\ncontent-type: image/png\r\n\r\n`;
  return { boundary, head: Buffer.from(head) };
}

function open() {
  const { boundary, head } = multipartHead();
  const sending = request(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${api.adminToken}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'apollo-require-preflight': 'true',
      'content-length': head.length + 200_000,
    },
  });
  sending.on('error', () => undefined);
  sending.write(head);
  return sending;
}

async function brokenOff(): Promise<void> {
  const sending = open();
  await new Promise<void>(resolve => sending.write(randomBytes(100_000), () => resolve()));
  sending.destroy();
}

async function trickle(): Promise<string> {
  const sending = open();
  const drip = setInterval(() => sending.write('x'), 100);
  try {
    return await new Promise<string>((resolve, reject) => {
      sending.once('response', response => {
        let text = '';
        response.on('data', chunk => (text += String(chunk)));
        response.once('end', () => resolve(text));
        response.once('error', reject);
      });
    });
  } finally {
    clearInterval(drip);
    sending.destroy();
  }
}

/** Asks until it holds; what never does runs into the test's time. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setTimeout(resolve, 20));
}
