import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { JobDefinition } from '../../src/engine/jobs/define-job';
import { jobKindsOf } from '../../src/engine/jobs/job-kinds';
import { jobChannel } from '../../src/engine/jobs/job-notices';
import { startApi, type TestApi } from '../harness/api';
import { joinGraphqlSocket, openGraphqlSocket } from '../harness/graphql-socket';
import { eventually, gate, testKind } from '../harness/jobs';
import { startPrivateRedis } from '../harness/private-services';
import { retainedBytes } from '../harness/retained-memory';
import { report, seededRandom, testSeeds } from '../harness/seeded-random';
import { startTcpProxy } from '../harness/tcp-proxy';

const PROGRESS = 'subscription ($id: ID!) { jobProgress(id: $id) { state attempt progress { completed } } }';
const MEGABYTE = 1024 * 1024;

interface Seen {
  state: string;
  attempt: number;
}

/** Grows with each transition that the jobs of these tests make: their `ver`, as the API lets it be seen. */
function rankOf({ state, attempt }: Seen): number {
  if (state === 'RUNNING') return 2 * attempt;
  return state === 'QUEUED' || state === 'SCHEDULED' ? 2 * attempt + 1 : 2 * attempt + 2;
}

/** Channels of single jobs that the process listens to, and connections that hear of all jobs. */
const heardChannels = async ({ redis }: TestApi) =>
  ((await redis.commands().pubsub('CHANNELS', jobChannel(redis, '*'))) as string[]).length +
  (await redis.commands().publish(jobChannel(redis, 'nobody'), '{"ver":null}'));

export interface SubscribersPlan {
  /** For how long Redis is away, in ms. */
  awayMs: number;
  /** How many sockets connect, subscribe and are gone. */
  cycles: number;
}

/** The tests of what subscribers see while their sockets and Redis come and go, and of what they leave behind. */
export function describeSubscribers({ awayMs, cycles }: SubscribersPlan): void {
  describe('two hundred subscribers whose sockets flap while Redis is killed and comes back empty', () => {
    it('each end with the final state that the database has, and never see an older one after a newer one', async () => {
      const random = seededRandom(testSeeds(1)[0]);
      report(`seed ${random.seed}`);
      let finished = false;
      const work = testKind(
        async (_payload, job) => {
          if (job.attempt === 1) throw new Error('The first attempt fails.');
          for (let completed = 1; !finished; completed++) {
            job.progress({ completed });
            await pause(50);
          }
        },
        { attempts: 3 },
      );
      const redis = await startPrivateRedis();
      const api = await startApi({
        redisUrl: redis.url,
        kinds: jobKindsOf(work as unknown as JobDefinition),
        concurrency: 20,
        live: { socketsPerViewer: 1_000, keepAliveMs: 1_000 },
      });
      const wires = await startTcpProxy(Number(new URL(api.url).port));
      const ids: string[] = [];
      for (let n = 0; n < 20; n++) ids.push((await api.engine.client.enqueue(work, { n })).id);

      let connections = 0;
      const follow = async (id: string): Promise<Seen[]> => {
        const client = createClient({
          url: `ws://127.0.0.1:${wires.port}/graphql`,
          webSocketImpl: WebSocket,
          connectionParams: { authorization: `Bearer ${api.adminToken}` },
          retryAttempts: Number.POSITIVE_INFINITY,
          shouldRetry: () => true,
          retryWait: () => pause(random.between(50, 250)),
          on: {
            connected: () => {
              connections += 1;
            },
          },
        });
        const seen: Seen[] = [];
        for await (const { data, errors } of client.iterate<{ jobProgress: Seen }>({
          query: PROGRESS,
          variables: { id },
        })) {
          expect(errors).toBeUndefined();
          if (data) seen.push(data.jobProgress);
        }
        await client.dispose();
        return seen;
      };
      const followers = ids.flatMap(id => Array.from({ length: 10 }, async () => ({ id, seen: await follow(id) })));
      await eventually(() => connections >= 200);

      let flapping = true;
      const flaps = (async () => {
        while (flapping) {
          wires.cut(() => random.chance(0.1));
          await pause(100);
        }
      })();
      await pause(1_000);
      await redis.kill();
      await pause(awayMs);
      await redis.start();
      await pause(1_000);
      finished = true;
      const finishedAt = performance.now();
      const stillFlapping = pause(1_000).then(() => {
        flapping = false;
      });

      for (const { id, seen } of await Promise.all(followers)) {
        const row = await api.engine.client.find(id);
        expect(row?.state).toBe('succeeded');
        expect(seen.at(-1)).toMatchObject({ state: 'SUCCEEDED', attempt: row?.attempt });
        const ranks = seen.map(rankOf);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }
      report(`${Math.round(performance.now() - finishedAt)} ms from the end of the work to the last subscriber's`);
      await stillFlapping;
      await flaps;
      report(`${connections} connections for 200 subscribers`);
      expect(connections).toBeGreaterThan(400);
      await eventually(() => api.engine.watched() === 0);
      await wires.close();
      await api.close();
      await redis.close();
    }, 900_000);
  });

  describe(`${cycles} sockets that connect, subscribe and are gone`, () => {
    it('leave no source, no channel and no memory behind', async () => {
      const hold = gate();
      const work = testKind(() => hold.opened);
      const api = await startApi({
        kinds: jobKindsOf(work as unknown as JobDefinition),
        live: { socketsPerViewer: 1_000 },
      });
      const { id } = await api.engine.client.enqueue(work, { n: 1 });
      const authorization = `Bearer ${api.adminToken}`;
      const cycle = async (count: number) => {
        for (let done = 0; done < count; done += 20) {
          await Promise.all(
            Array.from({ length: 20 }, async (_, n) => {
              const opened = await (n % 3 === 0 ? openGraphqlSocket : joinGraphqlSocket)(api.url, authorization);
              opened.subscribe('1', PROGRESS, { id });
              opened.subscribe('2', 'subscription { jobs { id state } }');
              // Some go while their sources are being made, some when they have got something.
              if (n % 3 === 2) await opened.first('1', 'next');
              opened.socket.terminate();
              await opened.closed;
            }),
          );
        }
        await eventually(() => api.engine.watched() === 0);
      };
      await cycle(0.3 * cycles);
      const before = retainedBytes();
      await cycle(0.7 * cycles);
      const grown = retainedBytes() - before;
      report(`${(grown / MEGABYTE).toFixed(2)} MB more after ${0.7 * cycles} cycles`);
      expect(grown).toBeLessThan(3 * MEGABYTE);
      await eventually(async () => (await heardChannels(api)) === 0);
      hold.open();
      await api.settled(id);
      await api.close();
    }, 900_000);
  });
}
