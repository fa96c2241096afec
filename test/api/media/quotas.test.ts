import { randomBytes } from 'node:crypto';
import { startApi, type TestApi } from '../../harness/api';
import { sendFile, type StoredAnswer } from '../../harness/media';

const ROOM = 100_000;

let api: TestApi;

beforeAll(async () => {
  api = await startApi({ media: { totalBytes: 1_000_000, userBytes: ROOM } });
});
afterAll(() => api.close());

const stored = async () =>
  Number((await api.db.select<{ bytes: number }>('SELECT COALESCE(SUM(bytes), 0) AS bytes FROM assets'))[0].bytes);
const counted = async () =>
  (await api.db.select<{ owner: string; bytes: number }>('SELECT owner, bytes FROM asset_totals ORDER BY owner')).map(
    ({ bytes }) => Number(bytes),
  );

describe("a person's room", () => {
  it('is used to the byte by twenty uploads at once, and never beyond', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => sendFile(api, Buffer.concat([Buffer.from([0]), randomBytes(9_999)]), 'a.bin')),
    );
    const codes = answers.map(({ data }) => data.uploadAsset.userErrors[0]?.code ?? 'STORED');
    expect(codes.filter(code => code === 'STORED')).toHaveLength(10);
    expect(codes.filter(code => code === 'QUOTA_EXCEEDED')).toHaveLength(10);
    expect(await stored()).toBe(ROOM);
    expect(new Set(await counted())).toEqual(new Set([ROOM]));
  });

  it('is there again when an asset is deleted, and is kept for what was announced', async () => {
    const { data } = await api.query('{ assets(first: 1) { nodes { id } } }');
    const announce = () =>
      api.query(
        'mutation { createUpload(input: { filename: "a.bin", bytes: 10000 }) { upload { id } userErrors { code } } }',
      );
    expect((await announce()).data.createUpload.userErrors).toEqual([{ code: 'QUOTA_EXCEEDED' }]);
    const gone = await api.query(
      'mutation ($id: ID!) { deleteAsset(input: { id: $id }) { deletedIds userErrors { code } } }',
      { id: data.assets.nodes[0].id },
    );
    expect(gone.data.deleteAsset.userErrors).toEqual([]);
    expect((await announce()).data.createUpload.upload).not.toBeNull();
    const late: StoredAnswer = (await sendFile(api, randomBytes(500), 'late.bin')).data.uploadAsset;
    expect(late.userErrors).toMatchObject([{ code: 'QUOTA_EXCEEDED', path: ['input', 'file'] }]);
  });
});
