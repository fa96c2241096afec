import { notFound, validationFailed } from '../../../errors';
import type { SqlValue, Transaction } from '../../../platform/database/database';
import { recordChanges } from '../content-events';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';
import { INPUT_PATH, type WriteContext } from './content-draft';
import { demandNotTrashed, lockDocuments } from './read-content';
import { movePaths } from './tree-paths';
import { childPath, demandPath } from './tree-places';

/*
 * Moving within a tree. A document's place is not part of its drafts: it changes at once, in the live row and the draft row, and all paths
 * below follow. Moves to other parents follow each other: a statement that walks the paths below a document would miss what another move
 * takes past it meanwhile, and two moves together could close a circle.
 */

/** Where a document is to stand. */
export interface DocumentMove {
  id: string;
  /** The document above it, null for the top; where it is when left out. */
  parentId?: string | null;
  /** The sibling that it is to stand before, or after; only one of these and `position`. Last when all are left out and the parent changes. */
  before?: string;
  after?: string;
  /** Its number among its siblings, from 0. */
  position?: number;
  path?: InputPath;
}

interface Place {
  parentId: string | null;
  slug: string;
  path: string;
  liveAt: Date | null;
  revision: number;
}

/** Moves a document. Throws NOT_FOUND, WRONG_STATE (trash), or VALIDATION_FAILED: a circle, a stranger among the siblings, too long a path. */
export async function moveDocument(
  ctx: WriteContext,
  tx: Transaction,
  definition: ContentTypeDefinition,
  move: DocumentMove,
): Promise<void> {
  const { id, path: inputPath = INPUT_PATH } = move;
  if (!definition.tree) throw validationFailed(`Documents of the type ${definition.name} do not form a tree.`);
  if (move.parentId !== undefined) await lockTree(tx, definition);
  const heads = await lockDocuments(tx, definition, [id, ...(move.parentId ? [move.parentId] : [])]);
  const head = heads.get(id);
  if (!head) throw notFound(definition.singular, id);
  demandNotTrashed(definition, head);
  const place = await placeOf(tx, definition, id);
  const parentId = move.parentId === undefined ? place.parentId : move.parentId;
  const moves = parentId !== place.parentId;
  if (moves) await changeParent(tx, definition, id, place, parentId, [...inputPath, 'parentId']);
  const wanted = move.before !== undefined || move.after !== undefined || move.position !== undefined;
  const reordered = (moves || wanted) && (await placeAmong(tx, definition, { ...move, parentId }, inputPath));
  if (!moves && !reordered) return;
  await recordChanges(ctx, tx, [
    {
      definition,
      id,
      action: 'moved',
      revision: place.revision,
      fields: moves ? ['parent', 'position', 'path'] : ['position'],
      live: place.liveAt !== null,
    },
  ]);
}

/** The tree's oldest row stands for all of it; it comes first in the order in which rows are locked. */
async function lockTree(tx: Transaction, { live }: ContentTypeDefinition): Promise<void> {
  await tx.select(`SELECT id FROM ${live.rows} ORDER BY id LIMIT 1 FOR UPDATE`);
}

async function changeParent(
  tx: Transaction,
  definition: ContentTypeDefinition,
  id: string,
  { path, slug }: Place,
  parentId: string | null,
  inputPath: InputPath,
): Promise<void> {
  let above = '';
  if (parentId !== null) {
    const parent = await placeOf(tx, definition, parentId, inputPath);
    if (parentId === id || parent.path === path || parent.path.startsWith(`${path}/`))
      throw validationFailed('A document can stand neither below itself nor below what stands below it.', [
        ...inputPath,
      ]);
    above = parent.path;
  }
  const to = childPath(above, slug);
  demandPath(to, inputPath);
  await movePaths(tx, definition, id, to);
  const { live, drafts } = definition;
  await tx.run(`UPDATE ${live.rows} SET parent_id = ?, path = ? WHERE id = ?`, [parentId, to, id]);
  const prefix = above === '' ? '' : `${above}/`;
  await tx.run(`UPDATE ${drafts.rows} SET parent_id = ?, path = CONCAT(?, slug) WHERE id = ?`, [parentId, prefix, id]);
}

/** Gives a document its place among its siblings, and numbers anew those whose place that changes. True when anything changed. */
async function placeAmong(
  tx: Transaction,
  definition: ContentTypeDefinition,
  { id, parentId, before, after, position }: DocumentMove,
  inputPath: InputPath,
): Promise<boolean> {
  const { live, drafts } = definition;
  const siblings = await tx.select<{ id: string; position: number }>(
    `SELECT id, position FROM ${live.rows} WHERE parent_id ${parentId ? '= ?' : 'IS NULL'} ORDER BY position, id FOR UPDATE`,
    parentId ? [parentId] : [],
  );
  const order = siblings.map(sibling => sibling.id).filter(sibling => sibling !== id);
  order.splice(indexFor(order, { before, after, position }, inputPath), 0, id);
  const held = new Map(siblings.map(sibling => [sibling.id, sibling.position]));
  const changed: [string, number][] = [];
  let last = -1;
  for (const sibling of order) {
    const now = held.get(sibling) ?? -1;
    const next = sibling !== id && now > last ? now : last + 1;
    if (next !== now) changed.push([sibling, next]);
    last = next;
  }
  for (let from = 0; from < changed.length; from += 200) {
    const batch = changed.slice(from, from + 200);
    const cases = batch.map(() => 'WHEN ? THEN ?').join(' ');
    const values: SqlValue[] = [...batch.flat(), ...batch.map(([sibling]) => sibling)];
    for (const { rows } of [live, drafts]) {
      await tx.run(
        `UPDATE ${rows} SET position = CASE id ${cases} ELSE position END WHERE id IN (${batch.map(() => '?').join(', ')})`,
        values,
      );
    }
  }
  return changed.length > 0;
}

function indexFor(
  order: readonly string[],
  { before, after, position }: Pick<DocumentMove, 'before' | 'after' | 'position'>,
  inputPath: InputPath,
): number {
  const stranger = (name: string, id: string) =>
    validationFailed(`The document ${id} does not stand there.`, [...inputPath, name]);
  if (before !== undefined) {
    const index = order.indexOf(before);
    if (index < 0) throw stranger('beforeId', before);
    return index;
  }
  if (after !== undefined) {
    const index = order.indexOf(after);
    if (index < 0) throw stranger('afterId', after);
    return index + 1;
  }
  if (position === undefined) return order.length;
  if (!Number.isInteger(position) || position < 0)
    throw validationFailed(`A place is a number from 0, not ${position}.`, [...inputPath, 'position']);
  return Math.min(position, order.length);
}

async function placeOf(
  tx: Transaction,
  { live, singular }: ContentTypeDefinition,
  id: string,
  inputPath?: InputPath,
): Promise<Place> {
  const [place] = await tx.select<Place>(
    `SELECT parent_id AS parentId, slug, path, live_at AS liveAt, revision FROM ${live.rows} WHERE id = ?`,
    [id],
  );
  if (!place) throw notFound(singular, id, inputPath ? [...inputPath] : undefined);
  return place;
}
