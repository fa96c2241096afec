import { randomBytes } from 'node:crypto';
import { createRevocations, revocationChannel } from '../../../src/engine/access/revocations';
import type { Viewer } from '../../../src/engine/access/viewer';
import { unauthenticated } from '../../../src/errors';
import { createRedis, type Redis } from '../../../src/platform/redis/redis';
import { joinGraphqlSocket } from '../../harness/graphql-socket';
import { buildHttpSchema } from '../../harness/http-schema';
import { startHttpServer } from '../../harness/http-server';
import { eventually } from '../../harness/jobs';
import { testLog } from '../../harness/log';
import { testRedisUrl } from '../../harness/redis';

const viewers = new Map<string, Viewer>();
const closing: (() => Promise<unknown> | void)[] = [];
let prefix: string;

beforeEach(() => {
  prefix = `revocations-${randomBytes(4).toString('hex')}`;
  for (const id of ['ann', 'ben']) viewers.set(id, { kind: 'token', id, permissions: new Set() });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function authenticate(authorization: string | undefined): Viewer {
  const viewer = viewers.get(authorization ?? '');
  if (!viewer) throw unauthenticated('The API token is not valid.');
  return viewer;
}

/** One process of the API, as `serve` wires it. */
async function startProcess({ redisUrl = testRedisUrl(), recheckMs = 3_600_000 } = {}) {
  const redis = createRedis(redisUrl, testLog, { prefix });
  closing.push(() => redis.close());
  const revocations = createRevocations(redis, testLog);
  closing.push(() => revocations.close());
  const server = await startHttpServer(await buildHttpSchema(), {
    authenticate,
    live: { keepAliveMs: 60_000, recheckMs },
  });
  closing.push(() => server.close());
  await revocations.listen({
    onRevoked: viewerId => server.revoke(viewerId),
    onMissed: () => server.recheckViewers(),
  });
  const join = async (id: string) => {
    const joined = await joinGraphqlSocket(server.url, id);
    closing.push(() => joined.socket.terminate());
    return joined;
  };
  return { redis, revocations, join };
}

const isHeard = async (redis: Redis, listeners: number) => {
  const [, heard] = (await redis.commands().pubsub('NUMSUB', revocationChannel(redis))) as [string, number];
  return Number(heard) === listeners;
};

describe('a viewer whose rights are revoked in one process of the API', () => {
  it('has its sockets closed with 4403 in all of them, and nobody else has', async () => {
    const [here, there] = [await startProcess(), await startProcess()];
    await eventually(() => isHeard(here.redis, 2));
    const sockets = [await here.join('ann'), await there.join('ann')];
    const other = await there.join('ben');
    here.revocations.revoke('ann');
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4403, 4403]);
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });

  it('loses them when Redis is back, if the notice got lost while it was away', async () => {
    const there = await startProcess();
    await eventually(() => isHeard(there.redis, 1));
    const [ann, ben] = [await there.join('ann'), await there.join('ben')];
    viewers.delete('ann');
    await there.redis.commands().client('KILL', 'TYPE', 'pubsub');
    expect(await ann.closed).toBe(4403);
    expect(ben.socket.readyState).toBe(ben.socket.OPEN);
  });

  it('loses them where it was revoked at once, and elsewhere at the next check, while Redis is away', async () => {
    const nowhere = 'redis://127.0.0.1:1';
    const here = await startProcess({ redisUrl: nowhere });
    const there = await startProcess({ redisUrl: nowhere, recheckMs: 50 });
    const [near, far] = [await here.join('ann'), await there.join('ann')];
    viewers.delete('ann');
    here.revocations.revoke('ann');
    expect(await near.closed).toBe(4403);
    expect(await far.closed).toBe(4403);
  });
});
