import { newId } from '../../platform/crypto/new-id';
import { validationFailed } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { snakeCase } from '../../platform/database/snake-naming';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import type { Viewer } from '../access/viewer';
import { activeKey, type JobDefinition, writePayload } from './define-job';
import { type KeyedRequest, pointIdempotencyKey, takeIdempotencyKey } from './idempotency';
import type { JobParts } from './job-parts';
import { selectJobs } from './job-row';
import { type Assignments, DbTime, dbTimeSql, type MadeTransition, recordEvents, sqlValues } from './job-state';
import { inBatches } from './sql-lists';

export interface EnqueueOptions {
  /** The caller's transaction: if it rolls back, there is no job. Without it the job has one of its own. */
  tx?: Transaction;
  /** Who asks, and so who owns the job; without it the server does. */
  viewer?: Viewer;
  /** Not before this. */
  runAt?: Date;
  /** The job fails if it has not settled by then. */
  deadlineAt?: Date;
  /** The same key with the same payload gives the same job for 48 hours. */
  idempotencyKey?: string;
  /** Lower runs sooner; the kind's own when left out. */
  priority?: number;
}

/** The handle of an enqueued job; `replayed` says that it was there before. */
export interface EnqueuedJob {
  id: string;
  replayed: boolean;
}

/** A job that is ready to be written: its row, and what sends its first hint. */
export interface PreparedJob {
  row: Assignments & { publicId: string; kind: string; queue: string };
  actor: string;
  send: () => Promise<void>;
}

/** Checks a request for a job and makes its row; throws VALIDATION_FAILED. */
export function prepareJob<Payload extends object>(
  parts: JobParts,
  definition: JobDefinition<Payload>,
  payload: Payload,
  options: EnqueueOptions,
): PreparedJob {
  if (parts.kinds.get(definition.kind)?.perform !== definition.perform) {
    throw new Error(`The job kind ${definition.kind} has no handler in this program.`);
  }
  const { kind, queue } = definition;
  const publicId = newId();
  const { columns, send } = parts.dispatcher.plan({ publicId, queue, dispatchSeq: 0 }, delayUntil(options.runAt));
  const row = {
    ...columns,
    publicId,
    kind,
    queue,
    priority: readPriority(options.priority ?? definition.priority ?? 100),
    ownerId: options.viewer?.id ?? null,
    payload: writePayload(definition, payload),
    activeKey: activeKey(definition, payload),
    state: 'queued',
    ver: 1,
    maxAttempts: definition.attempts,
    ...(definition.maxLost === undefined ? {} : { maxLost: definition.maxLost }),
    deadlineAt: options.deadlineAt ?? null,
    createdAt: DbTime.now,
    ...(options.runAt ? { runAt: options.runAt } : {}),
  };
  return { row, actor: options.viewer?.id ?? 'server', send };
}

/** T1: writes a job in the transaction. Throws VALIDATION_FAILED or IDEMPOTENCY_KEY_REUSED. */
export async function enqueueJob<Payload extends object>(
  parts: JobParts,
  tx: Transaction,
  definition: JobDefinition<Payload>,
  payload: Payload,
  options: EnqueueOptions,
): Promise<EnqueuedJob> {
  const prepared = prepareJob(parts, definition, payload, options);
  const { row } = prepared;
  const keyed = keyedRequest(definition.kind, row.payload as string, options);
  const replayed = keyed && (await takeIdempotencyKey(tx, keyed, row.publicId));
  if (replayed) return { id: replayed, replayed: true };
  try {
    await insertJobs(parts, tx, [prepared]);
  } catch (error) {
    if (!row.activeKey || !isDuplicateKey(error)) throw error;
    const active = await activeJob(tx, row.activeKey as string);
    if (keyed) await pointIdempotencyKey(tx, keyed, active);
    return { id: active, replayed: true };
  }
  return { id: row.publicId, replayed: false };
}

/** T1 of several jobs of a kind in the transaction; unique ones go one by one, since each may be there already. */
export async function enqueueJobs<Payload extends object>(
  parts: JobParts,
  definition: JobDefinition<Payload>,
  payloads: readonly Payload[],
  options: { tx: Transaction; viewer?: Viewer },
): Promise<string[]> {
  if (definition.uniqueBy) {
    const ids: string[] = [];
    for (const payload of payloads) ids.push((await enqueueJob(parts, options.tx, definition, payload, options)).id);
    return ids;
  }
  const prepared = payloads.map(payload => prepareJob(parts, definition, payload, options));
  await insertJobs(parts, options.tx, prepared);
  return prepared.map(({ row }) => row.publicId);
}

/** T1 of several jobs, whose rows go into few statements; what is hinted and told follows the commit. */
export async function insertJobs(parts: JobParts, tx: Transaction, jobs: readonly PreparedJob[]): Promise<void> {
  const alike = new Map<string, PreparedJob[]>();
  for (const job of jobs) {
    const shape = Object.entries(job.row).map(([column, value]) => [column, placeholder(value)]);
    const key = JSON.stringify([job.actor, shape]);
    alike.set(key, [...(alike.get(key) ?? []), job]);
  }
  for (const same of alike.values()) {
    for (const batch of inBatches(same)) await insertAlike(parts, tx, batch);
  }
  // A hint may take half a second while Redis is away; together they take no longer.
  tx.afterCommit(async () => {
    await Promise.all(jobs.map(({ send }) => send()));
  });
}

async function insertAlike(parts: JobParts, tx: Transaction, jobs: readonly PreparedJob[]): Promise<void> {
  const columns = Object.keys(jobs[0].row).map(snakeCase).join(', ');
  const one = `(${Object.values(jobs[0].row).map(placeholder).join(', ')})`;
  await tx.run(
    `INSERT INTO jobs (${columns}) VALUES ${jobs.map(() => one).join(', ')}`,
    jobs.flatMap(({ row }) => Object.values(row).flatMap(sqlValues)),
  );
  const made = jobs.map(({ row: { publicId, kind, queue }, actor }): MadeTransition => {
    const job = { publicId, kind, queue, state: 'queued', ver: 0, fence: 0, attempt: 0 } as const;
    return { job, ver: 1, change: { step: 'T1', to: 'queued', actor } };
  });
  await recordEvents(tx, made);
  tx.afterCommit(() => made.forEach(transition => parts.notices.transitioned(transition)));
}

function placeholder(value: unknown): string {
  return value instanceof DbTime ? dbTimeSql(value) : '?';
}

/** The refused INSERT holds a shared lock on the active job's key, so that job can't settle before this transaction ends. */
async function activeJob(tx: Transaction, key: string): Promise<string> {
  const [active] = await selectJobs(tx, 'active_key = ?', [key]);
  return active.publicId;
}

function keyedRequest(kind: string, payloadJson: string, options: EnqueueOptions): KeyedRequest | null {
  if (options.idempotencyKey === undefined) return null;
  return { scope: options.viewer?.id ?? 'server', key: options.idempotencyKey, request: `${kind}\0${payloadJson}` };
}

function delayUntil(runAt: Date | undefined): number {
  return runAt ? Math.max(0, runAt.getTime() - Date.now()) : 0;
}

function readPriority(priority: number): number {
  if (Number.isInteger(priority) && priority >= 0 && priority <= 1000) return priority;
  throw validationFailed(`A priority is a whole number from 0 to 1000, not ${priority}.`, ['priority']);
}
