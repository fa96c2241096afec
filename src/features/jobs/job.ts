import { DateTime } from '../../engine/date-time';
import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../engine/content/node';
import type { Job as JobRow } from '../../engine/jobs/job.entity';
import { jobResultTypes, readJobResult } from '../../engine/jobs/job-result';
import { connectionOf } from '../../engine/pagination/connection';

/** Where a job stands, for the API: `scheduled` is queued with its time still to come. */
export enum JobState {
  SCHEDULED = 'scheduled',
  QUEUED = 'queued',
  RUNNING = 'running',
  SUCCEEDED = 'succeeded',
  FAILED = 'failed',
  CANCELED = 'canceled',
}
registerEnumType(JobState, {
  name: 'JobState',
  description: 'Where a job stands. The last three are final, but for a failed job that is retried.',
  valuesConfig: {
    SCHEDULED: { description: 'It waits for its time.' },
    QUEUED: { description: 'It waits for a worker.' },
    RUNNING: { description: 'A worker is busy with it.' },
    SUCCEEDED: { description: 'It is done.' },
    FAILED: { description: 'It was given up; error says why.' },
    CANCELED: { description: 'It was stopped on request.' },
  },
});

/** How much a warning weighs. */
export enum JobWarningSeverity {
  NOTICE = 'NOTICE',
  WARNING = 'WARNING',
  REJECTED = 'REJECTED',
  SKIPPED = 'SKIPPED',
}
registerEnumType(JobWarningSeverity, {
  name: 'JobWarningSeverity',
  description: 'How much a warning weighs.',
  valuesConfig: {
    NOTICE: { description: 'Worth knowing; nothing was lost.' },
    WARNING: { description: 'Something of the item could not be kept.' },
    REJECTED: { description: 'The whole item was refused.' },
    SKIPPED: { description: 'The whole item was left out on purpose.' },
  },
});

@ObjectType({ description: 'How far a job is.', simpleResolvers: true })
export class JobProgress {
  @Field(() => String, { nullable: true, description: 'What the job is doing, in a word or two.' })
  stage!: string | null;

  @Field(() => Float, { description: 'How many units are done. It never goes down within an attempt.' })
  completed!: number;

  @Field(() => Float, { nullable: true, description: 'How many units there are; null while that is not known.' })
  total!: number | null;

  @Field(() => String, { nullable: true, description: 'What is counted, for example items or bytes.' })
  unit!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The part that is done, 0 to 1; null while the total is not known.',
  })
  fraction!: number | null;

  @Field(() => Float, { nullable: true, description: 'Units per second, smoothed over a few seconds.' })
  ratePerSecond!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Seconds that are probably left; null until the total is known and at least 2 % and 5 seconds have passed.',
  })
  etaSeconds!: number | null;

  @Field(() => String, { nullable: true, description: 'The last thing that the job had to say.' })
  message!: string | null;
}

@ObjectType({ description: 'Why a job failed, or why its last attempt did.', simpleResolvers: true })
export class JobError {
  @Field(() => String, { description: 'A stable code for programs, for example INVALID_FILE or LOST_WORKER.' })
  code!: string;

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;
}

@ObjectType({ description: 'Something that a job met and went on.', simpleResolvers: true })
export class JobWarning {
  @Field(() => Int, { description: 'Its number within the job, from 1.' })
  seq!: number;

  @Field(() => JobWarningSeverity, { description: 'How much it weighs.' })
  severity!: JobWarningSeverity;

  @Field(() => Int, { nullable: true, description: 'The line of the input file, from 1, where there is one.' })
  line!: number | null;

  @Field(() => String, { nullable: true, description: 'What it is about, for example the title of a document.' })
  subject!: string | null;

  @Field(() => String, { description: 'A stable code for programs.' })
  code!: string;

  @Field(() => String, { description: 'A sentence for people.' })
  message!: string;
}

@ObjectType({ description: 'A change of the state of a job.', simpleResolvers: true })
export class JobEvent {
  @Field(() => Int, { description: 'Its number within the job, from 1.' })
  ver!: number;

  @Field(() => JobState, { nullable: true, description: 'The state before; null for the first event.' })
  fromState!: JobState | null;

  @Field(() => JobState, { description: 'The state after.' })
  toState!: JobState;

  @Field(() => String, { description: 'Who made the change: a viewer, a worker, the server or its reconciler.' })
  actor!: string;

  @Field(() => String, { nullable: true, description: 'Why, where there is more to say.' })
  reason!: string | null;

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: Date;
}

/** The union of what jobs give; features add to it with `registerJobResult`. */
export const JobResult = createUnionType({
  name: 'JobResult',
  description: 'What a job has done; its type depends on the kind of the job.',
  types: () => jobResultTypes() as [],
});

