import type { Sql } from '../../platform/database/database';
import { MAX_PATH } from './content-tables';
import type { ContentTypeDefinition } from './content-type';

/** A node as it stands in the table. */
interface TreeNode {
  id: string;
  parentId: string | null;
  slug: string;
  path: string;
}

/** A node's new place: where it must be written. */
export interface Placement {
  id: string;
  parentId: string | null;
  path: string;
}

/** Why a node could not be put where it was wanted; it went to the top instead. */
export interface Misplacement {
  id: string;
  reason: 'CYCLE' | 'PATH_TOO_LONG';
}

/**
 * Works out the places of a whole tree after some nodes got other parents: cycles are cut at the node that closes them, and paths follow
 * their parents'. Gives only the nodes whose place in the table differs.
 */
export async function placeInTree(
  sql: Sql,
  definition: ContentTypeDefinition,
  wanted: ReadonlyMap<string, string | null>,
): Promise<{ placements: Placement[]; misplaced: Misplacement[] }> {
  const rows = await sql.select<TreeNode>(
    `SELECT id, parent_id AS parentId, slug, path FROM ${definition.table} ORDER BY id`,
  );
  const nodes = new Map(rows.map(row => [row.id, row]));
  const parents = new Map(rows.map(row => [row.id, wanted.has(row.id) ? (wanted.get(row.id) ?? null) : row.parentId]));
  const misplaced: Misplacement[] = [];
  const paths = new Map<string, string>();
  for (const { id } of rows) {
    for (const step of ancestry(id, parents, paths, misplaced)) placeNode(step, nodes, parents, paths, misplaced);
  }
  const placements = rows
    .map(({ id }) => ({ id, parentId: parents.get(id) ?? null, path: paths.get(id) as string }))
    .filter(({ id, parentId, path }) => nodes.get(id)?.parentId !== parentId || nodes.get(id)?.path !== path);
  return { placements, misplaced };
}

/** The node and its ancestors that have no path yet, topmost first. A parent met twice closes a cycle, which is cut there. */
function ancestry(
  id: string,
  parents: Map<string, string | null>,
  paths: Map<string, string>,
  misplaced: Misplacement[],
): string[] {
  const line: string[] = [];
  const met = new Set<string>();
  let current: string | null = id;
  while (current !== null && !paths.has(current)) {
    line.push(current);
    met.add(current);
    const parent: string | null = parents.get(current) ?? null;
    if (parent !== null && (met.has(parent) || !parents.has(parent))) {
      if (met.has(parent)) misplaced.push({ id: current, reason: 'CYCLE' });
      parents.set(current, null);
      break;
    }
    current = parent;
  }
  return line.reverse();
}

function placeNode(
  id: string,
  nodes: Map<string, TreeNode>,
  parents: Map<string, string | null>,
  paths: Map<string, string>,
  misplaced: Misplacement[],
): void {
  const slug = nodes.get(id)?.slug ?? '';
  const parentId = parents.get(id) ?? null;
  const path = parentId === null ? slug : `${paths.get(parentId)}/${slug}`;
  if (path.length <= MAX_PATH) {
    paths.set(id, path);
    return;
  }
  misplaced.push({ id, reason: 'PATH_TOO_LONG' });
  parents.set(id, null);
  paths.set(id, slug);
}
