import type { JobRun, StepWarning } from '../../../engine/jobs/job-run';
import { KeelsonError } from '../../../errors';
import { isDuplicateKey } from '../../../platform/database/sql-errors';
import type { WxrOptions } from '../../../platform/formats/wxr';
import { addAll, type Tally } from '../import-tally';
import type { SourceDocument } from '../source-document';
import { prepareBatch } from '../store-documents';
import type { Survey } from './survey-wxr';

/** What follows what; `end` is the checkpoint of an import that is done. */
export type Stage = 'authors' | 'categories' | 'tags' | 'items' | 'trees' | 'end';

/** How far an import has got, committed together with what it wrote. */
export interface Checkpoint {
  stage: Stage;
  /** Records of the stage that are done. */
  done: number;
  tally: Tally;
}

/** One attempt at an import. */
export interface ImportRun {
  job: JobRun;
  survey: Survey;
  /** Opens the file; called once per pass. */
  open: () => Promise<AsyncIterable<Buffer>>;
  options: WxrOptions;
  at: Checkpoint;
  /** Records of earlier stages, for progress. */
  before: number;
  total: number;
}

/** A record that has no home here. */
export interface Skipped {
  kind: string;
  n: number;
  line: number;
  subject: string;
  message: string;
}

/** How often a batch is prepared anew because another import took one of its ids or slugs meanwhile. */
const MAX_COLLISIONS = 5;

/** Takes a batch in: one transaction with what it writes, what is to be said about it, and the checkpoint that follows. */
export async function storeBatch(
  run: ImportRun,
  { documents, skipped = [] }: { documents: SourceDocument[]; skipped?: Skipped[] },
  next: Omit<Checkpoint, 'tally'>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const batch = await prepareBatch(run.job, documents, run.at.tally);
    const tally = addAll(
      batch.tally,
      skipped.map(({ kind, n }) => ({ kind, n, outcome: 'skipped' })),
    );
    const warnings = [...batch.remarks, ...skipped.map(skippedWarning)];
    try {
      await run.job.commit({ ...next, tally }, async (tx, report) => {
        await batch.write(tx);
        for (const warning of warnings) report.warn(warning);
      });
      return advance(run, { ...next, tally }, documents.at(-1)?.subject);
    } catch (error) {
      if (!isTakenMeanwhile(error) || tries === MAX_COLLISIONS) throw error;
    }
  }
}

/** Another import has taken one of the batch's external ids, or anybody one of its slugs. */
function isTakenMeanwhile(error: unknown): boolean {
  return isDuplicateKey(error) || (error instanceof KeelsonError && error.code === 'SLUG_TAKEN');
}

/** Goes on from a checkpoint that is committed, or that follows from one. */
export function advance(run: ImportRun, at: Checkpoint, message?: string): void {
  run.at = at;
  run.job.progress({ completed: run.before + at.done, ...(message ? { message } : {}) });
}

function skippedWarning({ line, subject, message }: Skipped): StepWarning {
  return { severity: 'SKIPPED', code: 'SKIPPED', line, subject, message };
}
