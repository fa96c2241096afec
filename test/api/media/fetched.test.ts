import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFetchPublic } from '../../../src/platform/fetching/fetch-public';
import { startApi, type TestApi } from '../../harness/api';
import { png } from '../../harness/media';

let api: TestApi;
let strict: TestApi;
let elsewhere: Server;
let address: string;
const picture = png();

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    if (request.url === '/page') response.end('<!doctype html><p>No picture</p>');
    else response.end(picture);
  });
  await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  api = await startApi({ fetchPublic: createFetchPublic({ resolve: async () => ['127.0.0.1'], allows: () => true }) });
  strict = await startApi();
});
afterAll(async () => {
  await api.close();
  await strict.close();
  elsewhere.close();
});

async function fetched(from: TestApi, url: string) {
  const { data, errors } = await from.query(
    'mutation ($url: String!) { uploadAssetFromUrl(input: { url: $url, alt: "From elsewhere" }) { job { id } userErrors { code path } } }',
    { url },
  );
  expect(errors).toBeUndefined();
  const { job, userErrors } = data.uploadAssetFromUrl;
  if (!job) return { userErrors };
  await from.settled(job.id);
  const answer = await from.query(
    'query ($id: ID!) { job(id: $id) { state error { code message } result { ... on FetchAssetResult { assetId wasThere } } } }',
    { id: job.id },
  );
  return answer.data.job;
}

it('a file is fetched by a job and becomes an asset, once', async () => {
  const first = await fetched(api, `${address}/a/picture.png`);
  expect(first).toMatchObject({ state: 'SUCCEEDED', result: { wasThere: false } });
  const { data } = await api.query('query ($id: ID!) { asset(id: $id) { filename alt bytes contentType } }', {
    id: first.result.assetId,
  });
  expect(data.asset).toEqual({
    filename: 'picture.png',
    alt: 'From elsewhere',
    bytes: picture.length,
    contentType: 'image/png',
  });
  expect(await fetched(api, `${address}/again.png`)).toMatchObject({
    result: { assetId: first.result.assetId, wasThere: true },
  });
});

it('what is no file to be taken fails the job with the reason', async () => {
  expect(await fetched(api, `${address}/page`)).toMatchObject({ state: 'FAILED', error: { code: 'INVALID_FILE' } });
  expect(await fetched(api, 'ftp://example.org/a')).toMatchObject({
    userErrors: [{ code: 'VALIDATION_FAILED', path: ['input', 'url'] }],
  });
});

it('addresses within the network are refused', async () => {
  expect(await fetched(strict, `${address}/a.png`)).toMatchObject({
    state: 'FAILED',
    error: { code: 'ADDRESS_REFUSED' },
  });
  expect(await strict.db.select('SELECT id FROM asset_uploads')).toEqual([]);
});
