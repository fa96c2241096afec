import type { JobRun, StepWarning } from '../../engine/jobs/job-run';
import { KeelsonError } from '../../errors';
import type { Transaction } from '../../platform/database/database';
import { isDuplicateKey } from '../../platform/database/sql-errors';
import { attachmentsOf, type AttachmentDraft, writeAttachments } from './attachments/attachment-rows';
import { countRows, type ImportRowDraft, type Phase, rowOf, writeRows } from './import-rows';
import type { IdsOf, ImportSource, SourceStep } from './import-source';
import { addAll, type Increment, type Tally } from './import-tally';
import { type PlanSample, sampleOf } from './plan-sample';
import { findImported, type PreparedBatch, prepareBatch } from './store-documents';

/*
 * Takes a source in, stage by stage and batch by batch: each batch is one transaction with its documents, its rows, its warnings and the
 * checkpoint. A run that was cut off asks the stages for what follows the checkpoint. Planning walks the same way and decides the same,
 * and leaves out the documents.
 */

/** How far an import has got, committed together with what it wrote. */
export interface Checkpoint {
  /** A stage's name; `trees` when only the end is left to do, `end` when nothing is. */
  stage: string;
  /** Steps of the stage that are done. */
  done: number;
  tally: Tally;
  /** Rows that were written. */
  rows?: number;
  /** Of a plan: some of what would be taken in. */
  samples?: PlanSample[];
}

/** One attempt at an import. */
export interface ImportRun {
  job: JobRun;
  source: ImportSource;
  phase: Phase;
  /** Null for an import that keeps no rows. */
  importId: string | null;
  /** Whether it is noted which files the records refer to. */
  attachments: boolean;
  at: Checkpoint;
  /** Steps of earlier stages, for progress. */
  before: number;
  total: number;
}

/** Steps of one transaction; long texts end it earlier. */
const BATCH_STEPS = 100;
const BATCH_CHARACTERS = 4_000_000;
/** How often a batch is prepared anew because another import took one of its ids or slugs meanwhile. */
const MAX_COLLISIONS = 5;
const FINISHING = 'trees';
/** Files that stand for themselves are numbered behind those of any document. */
const FIRST_FILE = 1_000;
const NO_DOCUMENT = { documentId: null, revision: null, priorState: null };

/** The checkpoint that this job goes on from. */
export function startOf(job: JobRun): Checkpoint | null {
  return job.checkpoint<Checkpoint>();
}

/** Does all that is left to do of an import, or of its plan, but what `conclude` does: that happens together with the last checkpoint. */
export async function runImport(
  job: JobRun,
  source: ImportSource,
  { phase, importId, attachments }: Pick<ImportRun, 'phase' | 'importId' | 'attachments'>,
  conclude: (tx: Transaction, at: Checkpoint) => Promise<void> = async () => {},
): Promise<Checkpoint> {
  const at = startOf(job) ?? {
    stage: source.stages[0]?.name ?? FINISHING,
    done: 0,
    tally: [],
    rows: importId ? await countRows(job.db, importId, phase) : 0,
  };
  const total = source.stages.reduce((sum, stage) => sum + stage.total, 0);
  const run: ImportRun = { job, source, phase, importId, attachments, at, before: 0, total };
  job.progress({ total, message: source.summary });
  for (const [index, stage] of source.stages.entries()) {
    const following = source.stages[index + 1]?.name ?? FINISHING;
    if (run.at.stage === stage.name) await runStage(run, index, following);
    run.before += stage.total;
  }
  await finish(run, conclude);
  return run.at;
}

async function runStage(run: ImportRun, index: number, following: string): Promise<void> {
  const stage = run.source.stages[index];
  run.job.progress({ stage: stage.label });
  let pending: SourceStep[] = [];
  let characters = 0;
  for await (const step of run.job.each(stage.steps(run.at.done, idsOf(run)))) {
    pending.push(step);
    characters += step.characters ?? 0;
    if (pending.length < BATCH_STEPS && characters < BATCH_CHARACTERS) continue;
    await storeSteps(run, pending, { stage: stage.name, done: run.at.done + pending.length });
    pending = [];
    characters = 0;
  }
  if (pending.length > 0) await storeSteps(run, pending, { stage: following, done: 0 });
  else run.at = { ...run.at, stage: following, done: 0 };
}

/** While planning, what would be made stands for itself. */
function idsOf({ job, phase }: ImportRun): IdsOf {
  return async externalIds => {
    const found = await findImported(job.db, externalIds);
    if (phase === 'APPLY') return found;
    return new Map(externalIds.map(externalId => [externalId, found.get(externalId) ?? externalId]));
  };
}

/** Takes a batch in. When the database refuses one of its documents, the others are taken in without it. */
async function storeSteps(
  run: ImportRun,
  steps: readonly SourceStep[],
  next: Pick<Checkpoint, 'stage' | 'done'>,
): Promise<void> {
  const refusal = await attempt(run, steps, next);
  if (!refusal) return;
  if (steps.length > 1) {
    const half = steps.length >> 1;
    await storeSteps(run, steps.slice(0, half), { stage: run.at.stage, done: run.at.done + half });
    return storeSteps(run, steps.slice(half), next);
  }
  const [{ document, skipped }] = steps;
  if (!document) throw refusal;
  const { line, subject, definition } = document;
  const rejected = { kind: definition.name, line, subject, code: refusal.code, message: refusal.message };
  const again = await attempt(run, [{ skipped, rejected }], next);
  if (again) throw again;
}

