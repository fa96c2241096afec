import { ContentState } from '../../../engine/content/content';
import { type ContentTypeDefinition, contentTypes } from '../../../engine/content/content-type';
import { lockDocuments, readContents } from '../../../engine/content/writing/read-content';
import { type Replacement, replaceDocuments } from '../../../engine/content/writing/replace-documents';
import type { JobRun } from '../../../engine/jobs/job-run';
import type { Transaction } from '../../../platform/database/database';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { fetchAttachmentsJob } from '../fetch-attachments.job';
import type { ImportRecord } from '../import.entity';
import { eachImage } from './attachment-rows';

/** What the checkpoint says once the documents are there. */
interface Checkpoint {
  /** The jobs that fetch were made. */
  fetching?: boolean;
}

interface Stored {
  position: number;
  documentId: string;
  kind: string;
  revision: number;
  place: string;
  url: string;
  assetId: string;
}

const DOCUMENTS = 50;

/** Has the files fetched that an import refers to, waits for that, and puts them into the documents. Does nothing when there are none. */
export async function fetchAttachments(job: JobRun, record: ImportRecord | null): Promise<void> {
  if (record === null) return;
  const at = job.checkpoint<Checkpoint>() ?? {};
  if (!at.fetching) {
    const lanes = await job.db.select<{ host: string; lane: number; n: number }>(
      `SELECT host, lane, COUNT(DISTINCT url) AS n FROM import_attachments WHERE import_id = ? AND outcome = 'open'
       GROUP BY host, lane`,
      [record.id],
    );
    if (lanes.length === 0) return;
    job.progress({ stage: 'Files' });
    const files = new Map(lanes.map(({ host, lane, n }) => [`${host} ${lane}`, Number(n)]));
    await job.commit({ ...at, fetching: true }, async tx => {
      const payloads = lanes.map(({ host, lane }) => ({ importId: record.id, host, lane: Number(lane) }));
      await job.spawn(tx, fetchAttachmentsJob, payloads, {
        unitsOf: ({ host, lane }) => files.get(`${host} ${lane}`) ?? 1,
      });
    });
  }
  await job.childrenSettled();
  for (let batch = await nextStored(job, record.id); batch.length > 0; batch = await nextStored(job, record.id)) {
    await job.commit(job.checkpoint<Checkpoint>(), tx => linkStored(job, tx, record.id, batch));
  }
}

/** The files of some documents, all that each of them has. */
async function nextStored({ db }: JobRun, importId: string): Promise<Stored[]> {
  return db.select<Stored>(
    `SELECT a.position, a.document_id AS documentId, r.kind, r.revision, a.place, a.url, a.asset_id AS assetId
     FROM (SELECT DISTINCT document_id FROM import_attachments
           WHERE import_id = ? AND outcome = 'stored' AND document_id IS NOT NULL ORDER BY document_id LIMIT ${DOCUMENTS}) d
     JOIN import_attachments a ON a.import_id = ? AND a.outcome = 'stored' AND a.document_id = d.document_id
     JOIN import_rows r ON r.import_id = a.import_id AND r.phase = 'APPLY' AND r.position = a.position`,
    [importId, importId],
  );
}

async function linkStored(job: JobRun, tx: Transaction, importId: string, batch: readonly Stored[]): Promise<void> {
  for (const definition of contentTypes()) {
    const group = batch.filter(({ kind }) => kind === definition.name);
    if (group.length > 0) await linkGroup(job, tx, importId, definition, group);
  }
  const ids = [...new Set(batch.map(({ documentId }) => documentId))];
  await tx.run(
    `UPDATE import_attachments SET outcome = 'linked'
     WHERE import_id = ? AND outcome = 'stored' AND document_id IN (${ids.map(() => '?').join(', ')})`,
    [importId, ...ids],
  );
}

/** A document that somebody has touched since stays as it is: the files are there for whoever wants them. */
async function linkGroup(
  job: JobRun,
  tx: Transaction,
  importId: string,
  definition: ContentTypeDefinition,
  group: readonly Stored[],
): Promise<void> {
  const ids = [...new Set(group.map(({ documentId }) => documentId))];
  const heads = await lockDocuments(tx, definition, ids);
  const contents = await readContents(tx, definition, definition.live, ids);
  const replacements: Replacement[] = [];
  for (const id of ids) {
    const files = group.filter(({ documentId }) => documentId === id);
    const head = heads.get(id);
    const content = contents.get(id);
    const isTouched = head?.latestRevision !== Number(files[0].revision) || head.state === ContentState.CHANGED;
    if (!head || !content || isTouched || head.state === ContentState.TRASHED) continue;
    const { state, publishAt, publishedAt } = head;
    replacements.push({ id, state, publishAt, publishedAt, values: linkedValues(definition, content.values, files) });
  }
  await replaceDocuments(job, tx, definition, replacements);
  for (const { id } of replacements) {
    await tx.run(
      `UPDATE import_rows SET revision = revision + 1 WHERE import_id = ? AND phase = 'APPLY' AND position = ?`,
      [importId, group.find(({ documentId }) => documentId === id)?.position ?? null],
    );
  }
}

function linkedValues(
  definition: ContentTypeDefinition,
  values: Readonly<Record<string, unknown>>,
  files: readonly Stored[],
): Record<string, unknown> {
  const byUrl = new Map(files.map(({ url, assetId }) => [url, assetId]));
  const linked: Record<string, unknown> = {};
  const hero = files.find(({ place }) => place === 'HERO');
  if (hero) linked.heroId = hero.assetId;
  for (const { property, kind } of definition.values) {
    if (kind.name !== 'RICH_TEXT' || !values[property]) continue;
    const document = structuredClone(values[property]) as RichTextDocument;
    eachImage(document, image => {
      const assetId = byUrl.get(String(image.attrs?.src));
      if (assetId !== undefined) image.attrs = { ...image.attrs, assetId };
    });
    linked[property] = document;
  }
  return linked;
}
