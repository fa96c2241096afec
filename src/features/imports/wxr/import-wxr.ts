import type { JobRun } from '../../../engine/jobs/job-run';
import { readWxr, type WxrOptions } from '../../../platform/formats/wxr';
import type { WxrItem } from '../../../platform/formats/wxr-records';
import type { Tally } from '../import-tally';
import type { SourceDocument } from '../source-document';
import { findImported } from '../store-documents';
import { type Checkpoint, type ImportRun, type Skipped, type Stage, storeBatch } from './import-run';
import { placeTrees } from './place-trees';
import { authorKey, categoryKey, surveyWxr, tagKey } from './survey-wxr';
import { countOccurrence, hasHome, itemDocument, type KnownIds, subjectOf } from './wxr-items';
import { authorDocuments, categoryDocuments, tagDocuments } from './wxr-terms';

/*
 * Takes a WordPress export in. The file is read twice as a stream: once to its end, writing nothing, so that a damaged file fails whole;
 * then batch by batch, each batch one transaction with its warnings and the checkpoint. Stages follow each other: authors, categories,
 * tags, items, and last the trees, when every parent is there. A run that was cut off reads the file again, skips what the checkpoint
 * counts as done, and goes on with the same numbers; what it can't have counted is recognised by its external id.
 */

/** Records of one transaction; long texts end it earlier. */
const BATCH_RECORDS = 100;
const BATCH_CHARACTERS = 4_000_000;

/** Imports the export that `open` gives, from wherever an earlier attempt stopped. `open` is called once per pass. */
export async function importWxr(
  job: JobRun,
  open: () => Promise<AsyncIterable<Buffer>>,
  options: WxrOptions = {},
): Promise<Tally> {
  const at = job.checkpoint<Checkpoint>() ?? { stage: 'authors', done: 0, tally: [] };
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
  const run: ImportRun = { job, survey, open, options, at, before: 0, total };
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
  run: ImportRun,
  stage: Stage,
  label: string,
  documents: SourceDocument[],
  following: Stage,
): Promise<void> {
  if (run.at.stage === stage) {
    run.job.progress({ stage: label });
    for await (const start of run.job.each(batchStarts(run.at.done, documents.length))) {
      const end = Math.min(start + BATCH_RECORDS, documents.length);
      await storeBatch(run, { documents: documents.slice(start, end) }, { stage, done: end });
    }
    run.at = { stage: following, done: 0, tally: run.at.tally };
  }
  run.before += documents.length;
}

function* batchStarts(done: number, length: number): Generator<number> {
  for (let start = done; start < length; start += BATCH_RECORDS) yield start;
}

async function storeItems(run: ImportRun): Promise<void> {
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
      await storeBatch(run, pending, { stage: 'items', done: record.index + 1 });
      pending = emptyBatch();
    }
  }
  await storeBatch(run, pending, { stage: 'trees', done: run.survey.items });
}

interface PendingBatch {
  documents: SourceDocument[];
  skipped: Skipped[];
  items: number;
  characters: number;
}

function emptyBatch(): PendingBatch {
  return { documents: [], skipped: [], items: 0, characters: 0 };
}

function take({ survey }: ImportRun, pending: PendingBatch, item: WxrItem, occurrence: number, ids: KnownIds): void {
  const { line, commentCount } = item;
  const subject = subjectOf(item);
  pending.items++;
  pending.characters += item.content.length;
  if (!hasHome(item)) {
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

/** The ids of the file's authors, categories and tags, which are in the database by now. */
async function knownTerms({ job, survey }: ImportRun): Promise<KnownIds> {
  return findImported(job.db, [
    ...[...survey.authors.keys()].map(login => authorKey(survey, login)),
    ...[...survey.categories.keys()].map(slug => categoryKey(survey, slug)),
    ...[...survey.tags.keys()].map(slug => tagKey(survey, slug)),
  ]);
}
