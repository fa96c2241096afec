import { badUserInput } from '../../errors';
import type { Sql } from '../../platform/database/database';
import type { ContentTables, ContentTypeDefinition } from './content-type';
import type { ContentRight } from '../access/demand-content';
import { type Reach, reachOf, readsEverything } from '../access/grants';
import { may, type Viewer } from '../access/viewer';
import { type Locales, localeOf } from './locales';
import { Perspective } from './visibility';

/*
 * A View says how somebody looks at content: which state of it, and in which language. It is chosen once, at the root of an
 * operation, and inherited by everything nested: each row remembers the view that it was read from.
 */

/** How content is looked at. There is one object for each perspective and locale, so that what depends on it can be kept with it. */
export interface View {
  perspective: Perspective;
  /** The locale that was asked for. */
  locale: string;
  /** The locales to try, in order: the one that was asked for first, the default last. */
  chain: readonly string[];
  /** The locales of the chain that stand in translation tables: all but the default one, whose values are the row's. */
  steps: readonly string[];
  /** Whose eyes it is limited to; null when all is seen that the perspective shows. */
  viewer: Viewer | null;
  /** The right on content that what is seen has to be within reach of, beside being readable; null for reading alone. */
  right: ContentRight | null;
}

type Views = Map<string, View>;

const views = new WeakMap<Locales, Views>();
const limitedViews = new WeakMap<Locales, WeakMap<Viewer, Views>>();

/**
 * The view of a viewer for a perspective and a locale (null: the default one); throws BAD_USER_INPUT for a locale that the site does not
 * have. Whoever may see everything shares one view; what others see is limited by their grants, here and in all that is nested.
 */
export function viewOf(
  { locales, viewer }: { locales: Locales; viewer: Viewer },
  perspective: Perspective,
  locale: string | null | undefined,
  right: ContentRight | null = null,
): View {
  const wanted = locale == null ? locales.default : (localeOf(locales, locale) ?? locale);
  const chain = locales.chains.get(wanted);
  if (!chain) {
    throw badUserInput(`There is no locale "${wanted.slice(0, 40)}" here; there are ${locales.all.join(', ')}.`, {
      argument: 'locale',
    });
  }
  const whole =
    readsEverything(viewer, { live: perspective === Perspective.PUBLISHED }) &&
    (right === null || may(viewer, `content.${right}`));
  const known = whole ? sharedViews(locales) : viewsOf(viewer, locales);
  const key = `${perspective}:${wanted}:${right ?? ''}`;
  let view = known.get(key);
  if (!view) {
    view = { perspective, locale: wanted, chain, steps: chain.slice(0, -1), viewer: whole ? null : viewer, right };
    known.set(key, view);
  }
  return view;
}

function sharedViews(locales: Locales): Views {
  let known = views.get(locales);
  if (!known) views.set(locales, (known = new Map()));
  return known;
}

function viewsOf(viewer: Viewer, locales: Locales): Views {
  let byViewer = limitedViews.get(locales);
  if (!byViewer) limitedViews.set(locales, (byViewer = new WeakMap()));
  let known = byViewer.get(viewer);
  if (!known) byViewer.set(viewer, (known = new Map()));
  return known;
}

/** Whether a field of a type is within reach of a view. */
export function showsField(view: View, type: string, field: string): boolean {
  const fields = view.viewer && reachIn(view, view.viewer, 'read', type).fields;
  return !fields || fields.has(field);
}

function reachIn({ perspective }: View, viewer: Viewer, right: ContentRight, type: string): Reach {
  return reachOf(viewer, right, type, { live: right === 'read' && perspective === Perspective.PUBLISHED });
}

/** One of the sets of tables that a perspective reads, and which of its rows exist there. */
export interface Branch {
  tables: ContentTables;
  /** The condition on the rows' alias; the one place that decides what a perspective shows. */
  visible(alias: string): string;
  /** The condition on a translation's alias: one that was added since the document went live is not live yet. */
  shown(alias: string): string;
}

const branches = new WeakMap<ContentTypeDefinition, Record<Perspective, readonly Branch[]>>();
const limitedBranches = new WeakMap<View, Map<ContentTypeDefinition, readonly Branch[]>>();

/**
 * Where a perspective finds a type's documents. Readers see live rows; editors see what is being written: the row itself, or
 * the draft of a live document that has one. Branches never overlap, and each is filtered, sorted and limited by itself.
 */
export function branchesOf(definition: ContentTypeDefinition, view: View): readonly Branch[] {
  let known = branches.get(definition);
  if (!known) branches.set(definition, (known = createBranches(definition)));
  return view.viewer === null ? known[view.perspective] : branchesWithin(definition, view, view.viewer, known);
}

/** The branches without the rows that the viewer may not know of. */
function branchesWithin(
  definition: ContentTypeDefinition,
  view: View,
  viewer: Viewer,
  whole: Record<Perspective, readonly Branch[]>,
): readonly Branch[] {
  let known = limitedBranches.get(view);
  if (!known) limitedBranches.set(view, (known = new Map()));
  let limited = known.get(definition);
  if (!limited) {
    const rights: ContentRight[] = view.right === null ? ['read'] : ['read', view.right];
    const reaches = rights.map(right => reachIn(view, viewer, right, definition.name).rows);
    limited = whole[view.perspective].map(branch => ({
      ...branch,
      visible: alias =>
        reaches.reduce((sql, rows) => {
          const within = rowsWithin(rows, viewer, alias);
          return within === null ? sql : sql === 'TRUE' ? within : `${sql} AND ${within}`;
        }, branch.visible(alias)),
    }));
    known.set(definition, limited);
  }
  return limited;
}

/** What the id of a viewer is made of: it stands in SQL as it is, since conditions have no values of their own. */
const VIEWER_ID = /^[A-Za-z0-9:_-]{1,64}$/;

/** The condition that rows are within reach; null when they all are. */
export function rowsWithin(rows: Reach['rows'], { id }: Viewer, alias: string): string | null {
  if (rows === 'ALL') return null;
  return rows === 'OWN' && id !== null && VIEWER_ID.test(id) ? `${alias}.created_by = '${id}'` : 'FALSE';
}

/** True when a document, in whatever state it is, is within reach of a view. */
export async function mayKnowOf(sql: Sql, view: View, definition: ContentTypeDefinition, id: string): Promise<boolean> {
  if (view.viewer === null) return true;
  const within = rowsWithin(reachIn(view, view.viewer, 'read', definition.name).rows, view.viewer, 't');
  if (within === null || within === 'FALSE') return within === null;
  const rows = await sql.select(`SELECT 1 AS there FROM ${definition.live.rows} t WHERE t.id = ? AND ${within}`, [id]);
  return rows.length > 0;
}

/** True when nothing but the perspective decides which documents of the type a view shows. */
export function showsAll(view: View, type: string): boolean {
  if (view.viewer === null) return true;
  return view.right === null && reachIn(view, view.viewer, 'read', type).rows === 'ALL';
}

function createBranches({ live, drafts }: ContentTypeDefinition): Record<Perspective, readonly Branch[]> {
  const isLive = (alias: string) => `${alias}.live_at IS NOT NULL`;
  const always = () => 'TRUE';
  return {
    PUBLISHED: [{ tables: live, visible: isLive, shown: isLive }],
    DRAFT: [
      { tables: live, visible: alias => `${alias}.state IN ('DRAFT', 'PUBLISHED', 'SCHEDULED')`, shown: always },
      { tables: drafts, visible: always, shown: always },
    ],
  };
}
