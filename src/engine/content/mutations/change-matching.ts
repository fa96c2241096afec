import { KeelsonError } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { type ContentRight, demandContentOf } from '../../access/demand-content';
import type { Context } from '../../context';
import type { JobRun } from '../../jobs/job-run';
import { ContentState } from '../content';
import { type ContentTypeDefinition, contentTypes } from '../content-type';
import { contentsOf } from '../find-list';
import type { ListContents } from '../list-legs';
import { Perspective } from '../visibility';
import { publishDocuments } from '../writing/publish-documents';
import type { WriteTarget } from '../writing/read-content';
import { scheduleDocuments } from '../writing/schedule-document';
import { trashDocuments } from '../writing/trash-documents';
import { unpublishDocuments } from '../writing/unpublish-documents';
import { countMatching, nextMatching } from './matching-documents';

/** What can be done to all documents that a filter finds. */
export enum ChangeAction {
  PUBLISH = 'PUBLISH',
  UNPUBLISH = 'UNPUBLISH',
  TRASH = 'TRASH',
  SCHEDULE = 'SCHEDULE',
}

/** A change of all documents of a type that a filter finds, as editors see them. */
export interface MatchingChange {
  action: ChangeAction;
  /** The content type's name. */
  type: string;
  /** From `writeFilter`. */
  filter: string;
  search?: string | null;
  locale?: string | null;
  /** SCHEDULE: when they go live and are taken down, as in `scheduleDocument`, but in ISO 8601. */
  publishAt?: string | null;
  unpublishAt?: string | null;
}

/** What became of it. */
export interface MatchingChanged {
  changed: number;
  /** Documents that could not be changed; the job's warnings say why. */
  skipped: number;
}

interface Action {
  right: ContentRight;
  /** The states of documents that it changes. */
  states: readonly ContentState[];
  stage: string;
  carryOut(ctx: Context, tx: Transaction, targets: readonly WriteTarget[], change: MatchingChange): Promise<unknown>;
}

const { DRAFT, PUBLISHED, CHANGED, SCHEDULED } = ContentState;

const ACTIONS: Readonly<Record<ChangeAction, Action>> = {
  PUBLISH: { right: 'publish', states: [DRAFT, CHANGED, SCHEDULED], stage: 'Publishing', carryOut: publishDocuments },
  UNPUBLISH: {
    right: 'publish',
    states: [PUBLISHED, CHANGED, SCHEDULED],
    stage: 'Taking down',
    carryOut: unpublishDocuments,
  },
  TRASH: {
    right: 'delete',
    states: [DRAFT, PUBLISHED, CHANGED, SCHEDULED],
    stage: 'Trashing',
    carryOut: trashDocuments,
  },
  SCHEDULE: {
    right: 'publish',
    states: [DRAFT, PUBLISHED, CHANGED, SCHEDULED],
    stage: 'Scheduling',
    carryOut: (ctx, tx, targets, { publishAt, unpublishAt }) =>
      scheduleDocuments(ctx, tx, targets, { publishAt: timeOf(publishAt), unpublishAt: timeOf(unpublishAt) }),
  },
};

const timeOf = (iso: string | null | undefined) => (typeof iso === 'string' ? new Date(iso) : iso);

/** Documents of one commit. */
const BATCH = 50;

/** What is done to each batch. */
interface Changing {
  action: Action;
  definition: ContentTypeDefinition;
  change: MatchingChange;
}

interface Progress extends MatchingChanged {
  /** The id up to which the way has been gone. */
  after: string;
}

/** A filter as JSON text; points in time keep their type. */
export function writeFilter(filter: object): string {
  return JSON.stringify(filter, function keep(this: Record<string, unknown>, key: string, value: unknown) {
    const given = this[key];
    return given instanceof Date ? { $at: given.toISOString() } : value;
  });
}

/** A filter that `writeFilter` wrote. */
export function readFilterText(json: string): object {
  return JSON.parse(json, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$at' in value)) return value;
    return new Date(String(value.$at));
  }) as object;
}

/** Checks a change before there is a job for it: the right, the filter, the locale. Throws as a list would. */
export async function demandMatchingChange(ctx: Context, change: MatchingChange): Promise<void> {
  await readChange(ctx, change);
}

/** Does it, a batch at a time; where a batch is refused, document by document. Safe to repeat. */
export async function changeMatching(job: JobRun, change: MatchingChange): Promise<MatchingChanged> {
  const { action, definition, contents } = await readChange(job, change);
  let progress = job.checkpoint<Progress>() ?? { after: '', changed: 0, skipped: 0 };
  const done = () => progress.changed + progress.skipped;
  const total = done() + (await countMatching(job, contents, action.states, progress.after));
  const report = () => job.progress({ stage: action.stage, completed: done(), total, unit: 'documents' });
  report();
  for (;;) {
    job.signal.throwIfAborted();
    const ids = await nextMatching(job, contents, action.states, progress.after, BATCH);
    if (ids.length === 0) break;
    const whole = { ...progress, after: ids[ids.length - 1], changed: progress.changed + ids.length };
    if ((await refusalOf(() => commit(job, whole, { action, definition, change }, ids))) === null) progress = whole;
    else {
      for (const id of ids) progress = await changeOne(job, progress, { action, definition, change }, id);
    }
    report();
  }
  return { changed: progress.changed, skipped: progress.skipped };
}

async function readChange(
  ctx: Context,
  { action: name, type, filter, search, locale }: MatchingChange,
): Promise<{ action: Action; definition: ContentTypeDefinition; contents: ListContents }> {
  const action = ACTIONS[name];
  demandContentOf(ctx.viewer, type, 'read', action.right);
  const definition = contentTypes().find(candidate => candidate.name === type);
  if (!definition) throw new Error(`There is no content type ${type} any more.`);
  const options = {
    perspective: Perspective.DRAFT,
    filter: readFilterText(filter),
    search,
    locale,
    right: action.right,
  };
  return { action, definition, contents: await contentsOf(ctx, definition, options) };
}

async function changeOne(job: JobRun, progress: Progress, changing: Changing, id: string): Promise<Progress> {
  const next = { ...progress, after: id, changed: progress.changed + 1 };
  const refusal = await refusalOf(() => commit(job, next, changing, [id]));
  if (refusal === null) return next;
  const { code, message } = refusal;
  const passed = { ...progress, after: id, skipped: progress.skipped + 1 };
  await job.commit(passed, async (_tx, report) => {
    report.warn({ severity: 'SKIPPED', subject: id, code, message });
  });
  return passed;
}

function commit(
  job: JobRun,
  next: Progress,
  { action, definition, change }: Changing,
  ids: readonly string[],
): Promise<void> {
  return job.commit(next, async tx => {
    await action.carryOut(
      job,
      tx,
      ids.map(id => ({ definition, id })),
      change,
    );
  });
}

/** Why documents can't be changed; null when they were. */
async function refusalOf(work: () => Promise<void>): Promise<KeelsonError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof KeelsonError && error.mendable) return error;
    throw error;
  }
}
