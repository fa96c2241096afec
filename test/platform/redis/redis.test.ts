import { createChannels } from '../../../src/platform/redis/channel';
import { createRedis } from '../../../src/platform/redis/redis';
import { eventually } from '../../harness/jobs';
import { testLog } from '../../harness/log';
import { testRedisUrl } from '../../harness/redis';

const NOWHERE = 'redis://user:secret@127.0.0.1:1';

describe('a Redis connection', () => {
  it.each(['http://localhost', 'localhost:6379', '', 'redis://localhost/first'])(
    'refuses the URL "%s" with a clear sentence',
    url => {
      expect(() => createRedis(url, testLog)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    },
  );

  it('says which server does not answer, without its password', async () => {
    const redis = createRedis(NOWHERE, testLog);
    await expect(redis.ping(200)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'Redis at redis://127.0.0.1:1 does not answer at the moment.',
    });
    expect(redis.isReady()).toBe(false);
    expect(() => redis.publish('somewhere', 'something')).not.toThrow();
    await redis.close();
  });
});

describe('channels', () => {
  it('bring what is published once the listener is acknowledged, on one subscription for all listeners', async () => {
    const redis = createRedis(testRedisUrl(), testLog, { prefix: 'channel-test' });
    const channels = createChannels(redis, testLog);
    const heard: string[] = [];
    const listener = { onMessage: (message: string) => void heard.push(message), onResubscribed: () => undefined };
    const stops = [
      await channels.listen('channel-test:a', listener),
      await channels.listen('channel-test:a', { ...listener }),
    ];
    expect(channels.isLive()).toBe(true);
    expect(channels.size()).toBe(1);
    await redis.ping(5000);
    redis.publish('channel-test:a', 'hello');
    await eventually(() => heard.length === 2);
    stops[0]();
    redis.publish('channel-test:a', 'again');
    await eventually(() => heard.length === 3);
    stops[1]();
    expect(channels.size()).toBe(0);
    channels.close();
    await redis.close();
  });

  it('tell their listeners to look again once they are subscribed after a lost connection', async () => {
    const redis = createRedis(testRedisUrl(), testLog);
    const channels = createChannels(redis, testLog);
    let resubscribed = 0;
    const heard: string[] = [];
    await channels.listen('channel-test:b', {
      onMessage: message => void heard.push(message),
      onResubscribed: () => void resubscribed++,
    });
    const before = resubscribed;
    await redis.ping(5000);
    await redis.commands().client('KILL', 'TYPE', 'pubsub');
    await eventually(() => resubscribed > before);
    expect(channels.isLive()).toBe(true);
    redis.publish('channel-test:b', 'back');
    await eventually(() => heard.length === 1);
    channels.close();
    await redis.close();
  });

  it('do not keep a listener waiting while Redis is away', async () => {
    const redis = createRedis(NOWHERE, testLog);
    const channels = createChannels(redis, testLog);
    const stop = await channels.listen('channel-test:c', {
      onMessage: () => undefined,
      onResubscribed: () => undefined,
    });
    expect(channels.isLive()).toBe(false);
    stop();
    channels.close();
    await redis.close();
  });
});
