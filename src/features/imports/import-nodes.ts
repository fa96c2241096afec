import { demand, may } from '../../engine/access/viewer';
import { nodeLookups } from '../../engine/content/node';
import type { Context } from '../../engine/context';
import { type Connection, type PageArgs, paginate } from '../../engine/pagination/connection';
import { isUlid } from '../../platform/crypto/new-id';
import type { ImportRecord } from './import.entity';
import { DEFAULT_SETTINGS, findImport, listImportRecords, type StoredPlan } from './import-records';
import { type ImportDecisions, ImportNode, type ImportOutcome, type ImportRowNode } from './import-node';
import type { ImportSettings } from './import-source';
import { type ImportFormat, importResult } from './import-result';
import type { Tally } from './import-tally';

/** An import as the API shows it. */
export function importNode(record: ImportRecord): ImportNode {
  const plan = record.plan === null ? null : (JSON.parse(record.plan) as StoredPlan);
  const countsOf = (json: string | null) => (json === null ? null : importResult(JSON.parse(json) as Tally).counts);
  return Object.assign(new ImportNode(), {
    ...record,
    __typename: 'Import',
    format: record.format as ImportFormat,
    bytes: Number(record.bytes),
    settings: decisionsOf(record.settings),
    columns: record.columns === null ? null : JSON.parse(record.columns),
    plan: plan && {
      counts: importResult(plan.tally).counts.map(({ kind, created, updated, unchanged, skipped, rejected }) => ({
        ...{ kind, create: created, update: updated, leave: unchanged + skipped, reject: rejected },
      })),
      sample: plan.samples,
      record,
    },
    tally: countsOf(record.tally),
    undoTally: countsOf(record.undoTally),
  });
}

function decisionsOf(json: string): ImportDecisions {
  const { mapping, ...settings } = { ...DEFAULT_SETTINGS, ...(JSON.parse(json) as Partial<ImportSettings>) };
  const columns = mapping && Object.entries(mapping).map(([column, field]) => ({ column, field }));
  return { ...settings, mapping: columns };
}

/** The import with this id, for those who may import; null otherwise. */
export async function findImportNode(ctx: Context, id: string): Promise<ImportNode | null> {
  if (!may(ctx.viewer, 'imports.write') || !isUlid(id)) return null;
  const record = await findImport(ctx.db, id);
  return record && importNode(record);
}

nodeLookups.push(findImportNode);

/** All imports, newest first. Needs imports.write. */
export async function listImports(ctx: Context, page: PageArgs): Promise<Connection<ImportNode>> {
  demand(ctx.viewer, 'imports.write');
  return paginate<ImportNode>(page, {
    order: 'Import:NEWEST',
    keyOf: ({ id }) => [id],
    async fetch({ limit, backward, beyond }) {
      const records = await listImportRecords(ctx.db, { limit, backward, beyond: beyond ? String(beyond[0]) : null });
      return records.map(importNode);
    },
    async count() {
      const [{ n }] = await ctx.db.select<{ n: number }>('SELECT COUNT(*) AS n FROM imports');
      return Number(n);
    },
  });
}

/** What became of an import's records, in the order of the file; of the plan as long as it was not applied. */
export async function listRows(
  ctx: Context,
  { id, applyJob }: Pick<ImportRecord, 'id' | 'applyJob'>,
  page: PageArgs,
  outcomes: readonly ImportOutcome[] | null,
): Promise<Connection<ImportRowNode>> {
  const among = outcomes?.length ? `AND outcome IN (${outcomes.map(() => '?').join(', ')})` : '';
  const where = `import_id = ? AND phase = ? ${among}`;
  const values = [id, applyJob === null ? 'PLAN' : 'APPLY', ...(among ? (outcomes ?? []) : [])];
  return paginate<ImportRowNode>(page, {
    order: `ImportRow:${id}`,
    keyOf: ({ position }) => [position],
    async fetch({ limit, backward, beyond }) {
      return ctx.db.select<ImportRowNode>(
        `SELECT position, line, kind, outcome, document_id AS documentId, subject, code, reason FROM import_rows
         WHERE ${where}${beyond ? ` AND position ${backward ? '<' : '>'} ?` : ''}
         ORDER BY position ${backward ? 'DESC' : 'ASC'} LIMIT ${Math.trunc(limit)}`,
        beyond ? [...values, Number(beyond[0])] : values,
      );
    },
    async count() {
      const [{ n }] = await ctx.db.select<{ n: number }>(
        `SELECT COUNT(*) AS n FROM import_rows WHERE ${where}`,
        values,
      );
      return Number(n);
    },
  });
}
