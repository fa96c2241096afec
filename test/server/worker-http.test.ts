import { serveWorker } from '../../src/server/worker-http';
import { ADMIN_TOKEN } from '../harness/http-server';
import { testLog } from '../harness/log';

let reachable = true;
let draining = false;
let worker: Awaited<ReturnType<typeof serveWorker>>;

beforeAll(async () => {
  worker = await serveWorker({
    log: testLog,
    host: '127.0.0.1',
    port: 0,
    auth: { adminToken: ADMIN_TOKEN },
    db: {
      async ping() {
        if (!reachable) throw new Error('away');
      },
    },
    isDraining: () => draining,
  });
});
afterAll(() => worker.close());

const status = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${worker.address}${path}`, { headers })).status;

it('a worker says that it is alive, and whether it works', async () => {
  expect([await status('/livez'), await status('/readyz')]).toEqual([200, 200]);
  reachable = false;
  expect([await status('/livez'), await status('/readyz')]).toEqual([200, 503]);
  reachable = true;
  draining = true;
  expect([await status('/livez'), await status('/readyz')]).toEqual([200, 503]);
  draining = false;
});

it('a worker shows its figures to its own machine, and to others with the token only', async () => {
  const answer = await fetch(`${worker.address}/metrics`);
  expect(await answer.text()).toContain('process_cpu_user_seconds_total');
  const others = { 'x-forwarded-for': '192.0.2.1' };
  expect(await status('/metrics', others)).toBe(401);
  expect(await status('/metrics', { ...others, authorization: `Bearer ${ADMIN_TOKEN}` })).toBe(200);
});

it('a worker answers nothing else', async () => {
  expect(await status('/graphql')).toBe(404);
});
