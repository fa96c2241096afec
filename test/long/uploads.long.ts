import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { until } from '../harness/keelson-process';
import { type Roles, startRoles } from '../harness/roles';
import { report } from '../harness/seeded-random';

const ABORTS = Number(process.env.KEELSON_TEST_ABORTS ?? 1000);
const STREAM_BYTES = Number(process.env.KEELSON_TEST_STREAM_BYTES ?? 5 * 1024 ** 3);
const PIECE = randomBytes(1024 * 1024);

const SWEEP =
  'mutation { runScheduleNow(input: { kind: "media.sweep-uploads" }) { job { id } userErrors { message } } }';

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles({ KEELSON_UPLOADS_MAX_BYTES: String(STREAM_BYTES) });
});
afterAll(() => roles.close());

const residentBytes = () =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${roles.serverPid()}/status`, 'utf8'))?.[1]) * 1024;
/** Files of the storage that the server holds open. */
const openFiles = () => {
  const folder = `/proc/${roles.serverPid()}/fd`;
  return readdirSync(folder).filter(name => pathOf(join(folder, name)).startsWith(roles.directory)).length;
};
function pathOf(descriptor: string): string {
  try {
    return readlinkSync(descriptor);
  } catch {
    return '';
  }
}
const files = () =>
  readdirSync(roles.directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length;
const rows = async () =>
  Number((await roles.database.db.select<{ n: number }>('SELECT COUNT(*) AS n FROM asset_uploads'))[0].n);

async function announce(bytes: number): Promise<{ id: string; url: string }> {
  const { data } = await roles.query(
    'mutation ($bytes: Float!) { createUpload(input: { filename: "a.bin", bytes: $bytes }) { upload { id url } userErrors { message } } }',
    { bytes },
  );
  const { id, url } = data.createUpload.upload;
  return { id, url: roles.url + url.slice(new URL(url).origin.length) };
}

/** Sends a file with PUT, and breaks off after some of it if asked to. */
async function send(url: string, bytes: number, breakOffAt = Number.POSITIVE_INFINITY): Promise<number | null> {
  const sending = request(url, { method: 'PUT', headers: { 'content-length': bytes } });
  const answered = new Promise<number | null>(resolve => {
    sending.once('response', response => resolve(response.resume().statusCode ?? null));
    sending.on('error', () => resolve(null));
    sending.once('close', () => resolve(null));
  });
  for (let sent = 0; sent < bytes && sent < breakOffAt; sent += PIECE.length) {
    const piece = PIECE.subarray(0, Math.min(PIECE.length, bytes - sent));
    if (!sending.write(piece)) await Promise.race([new Promise(resolve => sending.once('drain', resolve)), answered]);
  }
  if (bytes > breakOffAt) sending.destroy();
  else sending.end();
  return answered;
}

it('a file of gigabytes passes through without the server growing', async () => {
  const warm = await announce(64 * PIECE.length);
  expect(await send(warm.url, 64 * PIECE.length)).toBe(204);
  const before = residentBytes();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, residentBytes())), 200);
  const upload = await announce(STREAM_BYTES);
  const since = performance.now();
  expect(await send(upload.url, STREAM_BYTES)).toBe(204);
  clearInterval(watch);
  const grown = (most - before) / 1024 ** 2;
  const seconds = (performance.now() - since) / 1000;
  report(`${STREAM_BYTES} bytes in ${seconds.toFixed(1)} s, the server grew by ${grown.toFixed(1)} MB at most`);
  expect(grown).toBeLessThan(20 + 0.1 * (before / 1024 ** 2));
});

it('uploads that are broken off half-way leave no file, no row and no open handle', async () => {
  const before = files();
  const waiting = await rows();
  const bytes = 4 * PIECE.length;
  for (let round = 0; round < ABORTS; round += 10) {
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { id, url } = await announce(bytes);
        await send(url, bytes, bytes / 2);
        await roles.database.db.run('UPDATE asset_uploads SET expires_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
      }),
    );
  }
  expect(await rows()).toBe(waiting + ABORTS);
  const worker = roles.startWorker();
  // The schedule is there once a worker has begun.
  await until(async () => (await roles.query(SWEEP)).data?.runScheduleNow?.userErrors.length === 0);
  await until(async () => (await rows()) === waiting);
  worker.kill('SIGTERM');
  await until(() => files() === before && openFiles() === 0);
});
