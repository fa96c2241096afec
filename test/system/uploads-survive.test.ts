import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expiredUploads, removeUpload } from '../../src/features/media/upload-rows';
import { createLocalStorage } from '../../src/platform/storage/local-storage';
import { ADMIN_TOKEN } from '../harness/http-server';
import { until } from '../harness/keelson-process';
import { sendFile } from '../harness/media';
import { type Roles, startRoles } from '../harness/roles';
import { seededRandom, testSeeds } from '../harness/seeded-random';

const KILLS = Number(process.env.KEELSON_TEST_KILLS ?? 3);
const FILE_BYTES = 4_000_000;

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles();
});
afterAll(() => roles.close());

it('a server that is killed while files arrive leaves no asset without its file, and no file without its row', async () => {
  const random = seededRandom(testSeeds(1)[0]);
  for (let kill = 0; kill < KILLS; kill++) {
    const under = Array.from({ length: 4 }, () => slowUpload());
    const whole = Array.from({ length: 4 }, () =>
      sendFile({ url: roles.url, adminToken: ADMIN_TOKEN }, randomBytes(FILE_BYTES), 'a.bin').catch(() => null),
    );
    const killAt = Date.now() + random.between(5, 200);
    await until(() => Date.now() >= killAt);
    await roles.killServer();
    await Promise.all(whole);
    for (const sending of under) sending.destroy();
  }
  const { db } = roles.database;
  const storage = createLocalStorage(roles.directory);
  await db.run('UPDATE asset_uploads SET expires_at = UTC_TIMESTAMP(3)');
  for (const upload of await expiredUploads(db, 1000)) await removeUpload({ db, storage }, upload);
  const assets = await db.select<{ storageKey: string; bytes: number }>(
    'SELECT storage_key AS storageKey, bytes FROM assets',
  );
  for (const { storageKey, bytes } of assets) {
    const path = join(roles.directory, storageKey, 'original');
    expect(existsSync(path) && statSync(path).size).toBe(Number(bytes));
  }
  expect(filesBelow(join(roles.directory, 'media'))).toBe(assets.length);
  expect(await db.select('SELECT id FROM asset_uploads')).toEqual([]);
  const [total] = await db.select<{ bytes: number }>(`SELECT bytes FROM asset_totals WHERE owner = ''`);
  expect(Number(total?.bytes ?? 0)).toBe(assets.length * FILE_BYTES);
});

function filesBelow(directory: string): number {
  if (!existsSync(directory)) return 0;
  return readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;
}

/** An upload that never ends by itself. */
function slowUpload() {
  const query = 'mutation ($file: Upload!) { uploadAsset(input: { file: $file }) { asset { id } } }';
  const part = (name: string, body: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${body}\r\n`;
  const sending = request(`${roles.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      'content-type': 'multipart/form-data; boundary=b',
      'apollo-require-preflight': 'true',
    },
  });
  sending.on('error', () => undefined);
  sending.write(
    `${part('operations', JSON.stringify({ query, variables: { file: null } }))}${part('map', '{"0":["variables.file"]}')}` +
      '--b\r\ncontent-disposition: form-data; name="0"; filename="a.bin"\r\n\r\n',
  );
  sending.write(randomBytes(1_000_000));
  return sending;
}