/** Null when the batch was stored, else why one of its documents can't be. */
async function attempt(
  run: ImportRun,
  steps: readonly SourceStep[],
  next: Pick<Checkpoint, 'stage' | 'done'>,
): Promise<KeelsonError | null> {
  for (let tries = 1; ; tries++) {
    const documents = steps.flatMap(({ document }) => (document ? [document] : []));
    const batch = await prepareBatch(run.job, documents, run.at.tally);
    const at = checkpointAfter(run, steps, batch, next);
    try {
      await run.job.commit(at, async (tx, report) => {
        const revisions = run.phase === 'APPLY' ? await batch.write(tx) : new Map<string, number>();
        if (run.importId)
          await writeRows(tx, run.importId, run.phase, run.at.rows ?? 0, rowsOf(run, steps, batch, revisions));
        if (run.importId && run.attachments) await writeAttachments(tx, run.importId, filesOf(run, steps, batch));
        for (const warning of warningsOf(steps, batch)) report.warn(warning);
      });
      advance(run, at, documents.at(-1)?.subject);
      return null;
    } catch (error) {
      if (isTakenMeanwhile(error) && tries < MAX_COLLISIONS) continue;
      if (error instanceof KeelsonError && error.mendable) return error;
      throw error;
    }
  }
}

function checkpointAfter(
  run: ImportRun,
  steps: readonly SourceStep[],
  batch: PreparedBatch,
  next: Pick<Checkpoint, 'stage' | 'done'>,
): Checkpoint {
  const increments = steps.flatMap(({ skipped = [], rejected }): Increment[] => [
    ...skipped.map(({ kind, n }): Increment => ({ kind, n, outcome: 'skipped' })),
    ...(rejected ? [{ kind: rejected.kind, outcome: 'rejected' } as const] : []),
  ]);
  const at: Checkpoint = { ...run.at, ...next, tally: addAll(batch.tally, increments) };
  if (run.importId === null) return at;
  at.rows = (run.at.rows ?? 0) + rowsOf(run, steps, batch, new Map()).length;
  if (run.phase === 'PLAN') at.samples = sampleOf(run.at.samples ?? [], batch.outcomes);
  return at;
}

/** Documents have the first rows of a batch, in their order. */
function filesOf({ at }: ImportRun, steps: readonly SourceStep[], batch: PreparedBatch): AttachmentDraft[] {
  const from = at.rows ?? 0;
  return [
    ...batch.outcomes.flatMap((outcome, index) => attachmentsOf(outcome, from + index)),
    ...steps.flatMap(({ file }, index) =>
      file && /^https?:/i.test(file.url) && file.url.length <= 2000
        ? [
            {
              position: from,
              number: FIRST_FILE + index,
              documentId: null,
              place: 'FILE' as const,
              url: file.url,
              alt: file.alt,
            },
          ]
        : [],
    ),
  ];
}

function rowsOf(
  { phase }: ImportRun,
  steps: readonly SourceStep[],
  batch: PreparedBatch,
  revisions: ReadonlyMap<string, number>,
): ImportRowDraft[] {
  return [
    ...batch.outcomes.flatMap(outcome => rowOf(phase, outcome, revisions)),
    ...steps.flatMap(({ skipped = [], rejected }): ImportRowDraft[] => [
      ...skipped.map(({ kind, line, subject, message }) => ({
        ...{ kind, line, subject, outcome: 'skipped', code: 'SKIPPED', reason: message, ...NO_DOCUMENT },
      })),
      ...(rejected ? [{ ...rejected, outcome: 'rejected', reason: rejected.message, ...NO_DOCUMENT }] : []),
    ]),
  ];
}

function warningsOf(steps: readonly SourceStep[], batch: PreparedBatch): StepWarning[] {
  return [
    ...batch.remarks,
    ...steps.flatMap(({ skipped = [], rejected }): StepWarning[] => [
      ...skipped.map(({ line, subject, message }) => ({
        ...{ line, subject, message, severity: 'SKIPPED' as const, code: 'SKIPPED' },
      })),
      ...(rejected
        ? [
            {
              severity: 'REJECTED',
              line: rejected.line,
              subject: rejected.subject,
              code: rejected.code,
              message: rejected.message,
            } as const,
          ]
        : []),
    ]),
  ];
}

/** Another import has taken one of the batch's external ids, or anybody one of its slugs. */
function isTakenMeanwhile(error: unknown): boolean {
  return isDuplicateKey(error) || (error instanceof KeelsonError && error.code === 'SLUG_TAKEN');
}

async function finish(run: ImportRun, conclude: (tx: Transaction, at: Checkpoint) => Promise<void>): Promise<void> {
  const { job, source, phase } = run;
  if (run.at.stage !== FINISHING) return;
  job.progress({ completed: run.total, ...(source.finish ? { stage: 'Trees' } : {}) });
  const end = phase === 'APPLY' ? await source.finish?.(job) : undefined;
  for (const write of end?.writes ?? []) await job.commit(run.at, write);
  const skipped = (end?.skipped ?? []).map(({ kind, n }): Increment => ({ kind, n, outcome: 'skipped' }));
  const at: Checkpoint = { ...run.at, stage: 'end', done: 0, tally: addAll(run.at.tally, skipped) };
  await job.commit(at, async (tx, report) => {
    for (const remark of end?.remarks ?? []) report.warn(remark);
    await conclude(tx, at);
  });
  advance(run, at);
}

/** Goes on from a checkpoint that is committed. */
function advance(run: ImportRun, at: Checkpoint, message?: string): void {
  const stageDone = at.stage === run.at.stage ? run.before + at.done : null;
  run.at = at;
  if (stageDone !== null) run.job.progress({ completed: stageDone, ...(message ? { message } : {}) });
}
