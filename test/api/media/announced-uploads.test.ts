import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { sweepUploads } from '../../../src/features/media/sweep-uploads.job';
import { startApi, type TestApi } from '../../harness/api';
import { ASSET, png, type StoredAnswer, uploaded } from '../../harness/media';

let api: TestApi;

beforeAll(async () => {
  api = await startApi({ uploadBytes: 40_000_000 });
});
afterAll(() => api.close());

interface Announced {
  id: string;
  url: string;
  tusUrl: string;
}

const files = () =>
  readdirSync(api.directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;

async function announce(bytes: number, filename = 'a.bin', isPrivate = false): Promise<Announced> {
  const { data, errors } = await api.query(
    `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url tusUrl expiresAt } userErrors { code } } }`,
    { input: { filename, bytes, private: isPrivate } },
  );
  expect(errors).toBeUndefined();
  expect(data.createUpload.userErrors).toEqual([]);
  const { id, url, tusUrl } = data.createUpload.upload;
  return { id, url: local(url), tusUrl: local(tusUrl) };
}

async function complete(uploadId: string): Promise<StoredAnswer> {
  const { data, errors } = await api.query(
    `mutation ($id: ID!) { completeUpload(input: { uploadId: $id }) { asset { ${ASSET} } duplicateOf userErrors { code message path } } }`,
    { id: uploadId },
  );
  expect(errors).toBeUndefined();
  return data.completeUpload;
}

const local = (url: string) => api.url + url.slice(new URL(url).origin.length);
const put = (url: string, body: Buffer) => fetch(url, { method: 'PUT', body: new Uint8Array(body) });
const TUS = { 'tus-resumable': '1.0.0' };
const patch = (url: string, offset: number, body: Buffer) =>
  fetch(url, {
    method: 'PATCH',
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(body),
  });
const offsetOf = async (url: string) =>
  Number((await fetch(url, { method: 'HEAD', headers: TUS })).headers.get('upload-offset'));

describe('an announced file', () => {
  it('is sent to its signed address once, and becomes an asset when it is completed', async () => {
    const bytes = png(50, 50);
    const upload = await announce(bytes.length, 'a.png');
    expect((await complete(upload.id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await put(upload.url, bytes)).status).toBe(204);
    expect((await put(upload.url, bytes)).status).toBe(409);
    const { asset, userErrors } = await complete(upload.id);
    expect(userErrors).toEqual([]);
    expect(asset).toMatchObject({ contentType: 'image/png', bytes: bytes.length, filename: 'a.png' });
    expect((await complete(upload.id)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const again = await announce(bytes.length, 'b.png');
    await put(again.url, bytes);
    expect(await complete(again.id)).toMatchObject({ duplicateOf: asset.id });
  });

  it('is refused without its signature, with that of another, and when it is not as long as announced', async () => {
    const one = await announce(1000);
    const other = await announce(1000);
    const swapped = one.url.replace(one.id, other.id);
    expect((await put(swapped, randomBytes(1000))).status).toBe(403);
    expect((await put(one.url.split('?')[0], randomBytes(1000))).status).toBe(403);
    expect((await put(one.tusUrl.replace('/resumable', ''), randomBytes(1000))).status).toBe(403);
    expect((await put(one.url, randomBytes(1001))).status).toBe(413);
    expect((await put(one.url, randomBytes(999))).status).toBe(400);
    expect((await put(one.url, randomBytes(1000))).status).toBe(204);
  });

  it('is looked at as any other: a page is refused, and may be sent anew', async () => {
    const page = Buffer.from('<html><script>1</script></html>');
    const upload = await announce(page.length, 'a.txt');
    const before = files();
    const refused = await put(upload.url, page);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('INVALID_FILE');
    expect(files()).toBe(before);
  });

  it('can be sent piece by piece, and goes on where it was broken off', async () => {
    const bytes = randomBytes(33_000_000);
    bytes[0] = 0;
    const upload = await announce(bytes.length);
    expect(await offsetOf(upload.tusUrl)).toBe(0);
    const first = await patch(upload.tusUrl, 0, bytes.subarray(0, 20_000_000));
    expect(first.status).toBe(204);
    expect(await offsetOf(upload.tusUrl)).toBe(20_000_000);
    expect((await patch(upload.tusUrl, 10, bytes.subarray(10))).status).toBe(409);
    expect((await complete(upload.id)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const second = await patch(upload.tusUrl, 20_000_000, bytes.subarray(20_000_000));
    expect(second.status).toBe(204);
    const before = files();
    const { asset } = await complete(upload.id);
    expect(asset).toMatchObject({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(files()).toBe(before);
  });

  it('takes the place of an asset that is there, under the same id', async () => {
    const { asset } = await uploaded(api, png(), 'old.png', { alt: 'kept' });
    const bytes = png(20, 20);
    const upload = await announce(bytes.length, 'new.png');
    await put(upload.url, bytes);
    const replace = (id: string, uploadId: string) =>
      api.query(
        `mutation ($id: ID!, $uploadId: ID!) { replaceAsset(input: { id: $id, uploadId: $uploadId }) { asset { ${ASSET} } userErrors { code } } }`,
        { id, uploadId },
      );
    const { data } = await replace(asset.id, upload.id);
    expect(data.replaceAsset).toMatchObject({
      asset: { id: asset.id, alt: 'kept', filename: 'new.png', bytes: bytes.length },
      userErrors: [],
    });
    expect((await fetch(local(asset.url))).status).toBe(404);
    const now = await fetch(`${api.url}/media/${asset.id}`);
    expect(Buffer.from(await now.arrayBuffer())).toEqual(bytes);
    const text = Buffer.from('words');
    const wrong = await announce(text.length, 'a.txt');
    await put(wrong.url, text);
    expect((await replace(asset.id, wrong.id)).data.replaceAsset.userErrors).toMatchObject([{ code: 'INVALID_FILE' }]);
  });

  it('is swept away with its bytes and its room when nobody completes it in time', async () => {
    const upload = await announce(5000);
    await put(upload.url, randomBytes(5000));
    const before = files();
    const taken = async () =>
      Number((await api.db.select<{ bytes: number }>(`SELECT bytes FROM asset_totals WHERE owner = ''`))[0].bytes);
    const room = await taken();
    await api.db.run('UPDATE asset_uploads SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE id = ?', [
      upload.id,
    ]);
    expect((await complete(upload.id)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const job = await api.services.jobs.enqueue(sweepUploads, {});
    await api.settled(job.id);
    expect(files()).toBe(before - 1);
    expect(await taken()).toBe(room - 5000);
  });
});
