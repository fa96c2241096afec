import { createHash } from 'node:crypto';
import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { IsEmpty, validateSync } from 'class-validator';
import { validationFailed } from '../../errors';
import type { EventDefinition } from '../events/define-event';
import { type Cron, type CronOptions, readCron } from './cron';
import type { JobRun } from './job-run';

/** What `defineJob` takes: payload, retry policy and work of one kind of job, in one place. */
export interface JobOptions<Payload extends object> {
  /** `feature.file-name`, which the boot check compares with the file that defines it. */
  kind: string;
  /** The lane that it waits in. */
  queue: string;
  /** A class-validator class: ids and settings, never objects. */
  payload: ClassConstructor<Payload>;
  /** How many runs may end with an error before the job fails. */
  attempts: number;
  /** How many workers in a row may be lost with it, none of them past a checkpoint, before it is given up as poison; 3 when left out. */
  maxLost?: number;
  /** How long one attempt may take, in ms; unlimited when left out. */
  timeoutMs?: number;
  /** How many jobs of this kind one worker runs at once; as many as its queue allows when left out. */
  concurrency?: number;
  /** Lower runs sooner; 100 when left out. */
  priority?: number;
  /** Jobs of this kind with equal keys are one job while it is active. */
  uniqueBy?: (payload: Payload) => string;
  /** Each of these events enqueues a job of this kind; its payload is the event's, so the class must be the same. */
  on?: readonly EventDefinition<Payload>[];
  /** Enqueues a job of this kind at these times; its payload is empty, so the class must do without values (`NoPayload`). */
  cron?: string | CronOptions;
  /** The work; what it returns (JSON) becomes the job's result. Throwing means retry, unless the error is final or mendable. */
  perform(payload: Payload, job: JobRun): Promise<unknown>;
}

/** One kind of job, as the engine runs it. */
export interface JobDefinition<Payload extends object = object> extends Readonly<JobOptions<Payload>> {
  readonly isJobDefinition: true;
  readonly cron?: Cron;
}

/** The payload of a job that needs none, as those of a schedule. */
export class NoPayload {
  @IsEmpty()
  readonly nothing?: undefined;
}

/** What has a payload: a kind of job, or of event, by its name. */
export interface PayloadOwner<Payload extends object> {
  readonly kind: string;
  readonly payload: ClassConstructor<Payload>;
}

const KIND = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;
/** Payloads carry ids; whatever is larger than this belongs in the storage. */
const MAX_PAYLOAD_BYTES = 64 * 1024;

/** Declares a kind of job; the file that exports it (`<file-name>.job.ts` in its feature's folder) is found at boot. */
export function defineJob<Payload extends object>(options: JobOptions<Payload>): JobDefinition<Payload> {
  if (!KIND.test(options.kind))
    throw new Error(`"${options.kind}" is not a job kind; it should look like "imports.import-content".`);
  if (!(options.attempts >= 1)) throw new Error(`The job kind ${options.kind} needs at least one attempt.`);
  if (options.maxLost !== undefined && !(options.maxLost >= 1))
    throw new Error(`The job kind ${options.kind} has to bear at least one lost worker.`);
  if (options.concurrency !== undefined && !(options.concurrency >= 1))
    throw new Error(`The job kind ${options.kind} needs room for at least one job at once.`);
  const { cron, ...rest } = options;
  const definition = { ...rest, isJobDefinition: true as const };
  if (cron === undefined) return Object.freeze(definition);
  readPayload(options, {});
  return Object.freeze({ ...definition, cron: readCron(options.kind, cron) });
}

/** True for what `defineJob` returned. */
export function isJobDefinition(value: unknown): value is JobDefinition {
  return typeof value === 'object' && value !== null && 'isJobDefinition' in value && value.isJobDefinition === true;
}

/** Reads a payload of the kind from JSON; throws VALIDATION_FAILED with the field's path when a rule is broken. */
export function readPayload<Payload extends object>(definition: PayloadOwner<Payload>, json: unknown): Payload {
  const payload = plainToInstance(definition.payload, json);
  const [fault] = validateSync(payload, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (!fault) return payload;
  const rule = Object.values(fault.constraints ?? {})[0] ?? `${fault.property} is not valid`;
  throw validationFailed(`The payload of ${definition.kind} is not valid: ${rule}.`, ['payload', fault.property]);
}

/** The payload as it is stored; throws VALIDATION_FAILED when it breaks a rule or is larger than 64 KB. */
export function writePayload<Payload extends object>(definition: PayloadOwner<Payload>, payload: Payload): string {
  readPayload(definition, { ...payload });
  const json = JSON.stringify(payload);
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw validationFailed(`The payload of ${definition.kind} has ${bytes} bytes; ${MAX_PAYLOAD_BYTES} are allowed.`, [
      'payload',
    ]);
  }
  return json;
}

/** What `jobs.active_key` holds while a job of the kind is active, or null for a kind whose jobs are not unique. */
export function activeKey<Payload extends object>(definition: JobDefinition<Payload>, payload: Payload): string | null {
  if (!definition.uniqueBy) return null;
  return createHash('sha256')
    .update(`${definition.kind}\0${definition.uniqueBy(payload)}`)
    .digest('hex');
}
