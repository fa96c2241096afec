import { type ContentTypeDefinition, definitionOf } from '../../../engine/content/content-type';
import { placeInTree } from '../../../engine/content/tree';
import type { JobRun } from '../../../engine/jobs/job-run';
import { readWxr, type WxrOptions } from '../../../platform/formats/wxr';
import type { WxrItem } from '../../../platform/formats/wxr-records';
import { Category } from '../../content/category/category.entity';
import { Page } from '../../content/page/page.entity';
import { add, type Tally } from '../import-tally';
import type { Remark, SourceDocument } from '../source-document';
import { findImported, type PreparedBatch, prepareBatch } from '../store-documents';
import { authorKey, categoryKey, type Survey, surveyWxr, tagKey } from './survey-wxr';
import { itemDocument, itemKey, type KnownIds, subjectOf } from './wxr-items';
import { authorDocuments, categoryDocuments, tagDocuments } from './wxr-terms';

/*
 * Takes a WordPress export in. The file is read twice as a stream: once to its end, writing nothing, so that a damaged file fails whole;
 * then batch by batch, each batch one transaction with its warnings and the checkpoint. Stages follow each other: authors, categories,
 * tags, items, and last the trees, when every parent is there. A run that was cut off reads the file again, skips what the checkpoint
 * counts as done, and goes on with the same numbers; what it can't have counted is recognised by its external id.
 */

type Stage = 'authors' | 'categories' | 'tags' | 'items' | 'trees' | 'end';

interface Checkpoint {
  stage: Stage;
  /** Records of the stage that are done. */
  done: number;
  tally: Tally;
}

interface Run {
  job: JobRun;
  survey: Survey;
  open: () => Promise<AsyncIterable<Buffer>>;
  options: WxrOptions;
  at: Checkpoint;
  /** Records of earlier stages, for progress. */
  before: number;
  total: number;
}

/** Records of one transaction; long texts end it earlier. */
const BATCH_RECORDS = 100;
const BATCH_CHARACTERS = 4_000_000;

/** Imports the export that `open` gives, from wherever an earlier attempt stopped. `open` is called once per pass. */
export async function importWxr(
  job: JobRun,
  open: () => Promise<AsyncIterable<Buffer>>,
  options: WxrOptions = {},
): Promise<Tally> {
  const at = job.checkpoint<Checkpoint>() ?? { stage: 'authors', done: 0, tally: {} };
  if (at.stage === 'end') return at.tally;
  job.progress({ stage: 'Checking the file', completed: 0, total: null, unit: 'records' });
  const survey = await surveyWxr(await open(), {
    ...options,
    onItem: items => {
      job.signal.throwIfAborted();
      if (items % 100 === 0) job.progress({ message: `${items} items found` });
    },
  });
  const total = survey.authors.size + survey.categories.size + survey.tags.size + survey.items;
  const run: Run = { job, survey, open, options, at, before: 0, total };
  job.progress({
    total,
    message: `${survey.items} items, ${survey.authors.size} authors, ${survey.categories.size} categories, ${survey.tags.size} tags`,
  });

  await storeTerms(run, 'authors', 'Authors', authorDocuments(survey), 'categories');
  await storeTerms(run, 'categories', 'Categories', categoryDocuments(survey), 'tags');
  await storeTerms(run, 'tags', 'Tags', tagDocuments(survey), 'items');
  await storeItems(run);
  await placeTrees(run);
  return run.at.tally;
}

async function storeTerms(
  run: Run,
  stage: Stage,
  label: string,
  documents: SourceDocument[],
  next: Stage,
): Promise<void> {
  if (run.at.stage === stage) {
    run.job.progress({ stage: label });
    for await (const start of run.job.each(batchStarts(run.at.done, documents.length))) {
      const batch = await prepareBatch(run.job, documents.slice(start, start + BATCH_RECORDS), run.at.tally);
      await commit(run, { stage, done: Math.min(start + BATCH_RECORDS, documents.length), tally: batch.tally }, batch);
    }
    run.at = { stage: next, done: 0, tally: run.at.tally };
  }
  run.before += documents.length;
}

