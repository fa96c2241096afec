import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { ANONYMOUS, type Viewer } from '../../../src/engine/access/viewer';
import { unauthenticated } from '../../../src/errors';
import { joinGraphqlSocket, openGraphqlSocket } from '../../harness/graphql-socket';
import { buildHttpSchema, events, executions, states } from '../../harness/http-schema';
import { type RunningHttpServer, startHttpServer, until } from '../../harness/http-server';
import { retainedBytes } from '../../harness/retained-memory';
import { report } from '../../harness/seeded-random';

const MEGABYTE = 1024 * 1024;

let server: RunningHttpServer;
const viewers = new Map<string, Viewer>();
const open: { socket: { terminate(): void } }[] = [];

/** Viewers come and go as the test says. */
function authenticate(authorization: string | undefined): Viewer {
  if (authorization === undefined) return ANONYMOUS;
  const viewer = viewers.get(authorization);
  if (!viewer) throw unauthenticated('The API token is not valid.');
  return viewer;
}
const viewer = (id: string, ...permissions: string[]): Viewer => ({
  kind: 'token',
  id,
  permissions: new Set(permissions),
});

async function start(live: object = {}): Promise<void> {
  server = await startHttpServer(await buildHttpSchema(), { authenticate, live: { keepAliveMs: 60_000, ...live } });
}
beforeEach(() => {
  viewers.clear();
  for (const id of ['ann', 'ben']) viewers.set(id, viewer(id, 'jobs.read'));
});
afterEach(async () => {
  for (const { socket } of open.splice(0)) socket.terminate();
  await server.close();
});

const join = async (authorization?: string) => {
  const joined = await joinGraphqlSocket(server.url, authorization);
  open.push(joined);
  return joined;
};
const attempt = async (authorization?: string) => {
  const opened = await openGraphqlSocket(server.url, authorization);
  open.push(opened);
  return opened;
};
const tell = (text: string) => {
  for (const reader of states) reader.put({ text });
};
const breath = () => new Promise(resolve => setImmediate(resolve));

describe('a reader that is stopped', () => {
  it('costs next to nothing while 20,000 events of 10 KB pass, harms nobody, and is cut', async () => {
    await start({ drainMs: 1_000 });
    const [stopped, busy] = [await join('ann'), await join('ben')];
    stopped.subscribe('1', 'subscription { state }');
    busy.subscribe('1', 'subscription { state }');
    await until(() => states.size === 2);
    tell('begin');
    await Promise.all([stopped.first('1', 'next'), busy.first('1', 'next')]);
    stopped.pause();
    busy.socket.removeAllListeners('message');
    let latest = '';
    busy.socket.on('message', text => {
      latest = JSON.parse(String(text)).payload?.data?.state ?? latest;
    });
    const before = retainedBytes();
    const rss = process.memoryUsage.rss();
    for (let n = 1; n <= 20_000; n++) {
      tell(`${n} ${randomBytes(5_000).toString('hex')}`);
      if (n % 20 === 0) await breath();
    }
    const grown = retainedBytes() - before;
    report(
      `retained ${(grown / MEGABYTE).toFixed(1)} MB, resident ${((process.memoryUsage.rss() - rss) / MEGABYTE).toFixed(1)} MB more`,
    );
    expect(grown).toBeLessThan(10 * MEGABYTE);
    await until(() => latest.startsWith('20000 '));
    await until(() => states.size === 1);
    tell('still here');
    await until(() => latest === 'still here');
  });

  it('is cut at once when it asks for much more than it takes', async () => {
    await start();
    const greedy = await join('ann');
    greedy.pause();
    for (let id = 1; id <= 40; id++) greedy.subscribe(String(id), 'subscription { state }');
    await until(() => states.size === 40);
    for (let round = 0; states.size > 0; round++) {
      tell(`${round} ${'x'.repeat(MEGABYTE)}`);
      await breath();
    }
  });

  it('that was only slow goes on with the newest', async () => {
    await start();
    const slow = await join('ann');
    slow.subscribe('1', 'subscription { state }');
    await until(() => states.size === 1);
    slow.pause();
    for (let n = 1; n <= 2_000; n++) {
      tell(`${n} ${'x'.repeat(10_000)}`);
      if (n % 20 === 0) await breath();
    }
    slow.resume();
    const states2000 = () => slow.messages.filter(({ payload }) => String(payload?.data?.state).startsWith('2000 '));
    await until(() => states2000().length === 1);
    expect(slow.messages.filter(({ type }) => type === 'next').length).toBeLessThan(2_000);
  });
});

