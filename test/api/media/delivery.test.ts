import { randomBytes } from 'node:crypto';
import { startApi, type TestApi } from '../../harness/api';
import { type AssetAnswer, png, sendFile, uploaded } from '../../harness/media';
import { startS3 } from '../../harness/s3-server';

let api: TestApi;
let bytes: Buffer;
let picture: AssetAnswer;

beforeAll(async () => {
  api = await startApi({ media: { urlSeconds: 60 } });
  bytes = png(40, 40);
  picture = (await uploaded(api, bytes, 'naïve photo.png')).asset;
});
afterAll(() => api.close());

const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(api.url + url.slice(new URL(url).origin.length), { headers, method });
const textOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('the file of an asset', () => {
  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=100-', 100, null],
    ['bytes=-5', -5, null],
    ['bytes=10-99999999', 10, null],
  ])('is given in part for the range %s', async (range, start, end) => {
    const response = await get(picture.url, { range });
    const wanted = bytes.subarray(start, end === null ? undefined : end + 1);
    expect(response.status).toBe(206);
    expect(await textOf(response)).toEqual(wanted);
    expect(response.headers.get('content-length')).toBe(String(wanted.length));
    expect(response.headers.get('content-range')).toMatch(new RegExp(`^bytes \\d+-\\d+/${bytes.length}$`));
  });

  it('is given whole for a range of another version, for several ranges and for nonsense; what lies beyond is refused', async () => {
    expect((await get(picture.url, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
    expect((await get(picture.url, { range: 'bytes=0-1,3-4' })).status).toBe(200);
    expect((await get(picture.url, { range: 'bytes=9-3' })).status).toBe(200);
    const beyond = await get(picture.url, { range: `bytes=${bytes.length}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
  });

  it('is not sent again to who has it, and its head comes alone', async () => {
    const first = await get(picture.url, {}, 'HEAD');
    expect(first.status).toBe(200);
    expect(first.headers.get('content-length')).toBe(String(bytes.length));
    expect(await textOf(first)).toHaveLength(0);
    const again = await get(picture.url, { 'if-none-match': first.headers.get('etag') as string });
    expect(again.status).toBe(304);
  });

  it('keeps its name, whatever characters it has', async () => {
    const disposition = (await get(picture.url)).headers.get('content-disposition');
    expect(disposition).toBe(`inline; filename="na_ve photo.png"; filename*=UTF-8''na%C3%AFve%20photo.png`);
  });

  it('is there under its id alone as well, to be asked for anew each time', async () => {
    const response = await fetch(`${api.url}/media/${picture.id}`);
    expect(response.headers.get('cache-control')).toBe('public, no-cache');
    expect(await textOf(response)).toEqual(bytes);
    expect((await fetch(`${api.url}/media/01JZZZZZZZZZZZZZZZZZZZZZZZ`)).status).toBe(404);
    expect((await fetch(`${api.url}/media/..%2f..%2fetc%2fpasswd`)).status).toBe(404);
  });

  it('is saved instead of shown when a browser could run it', async () => {
    const { asset } = await uploaded(api, Buffer.from('just <b>words</b>'), 'notes.md');
    const response = await get(asset.url);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  });
});

describe('the file of a private asset', () => {
  it('is given to who has its signed address, until that expires', async () => {
    const secret = (await uploaded(api, png(), 'secret.png', { private: true })).asset;
    const signed = new URL(secret.url);
    expect((await get(secret.url)).status).toBe(200);
    expect((await get(secret.url)).headers.get('cache-control')).toContain('private');
    expect((await get(signed.origin + signed.pathname)).status).toBe(404);
    expect((await fetch(`${api.url}/media/${secret.id}`)).status).toBe(404);
    const forged = secret.url.replace(/expires=\d+/, 'expires=99999999999');
    expect((await get(forged)).status).toBe(404);
    const expired = api.services.urls.sign('media.read', signed.pathname, new Date(Date.now() - 1000));
    expect((await fetch(api.url + expired)).status).toBe(404);
    const forAnother = api.services.urls.sign('media.put', signed.pathname, null);
    expect((await fetch(api.url + forAnother)).status).toBe(404);
  });
});

describe('the list of assets', () => {
  it('is filtered, searched, sorted and paged', async () => {
    for (const name of ['b-list.bin', 'a-list.bin', 'c-list.bin'])
      await uploaded(api, Buffer.concat([Buffer.from([0]), randomBytes(50)]), name);
    const page = async (args: string) => {
      const { data, errors } = await api.query(
        `{ assets(${args}) { totalCount nodes { filename } pageInfo { endCursor hasNextPage } } }`,
      );
      expect(errors).toBeUndefined();
      return data.assets;
    };
    const first = await page('first: 2, search: "list", sort: FILENAME_ASC');
    expect(first.nodes.map((node: { filename: string }) => node.filename)).toEqual(['a-list.bin', 'b-list.bin']);
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const second = await page(
      `first: 2, search: "list", sort: FILENAME_ASC, after: "${first.pageInfo.endCursor as string}"`,
    );
    expect(second.nodes).toEqual([{ filename: 'c-list.bin' }]);
    expect((await page('first: 1, search: "%"')).totalCount).toBe(0);
    expect((await page('first: 1, filter: { kind: [OTHER], largerThan: 50, private: false }')).totalCount).toBe(3);
  });

  it('tells what is said of an asset once that was changed', async () => {
    const { data } = await api.query(
      `mutation ($id: ID!) { updateAsset(input: { id: $id, alt: "A", focalPoint: { x: 0.25, y: 1 }, filename: "new name.exe" }) {
         asset { alt filename focalPoint { x y } } userErrors { code path } } }`,
      { id: picture.id },
    );
    expect(data.updateAsset).toEqual({
      asset: { alt: 'A', filename: 'new name.png', focalPoint: { x: 0.25, y: 1 } },
      userErrors: [],
    });
    const wrong = await api.query(
      `mutation ($id: ID!) { updateAsset(input: { id: $id, focalPoint: { x: 2, y: 0 } }) { userErrors { code path } } }`,
      { id: picture.id },
    );
    expect(wrong.data.updateAsset.userErrors).toEqual([{ code: 'VALIDATION_FAILED', path: ['input', 'focalPoint'] }]);
  });
});

describe('where files lie in a bucket', () => {
  it('they are taken in, given out in part and purged all the same, and nothing half-stored stays', async () => {
    const s3 = await startS3();
    const other = await startApi({ storage: s3.storage });
    try {
      const large = Buffer.concat([Buffer.from([0]), randomBytes(20_000_000)]);
      const { asset } = await uploaded(other, large, 'large.bin');
      const part = await fetch(`${other.url}${new URL(asset.url).pathname}`, {
        headers: { range: 'bytes=15000000-15000009' },
      });
      expect(await textOf(part)).toEqual(large.subarray(15_000_000, 15_000_010));
      const refused = await sendFile(other, Buffer.concat([png(), Buffer.from('<script>')]), 'a.png');
      expect(refused.data.uploadAsset.userErrors).toMatchObject([{ code: 'INVALID_FILE' }]);
      expect(s3.unfinished()).toEqual([]);
      const { data } = await other.query(
        'mutation ($ids: [ID!]!) { deleteAssets(input: { ids: $ids }) { deletedIds userErrors { code } } }',
        { ids: [asset.id] },
      );
      expect(data.deleteAssets.deletedIds).toEqual([asset.id]);
      const [{ id }] = await other.db.select<{ id: string }>(
        `SELECT public_id AS id FROM jobs WHERE kind = 'media.purge-files'`,
      );
      await other.settled(id);
      expect((await fetch(`${other.url}/media/${asset.id}`)).status).toBe(404);
    } finally {
      await other.close();
      await s3.close();
    }
  });
});
