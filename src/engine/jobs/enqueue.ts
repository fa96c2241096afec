import { ulid } from 'ulid';
import { validationFailed } from '../../errors';
import type { SqlValue, Transaction } from '../../platform/database/database';
import { snakeCase } from '../../platform/database/snake-naming';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import type { Viewer } from '../access/viewer';
import { activeKey, type JobDefinition, writePayload } from './define-job';
import { type KeyedRequest, pointIdempotencyKey, takeIdempotencyKey } from './idempotency';
import type { JobParts } from './job-parts';
import { selectJobs } from './job-row';
import { type Assignments, DbTime, dbTimeSql, recordEvent, sqlValues } from './job-state';

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

/** T1: writes a job in the transaction. Throws VALIDATION_FAILED or IDEMPOTENCY_KEY_REUSED. */
export async function enqueueJob<Payload extends object>(
  parts: JobParts,
  tx: Transaction,
  definition: JobDefinition<Payload>,
  payload: Payload,
  options: EnqueueOptions,
): Promise<EnqueuedJob> {
  if (parts.kinds.get(definition.kind)?.perform !== definition.perform) {
    throw new Error(`The job kind ${definition.kind} has no handler in this program.`);
  }
  const payloadJson = writePayload(definition, payload);
  const publicId = ulid();
  const keyed = keyedRequest(definition.kind, payloadJson, options);
  const replayed = keyed && (await takeIdempotencyKey(tx, keyed, publicId));
  if (replayed) return { id: replayed, replayed: true };

  const { columns, send } = parts.dispatcher.plan(
    { publicId, queue: definition.queue, dispatchSeq: 0 },
    delayUntil(options.runAt),
  );
  const key = activeKey(definition, payload);
  const id = await insertUnlessActive(tx, {
    ...columns,
    publicId,
    kind: definition.kind,
    queue: definition.queue,
    priority: readPriority(options.priority ?? definition.priority ?? 100),
    ownerId: options.viewer?.id ?? null,
    payload: payloadJson,
    activeKey: key,
    state: 'queued',
    ver: 1,
    maxAttempts: definition.attempts,
    deadlineAt: options.deadlineAt ?? null,
    createdAt: DbTime.now,
    ...(options.runAt ? { runAt: options.runAt } : {}),
  });
  if (id === null) {
    const active = await activeJob(tx, key as string);
    if (keyed) await pointIdempotencyKey(tx, keyed, active);
    return { id: active, replayed: true };
  }
  const job = {
    id,
    publicId,
    kind: definition.kind,
    queue: definition.queue,
    state: 'queued',
    ver: 0,
    fence: 0,
    attempt: 0,
  } as const;
  const change = { step: 'T1', to: 'queued', actor: options.viewer?.id ?? 'server' } as const;
  await recordEvent(tx, { job, ver: 1, change });
  tx.afterCommit(() => parts.notices.transitioned({ job, ver: 1, change }));
  tx.afterCommit(send);
  return { id: publicId, replayed: false };
}

/** Inserts the row and gives its id, or null when its unique kind already has an active job with the same key. */
async function insertUnlessActive(tx: Transaction, row: Assignments): Promise<number | null> {
  const entries = Object.entries(row) as [string, SqlValue | DbTime][];
  const columns = entries.map(([column]) => snakeCase(column)).join(', ');
  const placeholders = entries.map(([, value]) => (value instanceof DbTime ? dbTimeSql(value) : '?')).join(', ');
  const values = entries.flatMap(([, value]) => sqlValues(value));
  try {
    return (await tx.run(`INSERT INTO jobs (${columns}) VALUES (${placeholders})`, values)).insertId;
  } catch (error) {
    if (row.activeKey && isDuplicateKey(error)) return null;
    throw error;
  }
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
