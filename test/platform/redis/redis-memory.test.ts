import { createRedis, type Redis } from '../../../src/platform/redis/redis';
import { askMemory, evictionFault, watchMemory } from '../../../src/platform/redis/redis-memory';
import { registry } from '../../../src/platform/telemetry/metrics';
import { recordingLog } from '../../harness/http-server';
import { eventually } from '../../harness/jobs';
import { testLog } from '../../harness/log';
import { startPrivateRedis } from '../../harness/private-services';

let server: Awaited<ReturnType<typeof startPrivateRedis>>;
let redis: Redis;

beforeAll(async () => {
  server = await startPrivateRedis();
  redis = createRedis(server.url, testLog);
  await redis.ping(5000);
});
afterAll(async () => {
  await redis.close();
  await server.close();
});

const isFull = async () => (await registry.getSingleMetric('keelson_redis_memory_full')?.get())?.values[0].value === 1;

describe('the memory of Redis', () => {
  it('has no fault while nothing is dropped, and one under any other policy', async () => {
    expect(evictionFault((await askMemory(redis)) ?? { policy: '?' })).toBeNull();
    await redis.commands().config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(evictionFault((await askMemory(redis)) ?? { policy: null })).toContain('allkeys-lru');
    await redis.commands().config('SET', 'maxmemory-policy', 'noeviction');
  });

  it('is told by the log and a gauge when it is full, and when it is not any more', async () => {
    await redis.commands().config('SET', 'maxmemory', '1');
    const { log, lines } = recordingLog();
    const stop = watchMemory(redis, log);
    const told = (level: string) => lines.filter(line => line.level === level).map(({ message }) => message);
    await eventually(() => told('error').length === 1);
    expect(told('error')[0]).toMatch(/^Redis is full/);
    expect(await isFull()).toBe(true);
    await redis.commands().config('SET', 'maxmemory', '0');
    await eventually(() => told('info').length === 1);
    expect(await isFull()).toBe(false);
    stop();
  });

  it('is not judged while Redis is away', async () => {
    const nowhere = createRedis('redis://127.0.0.1:1', testLog);
    expect(await askMemory(nowhere)).toBeNull();
    await nowhere.close();
  });
});