@ObjectType('Job', {
  implements: Node,
  description: 'A piece of long work, from the request to its end.',
  simpleResolvers: true,
})
export class Job extends Node {
  readonly __typename = 'Job';

  /** Number of the row, for what hangs on it. */
  rowId!: number;

  /** Its version: how often its state has changed. */
  ver!: number;

  /** Number of its parent's row, if it has one. */
  parentRowId!: number | null;

  @Field(() => ID, { description: 'Opaque and unique among all objects of this server.' })
  override id!: string;

  @Field(() => String, { description: 'What kind of work it is, for example imports.import-content.' })
  kind!: string;

  @Field(() => JobState, { description: 'Where it stands.' })
  state!: JobState;

  @Field(() => String, { description: 'The lane that it waits in.' })
  queue!: string;

  @Field(() => Int, { description: 'Lower runs sooner.' })
  priority!: number;

  @Field(() => Int, {
    description: 'How often it was begun. Runs lost with their worker count here, but not against maxAttempts.',
  })
  attempt!: number;

  @Field(() => Int, { description: 'How many attempts may end with an error before the job fails.' })
  maxAttempts!: number;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When its first attempt began.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it reached its final state.' })
  finishedAt!: Date | null;

  @Field(() => DateTime, { description: 'When it may run, or could have run, at the earliest.' })
  runAt!: Date;

  @Field(() => JobProgress, {
    nullable: true,
    description: 'How far it is; null before its handler has said anything.',
  })
  progress!: JobProgress | null;

  @Field(() => Int, { description: 'How many jobs it has spawned.' })
  childCount!: number;

  @Field(() => Int, {
    description: 'How many of the jobs that it has spawned have failed; they count as done in its progress.',
  })
  failedChildCount!: number;

  @Field(() => JobError, { nullable: true, description: 'Why it failed, or why its last attempt did.' })
  error!: JobError | null;

  @Field(() => JobResult, { nullable: true, description: 'What it has done; null until it has succeeded.' })
  result!: object | null;

  @Field(() => DateTime, { nullable: true, description: 'When somebody asked for it to be canceled.' })
  cancelRequestedAt!: Date | null;

  @Field(() => ID, { nullable: true, description: 'The viewer who asked for it; null when the server did.' })
  requestedBy!: string | null;
}

/** Pages of jobs. */
export const JobConnection = connectionOf(Job, 'Job');

/** Pages of warnings. */
export const JobWarningConnection = connectionOf(JobWarning, 'JobWarning');

/** A row as the API shows it. */
export function jobNode(row: JobRow, now: Date): Job {
  return Object.assign(new Job(), {
    rowId: row.id,
    ver: row.ver,
    parentRowId: row.parentId,
    childCount: row.childrenCount,
    failedChildCount: row.childrenFailed,
    id: row.publicId,
    kind: row.kind,
    state: stateOf(row, now),
    queue: row.queue,
    priority: row.priority,
    attempt: row.attempt,
    maxAttempts: row.maxAttempts,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    runAt: awaitsChildren(row) ? (row.startedAt ?? row.createdAt) : row.runAt,
    progress: progressNode(row),
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
    result: row.state === 'succeeded' ? readJobResult(row.kind, row.result) : null,
    cancelRequestedAt: row.cancelRequestedAt,
    requestedBy: row.ownerId,
  });
}

/** Where the job of a row stands, for the API. */
export function stateOf(row: JobRow, now: Date): JobState {
  // Its children are at work for it.
  if (awaitsChildren(row)) return JobState.RUNNING;
  return row.state === 'queued' && row.runAt > now ? JobState.SCHEDULED : (row.state as JobState);
}

function awaitsChildren({ state, children }: JobRow): boolean {
  return state === 'queued' && children === 'awaited';
}

function progressNode(row: JobRow): JobProgress | null {
  if (row.progressSeq === 0 && row.childrenSeq === 0) return null;
  const completed = row.progressCompleted + row.childrenCompleted;
  const total = totalOf(row);
  return {
    stage: row.progressStage,
    completed,
    total,
    unit: row.progressUnit,
    fraction: total ? Math.min(1, completed / total) : null,
    ratePerSecond: row.progressRate === null ? null : Math.round(row.progressRate * 10) / 10,
    etaSeconds: row.progressEtaSeconds,
    message: row.progressMessage,
  };
}

/** A parent that says no total of its own may spawn more children as long as it runs. */
function totalOf(row: JobRow): number | null {
  if (row.childrenCount === 0) return row.progressTotal;
  if (row.progressTotal === null) return row.state === 'running' ? null : row.progressCompleted + row.childrenTotal;
  return row.progressTotal + row.childrenTotal;
}
