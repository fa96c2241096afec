/**
 * One worker process of the benchmark: `engine` runs the job engine, `bull` bare Bull, `polling` a table that is looked at until it
 * is empty. It tells its parent `ready`, then how many jobs it has done, each time that the parent waits for a number of them.
 */
import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import Bull from 'bull';
import type { Context } from '../src/engine/context';
import { type Addresses, BULL_NAME, CONCURRENCY, done, openDatabase, openEngine, quietLog } from './noop-job';

// As the program's own processes do (src/main.ts).
setFlagsFromString('--no-allocation-site-pretenuring');

let finished = 0;
let wanted = Number.POSITIVE_INFINITY;
const count = () => {
  finished += 1;
  if (finished >= wanted) {
    wanted = Number.POSITIVE_INFINITY;
    process.send?.({ finished });
  }
};

const sides: Record<string, (addresses: Addresses) => Promise<void>> = {
  async engine({ databaseUrl, redisUrl }) {
    const db = await openDatabase(databaseUrl);
    const engine = openEngine(db, redisUrl);
    done.count = count;
    engine.startWorker({
      contextFor: (viewer, requestId) =>
        ({ db, jobs: engine.client, log: quietLog, viewer, requestId, now: () => new Date() }) as unknown as Context,
    });
  },
  async bull({ redisUrl }) {
    const queue = new Bull(BULL_NAME, redisUrl);
    void queue.process(CONCURRENCY, async () => count());
    await queue.isReady();
  },
  async polling({ databaseUrl }) {
    const db = await openDatabase(databaseUrl);
    const takeOne = () =>
      db.transaction(async tx => {
        const [row] = await tx.select<{ id: number }>(
          `SELECT id FROM bare_jobs WHERE state = 'queued' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
        );
        if (row) await tx.run(`UPDATE bare_jobs SET state = 'running' WHERE id = ?`, [row.id]);
        return row?.id;
      });
    const lane = async () => {
      for (;;) {
        const id = await takeOne();
        if (id === undefined) await new Promise(resolve => setTimeout(resolve, 100));
        else {
          await db.run(`UPDATE bare_jobs SET state = 'succeeded' WHERE id = ?`, [id]);
          count();
        }
      }
    };
    for (let lanes = 0; lanes < CONCURRENCY; lanes++) void lane();
  },
};

process.on('message', ({ start, waitFor }: { start?: { side: string; addresses: Addresses }; waitFor?: number }) => {
  if (start) void sides[start.side](start.addresses).then(() => process.send?.({ ready: true }));
  if (waitFor) {
    wanted = waitFor;
    finished -= 1;
    count();
  }
});
process.on('disconnect', () => process.exit());
