import { newId } from '../../platform/crypto/new-id';
import { ContentState } from '../../engine/content/content';
import type { ContentTypeDefinition } from '../../engine/content/content-type';
import { RevisionAction } from '../../engine/content/revisions/revision.entity';
import { freeSlugs } from '../../engine/content/slug';
import type { ContentDraft } from '../../engine/content/writing/content-draft';
import { createDocuments } from '../../engine/content/writing/create-documents';
import { insertRows } from '../../engine/content/writing/insert-rows';
import { type Replacement, replaceDocuments } from '../../engine/content/writing/replace-documents';
import type { JobRun } from '../../engine/jobs/job-run';
import type { Sql, Transaction } from '../../platform/database/database';
import { addAll, type Outcome, type Tally } from './import-tally';
import { soundValues } from './sound-values';
import type { Remark, SourceDocument } from './source-document';

/*
 * Takes a batch of source documents in: recognises what is there already, converts only what is new or changed, and leaves the writing
 * to one transaction together with the job's checkpoint. Whatever a document's own conversion throws rejects that document alone.
 */

interface Known {
  documentId: string;
  /** The content type's name. */
  type: string;
  sourceHash: string;
}

/** A document on its way in: its id and slug are settled before it is written. */
type SettledDraft = ContentDraft & { id: string; slug: string };

interface Step {
  document: SourceDocument;
  outcome: Outcome;
  draft: SettledDraft | null;
  remarks: Remark[];
}

/** A batch that is ready to be written. */
export interface PreparedBatch {
  tally: Tally;
  write(tx: Transaction): Promise<void>;
  /** What is to be said about the batch's documents. */
  remarks: (Remark & { line: number; subject: string })[];
  /** External id -> document id, rejected ones left out. */
  ids: Map<string, string>;
}

/** Decides what is to be done with each document and converts what is new. Nothing is written yet. */
export async function prepareBatch(
  job: JobRun,
  documents: readonly SourceDocument[],
  before: Tally,
): Promise<PreparedBatch> {
  const known = await findKnown(job.db, documents);
  const steps = documents.map(document => decide(document, known.get(document.externalId)));
  await settleAddresses(job.db, steps);
  const changed = steps.filter(step => step.draft !== null);
  return {
    tally: addAll(
      before,
      steps.map(({ document, outcome }) => ({ kind: document.definition.name, outcome })),
    ),
    write: tx => write(job, tx, changed),
    remarks: steps.flatMap(({ document: { line, subject }, remarks }) =>
      remarks.map(remark => ({ ...remark, line, subject })),
    ),
    ids: new Map([
      ...[...known].map(([externalId, { documentId }]) => [externalId, documentId] as const),
      ...changed.map(({ document, draft }) => [document.externalId, (draft as SettledDraft).id] as const),
    ]),
  };
}

/** The ids of documents that were taken in before, by external id. */
export async function findImported(sql: Sql, externalIds: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < externalIds.length; start += 200) {
    for (const row of await selectKnown(sql, externalIds.slice(start, start + 200)))
      found.set(row.externalId, row.documentId);
  }
  return found;
}

async function selectKnown(sql: Sql, externalIds: readonly string[]) {
  return sql.select<Known & { externalId: string }>(
    `SELECT external_id AS externalId, document_id AS documentId, type, source_hash AS sourceHash FROM external_ids
     WHERE external_id IN (${externalIds.map(() => '?').join(', ')})`,
    externalIds,
  );
}

async function findKnown(sql: Sql, documents: readonly SourceDocument[]): Promise<Map<string, Known>> {
  if (documents.length === 0) return new Map();
  const rows = await selectKnown(
    sql,
    documents.map(({ externalId }) => externalId),
  );
  return new Map(rows.map(row => [row.externalId, row]));
}

function decide(document: SourceDocument, known: Known | undefined): Step {
  if (known?.sourceHash === document.hash) return { document, outcome: 'unchanged', draft: null, remarks: [] };
  const remarks: Remark[] = [];
  const { name } = document.definition;
  try {
    if (known && known.type !== name)
      throw new Error(`It was imported as ${known.type} before and can't become ${name}.`);
    const built = document.build(remarks);
    const values = soundValues(document.definition, built.values, remarks);
    const draft = { ...built, values, id: known?.documentId ?? newId(), slug: '' };
    return { document, outcome: known ? 'updated' : 'created', draft, remarks };
  } catch (error) {
    const rejection: Remark = { severity: 'REJECTED', code: 'CONVERSION_FAILED', message: (error as Error).message };
    return { document, outcome: 'rejected', draft: null, remarks: [...remarks, rejection] };
  }
}

