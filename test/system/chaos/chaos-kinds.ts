import { setTimeout as pause } from 'node:timers/promises';
import { IsIn, IsInt } from 'class-validator';
import { defineJob, type JobDefinition } from '../../../src/engine/jobs/define-job';
import { jobKindsOf } from '../../../src/engine/jobs/job-kinds';
import type { JobRun } from '../../../src/engine/jobs/job-run';
import type { Sql } from '../../../src/platform/database/database';
import type { EffectTable } from '../../harness/job-ledger';
import { seededRandom } from '../../harness/seeded-random';

/** How many steps, and so effects, a job has. */
export const STEPS = 5;

/** Where each step leaves one row. It has no unique key: an effect that is done twice is to be seen. */
export const EFFECTS: EffectTable = { table: 'chaos_effects', unique: ['job', 'step'] };

/** Makes the table of effects, and empties everything that an earlier run left. */
export async function prepareLedger(sql: Sql): Promise<void> {
  await sql.run(
    `CREATE TABLE IF NOT EXISTS ${EFFECTS.table} (id INT AUTO_INCREMENT PRIMARY KEY, job CHAR(26) NOT NULL,
       step INT NOT NULL, attempt INT NOT NULL, worker INT NOT NULL, KEY (job, step))`,
  );
  for (const table of [EFFECTS.table, 'jobs', 'job_events', 'idempotency_keys']) await sql.run(`DELETE FROM ${table}`);
}

export class StepsPayload {
  /** Decides how long the steps take. */
  @IsInt()
  n: number;

  /** How long a step takes on average, in ms. */
  @IsInt()
  stepMs: number;
}

/** A job of five steps, each with one effect; without the fence it writes like a program that trusts its lease. */
function stepsKindOf({ fenced }: { fenced: boolean }): JobDefinition<StepsPayload> {
  return defineJob({
    kind: 'chaos.steps',
    queue: 'chaos',
    payload: StepsPayload,
    attempts: 3,
    // A job that meets three kills in its first step is no poison here: all the faults come from outside.
    maxLost: 1000,
    async perform({ n, stepMs }, job) {
      const random = seededRandom(n);
      for (let step = (job.checkpoint<number>() ?? 0) + 1; step <= STEPS; step++) {
        await pause(random.between(0, 2 * stepMs));
        if (fenced) await job.commit(step, tx => writeEffect(tx, job, step));
        else await writeUnfenced(job, step);
      }
      return STEPS;
    },
  });
}

/** The kind that tests ask for; a worker without the fence has a handler of its own for it. */
export const stepsKind = stepsKindOf({ fenced: true });

/** Neither the row's fence nor what the heartbeat learns of it is asked. */
async function writeUnfenced(job: JobRun, step: number): Promise<void> {
  await job.db.transaction(async tx => {
    await writeEffect(tx, job, step);
    await tx.run('UPDATE jobs SET checkpoint = ?, lost_count = 0 WHERE public_id = ?', [
      JSON.stringify(step),
      job.jobId,
    ]);
  });
}

async function writeEffect(sql: Sql, job: JobRun, step: number): Promise<void> {
  await sql.run(`INSERT INTO ${EFFECTS.table} (job, step, attempt, worker) VALUES (?, ?, ?, ?)`, [
    job.jobId,
    step,
    job.attempt,
    process.pid,
  ]);
}

/** How a poison job takes its worker with it. */
export const POISONS = ['exit', 'memory', 'loop'] as const;

export class PoisonPayload {
  @IsIn(POISONS)
  poison: (typeof POISONS)[number];
}

/** A job that no worker survives. */
export const poisonKind = defineJob({
  kind: 'chaos.poison',
  queue: 'poison',
  payload: PoisonPayload,
  attempts: 10,
  async perform({ poison }) {
    if (poison === 'exit') process.exit(3);
    const kept: unknown[] = [];
    for (;;) if (poison === 'memory') kept.push(Array.from({ length: 100_000 }, () => kept.length));
  },
});

/** A job that goes on until it is interrupted, looking at every item whether it may. */
export const endlessKind = defineJob({
  kind: 'chaos.endless',
  queue: 'chaos',
  payload: StepsPayload,
  attempts: 3,
  async perform({ stepMs }, job) {
    for await (const n of job.each(naturalNumbers(stepMs))) await job.commit(n, tx => writeEffect(tx, job, n));
  },
});

async function* naturalNumbers(everyMs: number): AsyncIterable<number> {
  for (let n = 1; ; n++) {
    await pause(everyMs);
    yield n;
  }
}

/** Every kind that the worker program runs. */
export function chaosKinds({ fenced }: { fenced: boolean }) {
  const steps = fenced ? stepsKind : stepsKindOf({ fenced });
  return jobKindsOf(...([steps, poisonKind, endlessKind] as unknown as JobDefinition[]));
}
