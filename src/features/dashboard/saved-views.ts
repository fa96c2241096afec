import { badUserInput, forbidden, invalidInput, type InputFault, notFound, unauthenticated } from '../../errors';
import { demandContentOf } from '../../engine/access/demand-content';
import { may, type Viewer } from '../../engine/access/viewer';
import { contentTypes } from '../../engine/content/content-type';
import type { Context } from '../../engine/context';
import { newId } from '../../platform/crypto/new-id';
import type { Sql } from '../../platform/database/database';
import type { SavedView } from './saved-view';
import type { SavedViewRow } from './saved-view.entity';

/*
 * Views belong to who made them. Shared ones are seen by everybody who sees the type's documents; to share one needs the right to write
 * some of them, and who may change the site's settings may tidy up after others.
 */

/** The most views of one person for one type. */
const MOST_VIEWS = 50;
const LONGEST_NAME = 60;
const LONGEST_QUERY = 4000;

/** What is saved. */
export interface ViewToSave {
  viewId?: string | null;
  type: string;
  name: string;
  query: string;
  shared?: boolean | null;
}

/** The viewer's own views of a type and those that are shared, oldest first. */
export async function listSavedViews(ctx: Context, type: string): Promise<SavedView[]> {
  const owner = demandOwner(ctx.viewer, type);
  const rows = await ctx.db.select<SavedViewRow>(
    `SELECT id, content_type AS contentType, name, query, shared, created_by AS createdBy, created_at AS createdAt FROM saved_views
     WHERE content_type = ? AND (created_by = ? OR shared = 1) ORDER BY created_at, id LIMIT 200`,
    [type, owner],
  );
  return rows.map(row => viewNode(row, owner));
}

/** Makes a view, or replaces what an own one holds; throws VALIDATION_FAILED with every fault, NOT_FOUND or FORBIDDEN. */
export async function saveView(ctx: Context, input: ViewToSave): Promise<SavedView> {
  const owner = demandOwner(ctx.viewer, input.type);
  const shared = input.shared ?? false;
  if (shared) demandContentOf(ctx.viewer, input.type, 'write');
  const name = input.name.trim();
  const faults = faultsOf({ ...input, name });
  if (faults.length > 0) throw invalidInput(faults);
  const id = await ctx.db.transaction(async tx => {
    if (input.viewId) {
      const row = await lockView(tx, ctx.viewer, input.viewId);
      if (row.contentType !== input.type) throw notFound('view', input.viewId, ['input', 'viewId']);
      await tx.run('UPDATE saved_views SET name = ?, query = ?, shared = ? WHERE id = ?', [
        name,
        input.query,
        shared,
        row.id,
      ]);
      return row.id;
    }
    const [{ total }] = await tx.select<{ total: number }>(
      'SELECT COUNT(*) AS total FROM saved_views WHERE content_type = ? AND created_by = ?',
      [input.type, owner],
    );
    if (Number(total) >= MOST_VIEWS)
      throw invalidInput([{ message: `You have ${MOST_VIEWS} views here; delete one first.`, path: ['input'] }]);
    const fresh = newId();
    await tx.run(
      `INSERT INTO saved_views (id, content_type, name, query, shared, created_by, created_at)
       VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))`,
      [fresh, input.type, name, input.query, shared, owner],
    );
    return fresh;
  });
  return { viewId: id, type: input.type, name, query: input.query, shared, own: true };
}

/** Deletes an own view, or with settings.manage a shared one of somebody else; gives its id. */
export async function deleteView(ctx: Context, viewId: string): Promise<string> {
  return ctx.db.transaction(async tx => {
    const { id } = await lockView(tx, ctx.viewer, viewId, { tidying: true });
    await tx.run('DELETE FROM saved_views WHERE id = ?', [id]);
    return id;
  });
}

async function lockView(sql: Sql, viewer: Viewer, viewId: string, { tidying = false } = {}): Promise<SavedViewRow> {
  if (viewer.id === null) throw unauthenticated();
  const [row] = await sql.select<SavedViewRow>(
    'SELECT id, content_type AS contentType, shared, created_by AS createdBy FROM saved_views WHERE id = ? FOR UPDATE',
    [viewId],
  );
  const isOwn = row?.createdBy === viewer.id;
  if (!row || (!isOwn && !row.shared)) throw notFound('view', viewId, ['input', 'viewId']);
  if (!isOwn && !(tidying && may(viewer, 'settings.manage'))) throw forbidden('settings.manage');
  return row;
}

/** Who asks, if they may see the type's list; throws otherwise. */
function demandOwner(viewer: Viewer, type: string): string {
  if (viewer.id === null) throw unauthenticated();
  if (!contentTypes().some(({ name }) => name === type))
    throw badUserInput(`There is no content type "${type.slice(0, 60)}".`, { argument: 'type' });
  demandContentOf(viewer, type, 'read');
  return viewer.id;
}

function faultsOf({ name, query }: ViewToSave): InputFault[] {
  const faults: InputFault[] = [];
  const { length } = [...name];
  if (length < 1 || length > LONGEST_NAME)
    faults.push({
      message: `A view's name has 1 to ${LONGEST_NAME} characters, not ${length}.`,
      path: ['input', 'name'],
    });
  if (query.length > LONGEST_QUERY)
    faults.push({ message: `The view holds more than ${LONGEST_QUERY} characters.`, path: ['input', 'query'] });
  return faults;
}

function viewNode({ id, contentType, name, query, shared, createdBy }: SavedViewRow, owner: string): SavedView {
  return { viewId: id, type: contentType, name, query, shared: Boolean(shared), own: createdBy === owner };
}
