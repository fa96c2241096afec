import sharp from 'sharp';
import { startApi, type TestApi } from '../../harness/api';
import { uploaded } from '../../harness/media';
import { until } from '../../harness/http-server';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const FACTS = 'state failure width height animated dominantColor placeholder';

/** The facts of an asset, once they have been worked out. */
async function examined(id: string): Promise<Record<string, unknown>> {
  let asset: Record<string, unknown> = {};
  await until(async () => {
    const { data } = await api.query(`query ($id: ID!) { asset(id: $id) { ${FACTS} } }`, { id });
    asset = data.asset;
    return asset.state !== 'PROCESSING';
  });
  return asset;
}

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } });

it('a picture tells its size as it is shown, its colour, and what to show until it is loaded', async () => {
  const file = await canvas(60, 40).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const { asset } = await uploaded(api, file, 'harbour.jpg');
  expect(await examined(asset.id)).toEqual({
    state: 'READY',
    failure: null,
    width: 40,
    height: 60,
    animated: false,
    dominantColor: expect.stringMatching(/^#c[0-9a-f]1[0-9a-f]1[0-9a-f]$/),
    placeholder: expect.stringMatching(/^data:image\/webp;base64,/),
  });
});

it('a picture whose pixels are damaged is FAILED, and says why', async () => {
  const file = await canvas(400, 400).png().toBuffer();
  const { asset } = await uploaded(api, file.subarray(0, 200), 'torn.png');
  expect(await examined(asset.id)).toMatchObject({ state: 'FAILED', failure: expect.any(String), width: null });
});
