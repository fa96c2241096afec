import { ANONYMOUS, type Viewer } from '../../src/engine/access/viewer';
import { createRedis, type Redis } from '../../src/platform/redis/redis';
import { type Charge, CostBuckets } from '../../src/server/cost/cost-buckets';
import { testLog } from '../harness/log';
import { testRedisUrl } from '../harness/redis';

const SIZE = { capacity: 100, restoreRate: 10 };
const ann: Viewer = { kind: 'token', id: 'ann', permissions: new Set() };
const redises: Redis[] = [];
const open: CostBuckets[] = [];
let clock = 0;

afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  for (const redis of redises.splice(0)) await redis.close();
});

function buckets(redis: Redis | null = null): CostBuckets {
  const made = new CostBuckets({ anonymous: SIZE, viewers: SIZE, redis, log: testLog, now: () => clock });
  open.push(made);
  return made;
}

async function connected(prefix: string): Promise<Redis> {
  const redis = createRedis(testRedisUrl(), testLog, { prefix });
  redises.push(redis);
  await redis.ping(5_000);
  return redis;
}

const refusalOf = (work: () => Charge) => {
  try {
    work();
    return null;
  } catch (error) {
    return error as Error & { code: string; details: Record<string, unknown> };
  }
};

describe('a bucket of cost', () => {
  it('takes what fits, refuses what does not and says when it will', () => {
    const one = buckets();
    one.take(ann, null, 60);
    const refusal = refusalOf(() => one.take(ann, null, 61));
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterSeconds: 3 } });
    clock += 2_000;
    expect(refusalOf(() => one.take(ann, null, 61))?.details).toEqual({ retryAfterSeconds: 1 });
    clock += 100;
    expect(one.take(ann, null, 61).throttle()).toEqual({ available: 0, restoreRate: 10 });
  });

  it('gets back what was not used, but for the least that a request costs', () => {
    const one = buckets();
    const charge = one.take(ann, null, 80);
    charge.settle(30);
    expect(charge.throttle()?.available).toBe(70);
    one.take(ann, null, 5).settle(0);
    expect(charge.throttle()?.available).toBe(69);
  });

  it('lets an operation that is dearer than the bucket run when it is empty', () => {
    const one = buckets();
    one.take(ann, null, 1_000);
    expect(refusalOf(() => one.take(ann, null, 1))?.code).toBe('RATE_LIMITED');
  });

  it('is that of the viewer, and of the address for nobody in particular, whose IPv6 network is one', () => {
    const one = buckets();
    for (const [viewer, address] of [
      [ann, '192.0.2.1'],
      [ANONYMOUS, '192.0.2.1'],
      [ANONYMOUS, '2001:db8::1'],
      [ANONYMOUS, '2001:db8:0:1::1'],
    ] as const) {
      one.take(viewer, address, 100);
    }
    for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '2001:db8::2', '2001:db8:0:0:ffff::9']) {
      expect(refusalOf(() => one.take(ANONYMOUS, address, 1))?.code).toBe('RATE_LIMITED');
    }
    one.take(ANONYMOUS, '192.0.2.2', 100);
  });

  it('is forgotten once it is empty', async () => {
    const one = buckets();
    for (let n = 0; n < 1_000; n++) one.take(ANONYMOUS, `192.0.${n >> 8}.${n & 255}`, 10);
    expect(one.size).toBe(1_000);
    clock += 2_000;
    await one.tell();
    expect(one.size).toBe(0);
  });
});

describe('the buckets of several processes', () => {
  it('are one by way of Redis', async () => {
    const redis = await connected(`cost-${Date.now()}-a`);
    const [one, other] = [buckets(redis), buckets(redis)];
    one.take(ann, null, 70);
    await one.tell();
    other.take(ann, null, 20);
    await other.tell();
    expect(refusalOf(() => other.take(ann, null, 20))?.code).toBe('RATE_LIMITED');
    one.take(ann, null, 1);
    await one.tell();
    expect(refusalOf(() => one.take(ann, null, 20))?.code).toBe('RATE_LIMITED');
  });

  it('share what is given back', async () => {
    const redis = await connected(`cost-${Date.now()}-b`);
    const [one, other] = [buckets(redis), buckets(redis)];
    const charge = one.take(ann, null, 90);
    await one.tell();
    charge.settle(10);
    await one.tell();
    other.take(ann, null, 1);
    await other.tell();
    expect(other.take(ann, null, 1).throttle()?.available).toBeGreaterThanOrEqual(87);
  });

  it('go on by themselves while Redis is away, and tell it what is left when it is back', async () => {
    const redis = await connected(`cost-${Date.now()}-c`);
    const one = buckets(redis);
    one.take(ann, null, 50);
    redis.commands().disconnect();
    await until(() => !redis.isReady());
    one.take(ann, null, 50);
    await one.tell();
    expect(refusalOf(() => one.take(ann, null, 1))?.code).toBe('RATE_LIMITED');
    clock += 4_000;
    one.take(ann, null, 10);
    await redis.commands().connect();
    await until(() => redis.isReady());
    await one.tell();
    const other = buckets(await connected(redis.prefix));
    other.take(ann, null, 1);
    await other.tell();
    const { available } = other.take(ann, null, 1).throttle() as { available: number };
    expect(available).toBeGreaterThanOrEqual(28);
    expect(available).toBeLessThan(40);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
}
