import { validationFailed } from '../../../errors';
import type { Transaction } from '../../../platform/database/database';
import { isTooLong } from '../../../platform/database/sql-errors';
import { MAX_PATH } from '../content-tables';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';
import { childPath, demandPath } from './tree-places';

/*
 * Paths follow the live rows: a row's path is the path of its parent's live row and its own slug. So the path of a draft row has the
 * draft's slug in its last part only, and what stands below a document follows its slug when that goes live.
 */

/** Where a document would stand with another slug. Throws VALIDATION_FAILED when that is too long. */
export async function pathAfterSlug(
  tx: Transaction,
  { live }: ContentTypeDefinition,
  id: string,
  slug: string,
  inputPath: InputPath,
): Promise<string> {
  const [{ path }] = await tx.select<{ path: string }>(`SELECT path FROM ${live.rows} WHERE id = ?`, [id]);
  const changed = childPath(parentOf(path), slug);
  demandPath(changed, inputPath);
  return changed;
}

/** The path of whatever stands above a path. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * Takes what stands below a document along to its new path: live rows and drafts, one statement each. The document's own rows are the
 * caller's. Throws VALIDATION_FAILED when one of the paths would be too long.
 */
export async function movePaths(
  tx: Transaction,
  { live, drafts }: ContentTypeDefinition,
  id: string,
  to: string,
): Promise<void> {
  const [{ path: from }] = await tx.select<{ path: string }>(`SELECT path FROM ${live.rows} WHERE id = ?`, [id]);
  if (from === to || from === '') return;
  for (const { rows } of [live, drafts]) {
    try {
      // From "/" to the character after it: everything below, by the index, whatever characters the slugs have.
      await tx.run(`UPDATE ${rows} SET path = CONCAT(?, SUBSTRING(path, ?)) WHERE path > ? AND path < ? AND id <> ?`, [
        to,
        [...from].length + 1,
        `${from}/`,
        `${from}0`,
        id,
      ]);
    } catch (error) {
      if (!isTooLong(error)) throw error;
      throw validationFailed(`A path below this document would have more than the ${MAX_PATH} characters allowed.`);
    }
  }
}

/** Writes places that were worked out for a whole tree; drafts stand where their documents do. */
export async function writePlacements(
  tx: Transaction,
  { live, drafts }: ContentTypeDefinition,
  placements: readonly { id: string; parentId: string | null; path: string }[],
): Promise<void> {
  if (placements.length === 0) return;
  for (const { id, parentId, path } of placements) {
    await tx.run(`UPDATE ${live.rows} SET parent_id = ?, path = ? WHERE id = ?`, [parentId, path, id]);
  }
  await tx.run(
    `UPDATE ${drafts.rows} d JOIN ${live.rows} t ON t.id = d.id
     SET d.parent_id = t.parent_id, d.path = CONCAT(LEFT(t.path, CHAR_LENGTH(t.path) - CHAR_LENGTH(t.slug)), d.slug)
     WHERE d.id IN (${placements.map(() => '?').join(', ')})`,
    placements.map(({ id }) => id),
  );
}