describe('the limits of a viewer', () => {
  it('are ten sockets; the eleventh is closed with 4429, until another one has gone', async () => {
    await start();
    const sockets = await Promise.all(Array.from({ length: 10 }, () => join('ann')));
    expect(await (await attempt('ann')).closed).toBe(4429);
    await join('ben');
    sockets[0].socket.close();
    await sockets[0].closed;
    await join('ann');
  });

  it('are those of the address for nobody in particular', async () => {
    await start({ socketsPerViewer: 1 });
    await join();
    expect(await (await attempt()).closed).toBe(4429);
    await join('ann');
  });

  it('are so many messages a second: who goes on beyond is closed with 4400', async () => {
    await start();
    const eager = await join('ann');
    for (let n = 0; n < 200; n++) eager.send({ type: 'ping' });
    expect(await eager.closed).toBe(4400);
    const frames = await join('ann');
    for (let n = 0; n < 200 && frames.socket.readyState === frames.socket.OPEN; n++) {
      frames.socket.ping();
      await Promise.race([once(frames.socket, 'pong'), frames.closed]);
    }
    expect(await frames.closed).toBe(4400);
  });

  it('leave room for a client that comes back with fifty subscriptions at once', async () => {
    await start();
    const back = await join('ann');
    const listening = events.listenerCount('tick') + 50;
    for (let id = 1; id <= 50; id++) back.subscribe(String(id), 'subscription { ticks }');
    await until(() => events.listenerCount('tick') === listening);
    expect(back.socket.readyState).toBe(back.socket.OPEN);
  });
});

describe('a viewer whose rights change', () => {
  it.each([
    ['is gone', () => viewers.delete('ann')],
    ['has lost a permission', () => viewers.set('ann', viewer('ann'))],
    ['is somebody else now', () => viewers.set('ann', viewer('zoe', 'jobs.read'))],
  ])('and %s has its sockets closed with 4403 at the next check, and its sources ended', async (_what, change) => {
    await start({ recheckMs: 50 });
    const [ann, ben] = [await join('ann'), await join('ben')];
    ann.subscribe('1', 'subscription { state }');
    ben.subscribe('1', 'subscription { state }');
    await until(() => states.size === 2);
    change();
    expect(await ann.closed).toBe(4403);
    await until(() => states.size === 1);
    tell('for ben');
    expect((await ben.first('1', 'next')).payload).toEqual({ data: { state: 'for ben' } });
  });

  it('keeps its sockets while nobody can tell', async () => {
    await start({ recheckMs: 20 });
    const ann = await join('ann');
    const asked = jest.spyOn(viewers, 'get').mockImplementation(() => {
      throw new Error('The session store is away.');
    });
    await until(() => asked.mock.calls.length > 2);
    asked.mockRestore();
    ann.subscribe('1', '{ viewer }');
    expect((await ann.first('1', 'next')).payload).toEqual({ data: { viewer: 'token:ann' } });
  });

  it('is thrown out at once when told so, also while it reads nothing', async () => {
    await start();
    const [ann, stopped, ben] = [await join('ann'), await join('ann'), await join('ben')];
    for (const one of [ann, stopped, ben]) one.subscribe('1', 'subscription { state }');
    await until(() => states.size === 3);
    stopped.pause();
    server.revoke('ann');
    expect(await ann.closed).toBe(4403);
    await until(() => states.size === 1);
    expect(ben.socket.readyState).toBe(ben.socket.OPEN);
  });
});

describe('an event that many wait for', () => {
  it('is executed once for all who ask the same with the same rights', async () => {
    await start();
    viewers.set('eve', viewer('eve', 'jobs.read', 'jobs.manage'));
    const sockets = await Promise.all([join('ann'), join('ann'), join('ann'), join('ben'), join('eve')]);
    for (const one of sockets) {
      one.subscribe('1', 'subscription { state }');
      one.subscribe('2', 'subscription { state }');
    }
    await until(() => states.size === 10);
    executions.state = 0;
    const event = { text: 'news' };
    for (const reader of states) reader.put(event);
    for (const one of sockets) {
      expect((await one.first('1', 'next')).payload).toEqual({ data: { state: 'news' } });
      expect((await one.first('2', 'next')).payload).toEqual({ data: { state: 'news' } });
    }
    expect(executions.state).toBe(3);
  });
});
