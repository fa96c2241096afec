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
  /** Where an unchanged document is. */
  knownId: string | null;
  /** Of a document that is there: its latest revision. */
  latestRevision: number | null;
  priorState: ContentState | null;
  /** It was there, but no import knew it. */
  isMatch: boolean;
}

/** What was decided about a document. */
export interface DocumentOutcome {
  document: SourceDocument;
  outcome: Outcome;
  /** Null when it was rejected. */
  id: string | null;
  slug: string | null;
  /** Of what would be written; null for the rest. */
  values: Record<string, unknown> | null;
  /** Of a document that would be changed: its latest revision as it is. */
  latestRevision: number | null;
  priorState: ContentState | null;
  rejection: Remark | null;
}

/** A batch that is ready to be written. */
export interface PreparedBatch {
  tally: Tally;
  /** Gives the latest revisions of the documents that were written, by id. */
  write(tx: Transaction): Promise<Map<string, number>>;
  /** What is to be said about the batch's documents. */
  remarks: (Remark & { line: number; subject: string })[];
  outcomes: DocumentOutcome[];
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
    outcomes: steps.map(outcomeOf),
  };
}

function outcomeOf({ document, outcome, draft, remarks, knownId, latestRevision, priorState }: Step): DocumentOutcome {
  const isWritten = outcome === 'created' || outcome === 'updated';
  return {
    ...{ document, outcome, latestRevision, priorState },
    id: outcome === 'rejected' ? null : (draft?.id ?? knownId),
    slug: draft?.slug || null,
    values: isWritten && draft ? draft.values : null,
    rejection: outcome === 'rejected' ? (remarks.at(-1) ?? null) : null,
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
  const remarks: Remark[] = [];
  const step = {
    document,
    draft: null,
    remarks,
    knownId: known?.documentId ?? null,
    latestRevision: null,
    priorState: null,
    isMatch: false,
  };
  if (known?.sourceHash === document.hash) return { ...step, outcome: 'unchanged' };
  const { name } = document.definition;
  try {
    if (known && known.type !== name)
      throw new Error(`It was imported as ${known.type} before and can't become ${name}.`);
    const built = document.build(remarks);
    const values = soundValues(document.definition, built.values, remarks);
    const draft = { ...built, values, id: known?.documentId ?? newId(), slug: '' };
    return { ...step, outcome: known ? 'updated' : 'created', draft };
  } catch (error) {
    reject(step, (error as Error).message);
    return { ...step, outcome: 'rejected' };
  }
}

function reject({ remarks }: Pick<Step, 'remarks'>, message: string): void {
  remarks.push({ severity: 'REJECTED', code: 'CONVERSION_FAILED', message });
}

/** New documents get a free slug and, where the source has none, a time; known ones keep theirs, since links point there. */
async function settleAddresses(sql: Sql, steps: readonly Step[]): Promise<void> {
  for (const [definition, group] of byDefinition(steps)) {
    await matchIds(sql, definition, group);
    await matchSlugs(
      sql,
      definition,
      group.filter(({ outcome }) => outcome === 'created'),
    );
    for (const step of group) if (step.outcome === 'created') demandRequired(definition, step);
    await findSlugs(
      sql,
      definition,
      group.filter(({ outcome }) => outcome === 'created'),
    );
    const updated = group.filter(({ outcome }) => outcome === 'updated');
    if (updated.length > 0) await keepAddresses(sql, definition, updated);
    for (const { draft } of group) if (draft?.state === ContentState.PUBLISHED) draft.publishedAt ??= new Date();
  }
}

/** A new document has all that its type requires; what is left out gets its default. */
function demandRequired({ values }: ContentTypeDefinition, step: Step): void {
  const given = (step.draft as SettledDraft).values;
  const missing = values.filter(({ property, kind, options }) => {
    if (given[property] != null) return false;
    if (options.default !== undefined) given[property] = kind.accept(options.default, options);
    return !options.optional && given[property] == null && kind.name !== 'BOOLEAN';
  });
  if (missing.length === 0) return;
  reject(step, `${missing.map(({ property }) => `\`${property}\``).join(', ')} must have a value.`);
  step.outcome = 'rejected';
  step.draft = null;
}

async function findSlugs(sql: Sql, definition: ContentTypeDefinition, steps: readonly Step[]): Promise<void> {
  if (steps.length === 0) return;
  const slugs = await freeSlugs(
    sql,
    definition,
    steps.map(({ document }) => document.slug),
  );
  steps.forEach((step, index) => {
    (step.draft as SettledDraft).slug = slugs[index];
    if (slugs[index] === step.document.slug) return;
    const message = `The slug "${step.document.slug}" was taken; this one got "${slugs[index]}".`;
    step.remarks.push({ severity: 'NOTICE', code: 'SLUG_CHANGED', message });
  });
}

/** A document that the source knows by the id that it has here is that one. */
async function matchIds(sql: Sql, { name, table }: ContentTypeDefinition, steps: readonly Step[]): Promise<void> {
  const open = steps.filter(({ document, outcome }) => document.documentId && outcome === 'created');
  if (open.length === 0) return;
  const rows = await sql.select<{ id: string; slug: string }>(
    `SELECT id, slug FROM ${table} WHERE id IN (${open.map(() => '?').join(', ')})`,
    open.map(({ document }) => document.documentId as string),
  );
  const byId = new Map(rows.map(row => [row.id, row]));
  for (const step of open) {
    const found = byId.get(step.document.documentId as string);
    if (found) match(step, found);
    else {
      reject(step, `There is no ${name} with the id ${step.document.documentId}.`);
      step.outcome = 'rejected';
      step.draft = null;
    }
  }
}

function match(step: Step, { id, slug }: { id: string; slug: string }): void {
  step.isMatch = true;
  step.outcome = step.document.updatesMatch ? 'updated' : 'unchanged';
  step.draft = { ...(step.draft as SettledDraft), id, slug };
}

/** A category or tag of the same slug that is there already is the same one: it is linked, not made again. */
async function matchSlugs(sql: Sql, { table }: ContentTypeDefinition, steps: readonly Step[]): Promise<void> {
  const open = steps.filter(({ document }) => document.matchBySlug);
  if (open.length === 0) return;
  const rows = await sql.select<{ id: string; slug: string }>(
    `SELECT t.id, t.slug FROM ${table} t WHERE t.slug IN (${open.map(() => '?').join(', ')})
       AND (? OR NOT EXISTS (SELECT 1 FROM external_ids e WHERE e.document_id = t.id AND e.external_id LIKE ?))`,
    [
      ...open.map(({ document }) => document.slug),
      open[0].document.updatesMatch === true,
      likePrefix(open[0].document.externalId),
    ],
  );
  const bySlug = new Map(rows.map(({ id, slug }) => [slug, id]));
  for (const step of open) {
    const id = bySlug.get(step.document.slug);
    if (!id) continue;
    bySlug.delete(step.document.slug);
    match(step, { id, slug: step.document.slug });
  }
}

/** The site's part of an external id, as a LIKE pattern. */
function likePrefix(externalId: string): string {
  const site = externalId.split(':').slice(0, 2).join(':');
  return `${site.replace(/[\\%_]/g, char => `\\${char}`)}:%`;
}

async function keepAddresses(sql: Sql, { table }: ContentTypeDefinition, steps: readonly Step[]): Promise<void> {
  const rows = await sql.select<StoredAddress>(
    `SELECT id, slug, state, published_at AS publishedAt, publish_at AS publishAt, latest_revision AS latestRevision
     FROM ${table} WHERE id IN (${steps.map(() => '?').join(', ')})`,
    steps.map(({ draft }) => (draft as SettledDraft).id),
  );
  const stored = new Map(rows.map(row => [row.id, row]));
  for (const step of steps) {
    const draft = step.draft as SettledDraft;
    const before = stored.get(draft.id);
    if (!before) throw new Error(`The document ${draft.id} was imported before, but is gone.`);
    step.latestRevision = Number(before.latestRevision);
    step.priorState = before.state;
    draft.slug = before.slug;
    if (draft.state === undefined) keepState(draft, before);
    if (draft.state === ContentState.PUBLISHED) draft.publishedAt ??= before.publishedAt;
  }
}

interface StoredAddress {
  id: string;
  slug: string;
  state: ContentState;
  publishedAt: Date | null;
  publishAt: Date | null;
  latestRevision: number;
}

/** A source that says nothing about it leaves a document live, or waiting, as it is. */
function keepState(draft: SettledDraft, { state, publishAt }: StoredAddress): void {
  draft.state = state === ContentState.CHANGED ? ContentState.PUBLISHED : state;
  draft.publishAt = publishAt;
}

async function write(job: JobRun, tx: Transaction, steps: readonly Step[]): Promise<Map<string, number>> {
  const revisions = new Map<string, number>();
  for (const [definition, group] of byDefinition(steps)) {
    const drafts = (outcome: Outcome): Replacement[] =>
      group.filter(step => step.outcome === outcome).map(({ draft }) => draft as SettledDraft);
    const created = await createDocuments(job, tx, definition, drafts('created'), RevisionAction.IMPORTED);
    for (const { id } of created) revisions.set(id, 1);
    const updated = drafts('updated');
    if (updated.length === 0) continue;
    await replaceDocuments(job, tx, definition, updated);
    for (const { id, revision } of await latestRevisions(tx, definition, updated)) revisions.set(id, Number(revision));
  }
  await remember(tx, steps);
  return revisions;
}

async function latestRevisions(tx: Transaction, { table }: ContentTypeDefinition, drafts: readonly Replacement[]) {
  return tx.select<{ id: string; revision: number }>(
    `SELECT id, latest_revision AS revision FROM ${table} WHERE id IN (${drafts.map(() => '?').join(', ')})`,
    drafts.map(({ id }) => id),
  );
}

async function remember(tx: Transaction, steps: readonly Step[]): Promise<void> {
  const known = ({ outcome, isMatch }: Step) => outcome === 'updated' && !isMatch;
  for (const { document } of steps.filter(known)) {
    await tx.run('UPDATE external_ids SET source_hash = ? WHERE external_id = ?', [document.hash, document.externalId]);
  }
  await insertRows(
    tx,
    'INSERT INTO external_ids (external_id, document_id, type, source_hash)',
    steps
      .filter(step => !known(step))
      .map(({ document, draft }) => [
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