function* batchStarts(done: number, length: number): Generator<number> {
  for (let start = done; start < length; start += BATCH_RECORDS) yield start;
}

async function storeItems(run: Run): Promise<void> {
  if (run.at.stage !== 'items') return;
  run.job.progress({ stage: 'Posts and pages' });
  const ids = await knownTerms(run);
  const occurrences = new Map<string, number>();
  let pending = emptyBatch();
  for await (const record of run.job.each(readWxr(await run.open(), run.options))) {
    if (record.kind !== 'item') continue;
    const occurrence = countOccurrence(occurrences, record);
    if (record.index < run.at.done) continue;
    take(run, pending, record, occurrence, ids);
    if (pending.items === BATCH_RECORDS || pending.characters > BATCH_CHARACTERS) {
      await commitItems(run, pending, record.index + 1);
      pending = emptyBatch();
    }
  }
  await commitItems(run, pending, run.survey.items, 'trees');
}

interface PendingBatch {
  documents: SourceDocument[];
  skipped: { kind: string; n: number; line: number; subject: string; message: string }[];
  items: number;
  characters: number;
}

function emptyBatch(): PendingBatch {
  return { documents: [], skipped: [], items: 0, characters: 0 };
}

/** Only posts and pages take part: menu entries in real files repeat their ids, which does no harm. */
function countOccurrence(occurrences: Map<string, number>, { type, id }: WxrItem): number {
  if (id === null || !hasHome(type)) return 1;
  const occurrence = (occurrences.get(id) ?? 0) + 1;
  occurrences.set(id, occurrence);
  return occurrence;
}

function hasHome(type: string | null): boolean {
  return type === 'post' || type === 'page';
}

function take({ survey }: Run, pending: PendingBatch, item: WxrItem, occurrence: number, ids: KnownIds): void {
  const { line, commentCount } = item;
  const subject = subjectOf(item);
  pending.items++;
  pending.characters += item.content.length;
  if (!hasHome(item.type)) {
    const kind = item.type ?? 'untyped item';
    pending.skipped.push({ kind, n: 1, line, subject, message: `There is no content type for "${kind}" yet.` });
  } else if (item.status === 'trash') {
    pending.skipped.push({
      kind: item.type === 'page' ? 'Page' : 'Article',
      n: 1,
      line,
      subject,
      message: 'It was in the trash.',
    });
  } else {
    pending.documents.push(itemDocument(survey, item, occurrence, ids));
  }
  if (commentCount > 0) {
    pending.skipped.push({
      kind: 'comment',
      n: commentCount,
      line,
      subject,
      message: `${commentCount === 1 ? 'Its comment was' : `Its ${commentCount} comments were`} left out: there is no content type for them yet.`,
    });
  }
}

async function commitItems(
  run: Run,
  { documents, skipped }: PendingBatch,
  done: number,
  next: Stage = 'items',
): Promise<void> {
  const batch = await prepareBatch(run.job, documents, run.at.tally);
  const tally = skipped.reduce((sum, { kind, n }) => add(sum, kind, 'skipped', n), batch.tally);
  const remarks = skipped.map(({ line, subject, message }) => ({
    severity: 'SKIPPED' as const,
    code: 'SKIPPED',
    line,
    subject,
    message,
  }));
  const last = documents.at(-1)?.subject;
  await commit(run, { stage: next, done, tally }, { ...batch, remarks: [...batch.remarks, ...remarks] }, last);
}

/** The ids of the file's authors, categories and tags, which are in the database by now. */
async function knownTerms({ job, survey }: Run): Promise<KnownIds> {
  return findImported(job.db, [
    ...[...survey.authors.keys()].map(login => authorKey(survey, login)),
    ...[...survey.categories.keys()].map(slug => categoryKey(survey, slug)),
    ...[...survey.tags.keys()].map(slug => tagKey(survey, slug)),
  ]);
}