/** New documents get a free slug and, where the source has none, a time; known ones keep theirs, since links point there. */
async function settleAddresses(sql: Sql, steps: readonly Step[]): Promise<void> {
  for (const [definition, group] of byDefinition(steps)) {
    const created = group.filter(({ outcome }) => outcome === 'created');
    const updated = group.filter(({ outcome }) => outcome === 'updated');
    await matchSlugs(sql, definition, created);
    const nameless = created.filter(({ draft }) => draft?.slug === '');
    const slugs = nameless.length
      ? await freeSlugs(
          sql,
          definition,
          nameless.map(({ document }) => document.slug),
        )
      : [];
    nameless.forEach((step, index) => {
      (step.draft as SettledDraft).slug = slugs[index];
      if (slugs[index] === step.document.slug) return;
      const message = `The slug "${step.document.slug}" was taken; this one got "${slugs[index]}".`;
      step.remarks.push({ severity: 'NOTICE', code: 'SLUG_CHANGED', message });
    });
    if (updated.length > 0) await keepAddresses(sql, definition, updated);
    for (const { draft } of group) if (draft?.state === ContentState.PUBLISHED) draft.publishedAt ??= new Date();
  }
}

/** A category or tag of the same slug that is there already is the same one: it is linked, not made again. */
async function matchSlugs(sql: Sql, { table }: ContentTypeDefinition, steps: readonly Step[]): Promise<void> {
  const open = steps.filter(({ document }) => document.matchBySlug);
  if (open.length === 0) return;
  const rows = await sql.select<{ id: string; slug: string }>(
    `SELECT t.id, t.slug FROM ${table} t WHERE t.slug IN (${open.map(() => '?').join(', ')})
       AND NOT EXISTS (SELECT 1 FROM external_ids e WHERE e.document_id = t.id AND e.external_id LIKE ?)`,
    [...open.map(({ document }) => document.slug), likePrefix(open[0].document.externalId)],
  );
  const bySlug = new Map(rows.map(({ id, slug }) => [slug, id]));
  for (const step of open) {
    const id = bySlug.get(step.document.slug);
    if (!id) continue;
    bySlug.delete(step.document.slug);
    step.outcome = 'unchanged';
    step.draft = { ...(step.draft as SettledDraft), id, slug: step.document.slug };
  }
}

/** The site's part of an external id, as a LIKE pattern. */
function likePrefix(externalId: string): string {
  const site = externalId.split(':').slice(0, 2).join(':');
  return `${site.replace(/[\\%_]/g, char => `\\${char}`)}:%`;
}

async function keepAddresses(sql: Sql, { table }: ContentTypeDefinition, steps: readonly Step[]): Promise<void> {
  const drafts = steps.map(({ draft }) => draft as SettledDraft);
  const rows = await sql.select<{ id: string; slug: string; publishedAt: Date | null }>(
    `SELECT id, slug, published_at AS publishedAt FROM ${table} WHERE id IN (${drafts.map(() => '?').join(', ')})`,
    drafts.map(({ id }) => id),
  );
  const stored = new Map(rows.map(row => [row.id, row]));
  for (const draft of drafts) {
    const before = stored.get(draft.id);
    if (!before) throw new Error(`The document ${draft.id} was imported before, but is gone.`);
    draft.slug = before.slug;
    if (draft.state === ContentState.PUBLISHED) draft.publishedAt ??= before.publishedAt;
  }
}

async function write(job: JobRun, tx: Transaction, steps: readonly Step[]): Promise<void> {
  for (const [definition, group] of byDefinition(steps)) {
    const drafts = (outcome: Outcome): Replacement[] =>
      group.filter(step => step.outcome === outcome).map(({ draft }) => draft as SettledDraft);
    await createDocuments(job, tx, definition, drafts('created'), RevisionAction.IMPORTED);
    await replaceDocuments(job, tx, definition, drafts('updated'));
  }
  await remember(tx, steps);
}

async function remember(tx: Transaction, steps: readonly Step[]): Promise<void> {
  for (const { document } of steps.filter(({ outcome }) => outcome === 'updated')) {
    await tx.run('UPDATE external_ids SET source_hash = ? WHERE external_id = ?', [document.hash, document.externalId]);
  }
  const fresh = steps.filter(({ outcome }) => outcome !== 'updated');
  await insertRows(
    tx,
    'INSERT INTO external_ids (external_id, document_id, type, source_hash)',
    fresh.map(({ document, draft }) => [
      document.externalId,
      (draft as SettledDraft).id,
      document.definition.name,
      document.hash,
    ]),
  );
}

function byDefinition(steps: readonly Step[]): Map<ContentTypeDefinition, Step[]> {
  const groups = new Map<ContentTypeDefinition, Step[]>();
  for (const step of steps) {
    const { definition } = step.document;
    const group = groups.get(definition);
    if (group) group.push(step);
    else groups.set(definition, [step]);
  }
  return groups;
}
