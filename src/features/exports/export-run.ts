/**
 * How an export is made, whatever it is of. Its plan reads one step after the other, each from where the one before ended, and what the
 * steps give is collected. Every few megabytes or seconds that is stored as a part, whose key is committed with the place where the next
 * step begins: a worker that takes over goes on there. When all is read, the parts become the file, and the row that tells of it is
 * written in the commit that makes it final. Memory holds one part, whatever the size of the file.
 *
 * An export that nothing interrupts reads from one snapshot of the database, as long as the operator lets it. The rights of who asked are
 * looked at with each part: when they are no longer what they were, it ends.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { rightsKey } from '../../engine/access/grants';
import { demand } from '../../engine/access/viewer';
import { viewerOfOwner } from '../../engine/access/viewer-of-owner';
import { batchContext } from '../../engine/content/walk-content';
import type { Context } from '../../engine/context';
import { lastSeq } from '../../engine/events/read-events';
import { JobInterrupted, type JobRun, type StepWarning } from '../../engine/jobs/job-run';
import { finalError } from '../../engine/jobs/retry';
import { KeelsonError } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import type { AssembledFile } from '../../platform/formats/tables/assemble';
import type { StoredTable } from '../../platform/formats/tables/table';
import { EXPORTS, keepFile } from './export-files';
import { PartBuffer } from './part-buffer';

/** What one step has read. */
export interface ExportStep<Place> {
  /** Encoded rows, each for the table at that place among the plan's. */
  texts: readonly { table: number; text: string; rows: number }[];
  /** Where the next step begins; null at the end. */
  next: Place | null;
  /** What counts as done for those who watch. */
  done: number;
  /** Documents that are no longer there. */
  deleted?: number;
  warnings?: readonly StepWarning[];
}

/** What an export is of. Places go through JSON. */
export interface ExportPlan<Place> {
  /** The name of its file, without the extension. */
  name: string;
  tables: readonly Pick<StoredTable, 'name' | 'columns'>[];
  begin: Place;
  /** What the rows are called in the progress. */
  unit: string;
  /** How many there are in all, or null. */
  total(ctx: Context, upTo: number): Promise<number | null>;
  /** `upTo` is the number of the last event that happened before reading began. */
  step(ctx: Context, place: Place, upTo: number): Promise<ExportStep<Place>>;
  assemble(tables: readonly StoredTable[]): AssembledFile;
}

/** What a job of an export gives. */
export interface ExportOutcome {
  fileId: string;
  /** Whether all was read from one consistent snapshot. */
  snapshot: boolean;
  deleted: number;
  /** The number of the newest event when reading began. */
  upTo: number;
}

interface Part {
  table: number;
  key: string;
  rows: number;
}

interface Checkpoint<Place> {
  place: Place | null;
  parts: Part[];
  done: number;
  total: number | null;
  deleted: number;
  warnings: number;
  /** Digest of the rights that it began with. */
  rights: string;
  snapshot: boolean;
  upTo: number;
  /** The finished file. */
  fileId?: string;
}

const PART_BYTES = 4 * 1024 * 1024;
const PART_MS = 2_000;
const MOST_WARNINGS = 100;

/** What another attempt would meet again. */
const FINAL = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'COST_EXCEEDED']);

/** Makes the export, or goes on with it; the plan that it is given must be the same with every attempt. */
export async function runExport<Place>(
  job: JobRun,
  plan: () => ExportPlan<Place> | Promise<ExportPlan<Place>>,
): Promise<ExportOutcome> {
  let run: ExportRun<Place> | null = null;
  try {
    demand(job.viewer, 'exports.write');
    run = new ExportRun(job, await plan());
    return await run.toEnd();
  } catch (error) {
    if (error instanceof JobInterrupted && error.why === 'canceled') await run?.forget();
    throw error instanceof KeelsonError && FINAL.has(error.code) ? finalError(error) : error;
  }
}

class ExportRun<Place> {
  private at: Checkpoint<Place> | null;
  private readonly collected = new Map<number, PartBuffer>();
  private warnings: StepWarning[] = [];
  private size = 0;
  private storedAt = performance.now();

  constructor(
    private readonly job: JobRun,
    private readonly plan: ExportPlan<Place>,
  ) {
    this.at = job.checkpoint<Checkpoint<Place>>();
  }

  async toEnd(): Promise<ExportOutcome> {
    if (this.at) this.at.snapshot = this.at.place === null && this.at.snapshot;
    else await this.fromSnapshot();
    await this.read(this.job);
    return this.finish();
  }

  async forget(): Promise<void> {
    for (const { key } of this.at?.parts ?? []) await this.job.storage.delete(key);
  }