async function commit(
  run: Run,
  next: Checkpoint,
  { write, remarks }: Pick<PreparedBatch, 'write' | 'remarks'>,
  message?: string,
): Promise<void> {
  await run.job.commit(next, async (tx, report) => {
    await write(tx);
    for (const remark of remarks) report.warn(remark);
  });
  run.at = next;
  run.job.progress({ completed: run.before + next.done, ...(message ? { message } : {}) });
}

/** Puts categories and pages under their parents, once all of them are there; says what could not be placed. */
async function placeTrees(run: Run): Promise<void> {
  if (run.at.stage !== 'trees') return;
  run.job.progress({ stage: 'Trees', completed: run.total });
  const { survey } = run;
  const wishes = [...survey.categories.values()].map(({ slug, parentSlug, line, name }) => ({
    key: categoryKey(survey, slug),
    parent: parentSlug ? categoryKey(survey, parentSlug) : null,
    line,
    subject: `category "${name}"`,
  }));
  const remarks = [
    ...(await placeAll(run, definitionOf(Category), wishes)),
    ...(await placeAll(run, definitionOf(Page), await pageWishes(run))),
  ];
  const others = [...survey.otherTerms].map(([taxonomy, n]) => ({ kind: `term of ${taxonomy}`, n }));
  const tally = others.reduce((sum, { kind, n }) => add(sum, kind, 'skipped', n), run.at.tally);
  const notices = survey.notices.map(({ line, code, message }) => ({
    severity: 'NOTICE' as const,
    code,
    line,
    subject: 'the file',
    message,
  }));
  await commit(
    run,
    { stage: 'end', done: 0, tally },
    { write: async () => undefined, remarks: [...remarks, ...notices] },
  );
}

interface Wish {
  key: string;
  parent: string | null;
  line: number;
  subject: string;
}

type PlacedRemark = Remark & { line: number; subject: string };

async function pageWishes({ open, options, survey, job }: Run): Promise<Wish[]> {
  const wishes: Wish[] = [];
  if (survey.pages === 0) return wishes;
  const occurrences = new Map<string, number>();
  for await (const item of job.each(readWxr(await open(), options))) {
    if (item.kind !== 'item') continue;
    const occurrence = countOccurrence(occurrences, item);
    if (item.type !== 'page') continue;
    const parent = item.parentId ? itemKey(survey, { ...item, id: item.parentId }, 1) : null;
    wishes.push({ key: itemKey(survey, item, occurrence), parent, line: item.line, subject: subjectOf(item) });
  }
  return wishes;
}

const PLACEMENTS_PER_TRANSACTION = 200;

async function placeAll(run: Run, definition: ContentTypeDefinition, wishes: Wish[]): Promise<PlacedRemark[]> {
  const remarks: PlacedRemark[] = [];
  const ids = await findImported(
    run.job.db,
    wishes.map(({ key }) => key),
  );
  const wanted = new Map<string, string | null>();
  const byId = new Map<string, Wish>();
  for (const wish of wishes) {
    const id = ids.get(wish.key);
    if (!id) continue;
    const parentId = wish.parent ? ids.get(wish.parent) : null;
    if (parentId === undefined) {
      remarks.push({
        ...wish,
        severity: 'WARNING',
        code: 'UNKNOWN_PARENT',
        message: 'Its parent is not in the file: it was put at the top.',
      });
    }
    wanted.set(id, parentId ?? null);
    byId.set(id, wish);
  }
  const { placements, misplaced } = await placeInTree(run.job.db, definition, wanted);
  for (const { id, reason } of misplaced) {
    const wish = byId.get(id);
    const why = reason === 'CYCLE' ? 'Its ancestors lead back to itself' : 'Its path would be too long';
    if (wish) remarks.push({ ...wish, severity: 'WARNING', code: reason, message: `${why}: it was put at the top.` });
  }
  for (let start = 0; start < placements.length; start += PLACEMENTS_PER_TRANSACTION) {
    await run.job.commit(run.at, async tx => {
      for (const { id, parentId, path } of placements.slice(start, start + PLACEMENTS_PER_TRANSACTION)) {
        await tx.run(`UPDATE ${definition.table} SET parent_id = ?, path = ? WHERE id = ?`, [parentId, path, id]);
      }
    });
  }
  return remarks;
}
