import { notFound, validationFailed } from '../../../errors';
import type { SqlValue, Transaction } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import { MAX_PATH } from '../content-tables';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';

/** A document that is to stand in a tree. */
export interface Seedling {
  id: string;
  slug: string;
  parentId: string | null;
  /** Its place among its siblings; behind the last one when left out. */
  position?: number;
  path: InputPath;
}

/** Where it comes to stand. */
export interface NewPlace {
  parentId: string | null;
  position: number;
  path: string;
}

/**
 * The places of new documents; a parent may be among them, before its children. The other parents are locked, so that none of them
 * moves before the children are written. Throws NOT_FOUND for a parent that is not there, VALIDATION_FAILED for too long a path.
 */
export async function placesOf(
  tx: Transaction,
  definition: ContentTypeDefinition,
  seedlings: readonly Seedling[],
): Promise<NewPlace[]> {
  const paths = await parentPaths(tx, definition, seedlings);
  const last = await lastPositions(tx, definition, seedlings);
  return seedlings.map(({ id, slug, parentId, position, path: inputPath }) => {
    const above = parentId === null ? '' : paths.get(parentId);
    if (above === undefined) throw notFound(definition.singular, String(parentId), [...inputPath, 'parentId']);
    const path = childPath(above, slug);
    demandPath(path, [...inputPath, 'parentId']);
    paths.set(id, path);
    const place = position ?? (last.get(parentId) ?? -1) + 1;
    last.set(parentId, Math.max(last.get(parentId) ?? -1, place));
    return { parentId, position: place, path };
  });
}

/** The path of a document below a parent; '' is the path of the top. */
export function childPath(above: string, slug: string): string {
  return above === '' ? slug : `${above}/${slug}`;
}

/** Throws VALIDATION_FAILED when a path does not fit its column. */
export function demandPath(path: string, inputPath: InputPath): void {
  const length = [...path].length;
  if (length > MAX_PATH)
    throw validationFailed(`The path would have ${length} characters; ${MAX_PATH} are allowed.`, [...inputPath]);
}

async function parentPaths(
  tx: Transaction,
  { live }: ContentTypeDefinition,
  seedlings: readonly Seedling[],
): Promise<Map<string, string>> {
  const ids = new Set(seedlings.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])));
  const paths = new Map<string, string>();
  for (const batch of inLists([...ids].sort())) {
    const { sql, values } = inList(batch);
    const rows = await tx.select<{ id: string; path: string }>(
      `SELECT id, path FROM ${live.rows} WHERE id ${sql} ORDER BY id LOCK IN SHARE MODE`,
      values,
    );
    for (const { id, path } of rows) paths.set(id, path);
  }
  return paths;
}

async function lastPositions(
  tx: Transaction,
  { live }: ContentTypeDefinition,
  seedlings: readonly Seedling[],
): Promise<Map<string | null, number>> {
  const open = seedlings.filter(({ position }) => position === undefined);
  const last = new Map<string | null, number>();
  const parents = [...new Set(open.map(({ parentId }) => parentId))];
  const below = parents.filter(parent => parent !== null);
  const ask = async (condition: string, values: readonly SqlValue[]) => {
    const rows = await tx.select<{ parentId: string | null; position: number }>(
      `SELECT parent_id AS parentId, MAX(position) AS position FROM ${live.rows} WHERE ${condition} GROUP BY parent_id`,
      values,
    );
    for (const { parentId, position } of rows) last.set(parentId, position);
  };
  if (parents.includes(null)) await ask('parent_id IS NULL', []);
  for (const batch of inLists(below)) {
    const { sql, values } = inList(batch);
    await ask(`parent_id ${sql}`, values);
  }
  return last;
}