  /** Reads as much as it may from one snapshot. */
  private async fromSnapshot(): Promise<void> {
    const { job } = this;
    const seconds = job.limits.exports.snapshotSeconds;
    if (seconds === 0) return;
    const until = performance.now() + seconds * 1000;
    await job.db.snapshot(async ({ select }) => {
      await this.begin({ ...job, db: { ...job.db, select } }, true);
      await this.read({ ...job, db: { ...job.db, select } }, until);
    });
    const at = this.at as Checkpoint<Place>;
    at.snapshot = at.place === null;
  }

  private async begin(ctx: Context, snapshot: boolean): Promise<Checkpoint<Place>> {
    const upTo = await lastSeq(ctx.db);
    const total = await this.plan.total(ctx, upTo);
    const { begin: place } = this.plan;
    const rights = digest(rightsKey(ctx.viewer));
    this.at = { place, parts: [], done: 0, total, deleted: 0, warnings: 0, rights, snapshot, upTo };
    return this.at;
  }

  private async read(ctx: Context, until = Number.POSITIVE_INFINITY): Promise<void> {
    const at = this.at ?? (await this.begin(ctx, false));
    this.show(at);
    while (at.place !== null && performance.now() < until) {
      this.job.signal.throwIfAborted();
      const step: ExportStep<Place> = await this.plan.step(batchContext(ctx), at.place, at.upTo);
      for (const { table, text, rows } of step.texts) this.collect(table, text, rows);
      at.place = step.next;
      at.done += step.done;
      at.deleted += step.deleted ?? 0;
      this.note(at, step.warnings ?? []);
      this.show(at);
      const due = this.size >= PART_BYTES || performance.now() - this.storedAt > PART_MS;
      if (due || at.place === null) await this.storeParts(at);
    }
  }

  private collect(table: number, text: string, rows: number): void {
    const part = this.collected.get(table) ?? new PartBuffer();
    this.collected.set(table, part);
    this.size += part.append(text, rows);
  }

  private note(at: Checkpoint<Place>, warnings: readonly StepWarning[]): void {
    const room = Math.max(0, MOST_WARNINGS - at.warnings);
    this.warnings.push(...warnings.slice(0, room));
    at.warnings += Math.min(room, warnings.length);
  }

  private async storeParts(at: Checkpoint<Place>): Promise<void> {
    await this.demandSameRights(at);
    const { job } = this;
    for (const [table, part] of this.collected) {
      const { bytes, rows } = part.take();
      if (bytes.length === 0) continue;
      const key = `${EXPORTS}/${job.jobId}-${newId()}.part`;
      await job.storage.put(key, Readable.from([bytes]), Number.MAX_SAFE_INTEGER);
      at.parts.push({ table, key, rows });
    }
    const warnings = this.warnings.splice(0);
    this.size = 0;
    await job.commit(at, async (_tx, report) => {
      for (const warning of warnings) report.warn(warning);
    });
    this.storedAt = performance.now();
  }

  private async demandSameRights({ rights }: Checkpoint<Place>): Promise<void> {
    const now = await viewerOfOwner(this.job.db, this.job.viewer.id);
    if (digest(rightsKey(now)) === rights) return;
    const message = 'The rights of who asked for the export have changed while it ran; ask for it again.';
    throw new KeelsonError('FORBIDDEN', message);
  }

  private async finish(): Promise<ExportOutcome> {
    const at = this.at as Checkpoint<Place>;
    const { job, plan } = this;
    if (at.fileId === undefined) {
      await this.demandSameRights(at);
      const tables = plan.tables.map((table, index) => this.storedTable(table, at, index));
      const { extension, contentType, source } = plan.assemble(tables);
      const id = newId();
      const storageKey = `${EXPORTS}/${id}.${extension}`;
      job.progress({ stage: 'Writing the file' });
      const stored = await job.storage.put(storageKey, Readable.from(job.each(source)), Number.MAX_SAFE_INTEGER);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      const file = { id, storageKey, filename: `${plan.name}.${extension}`, contentType, ...stored, rows };
      await job.commit({ ...at, fileId: id }, tx => keepFile(job, tx, file));
      at.fileId = id;
    }
    await this.forget();
    return { fileId: at.fileId, snapshot: at.snapshot, deleted: at.deleted, upTo: at.upTo };
  }

  private storedTable(
    table: ExportPlan<Place>['tables'][number],
    { parts }: Checkpoint<Place>,
    index: number,
  ): StoredTable {
    const own = parts.filter(part => part.table === index);
    const { storage } = this.job;
    return {
      ...table,
      rows: own.reduce((sum, { rows }) => sum + rows, 0),
      async *pieces() {
        for (const { key } of own) yield* (await storage.read(key)) as AsyncIterable<Buffer>;
      },
    };
  }

  private show({ done, total }: Checkpoint<Place>): void {
    this.job.progress({ stage: 'Reading', completed: done, total: total ?? undefined, unit: this.plan.unit });
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
