import { badUserInput } from '../../errors';
import type { ContentRight } from '../access/demand-content';
import type { Viewer } from '../access/viewer';
import type { Context } from '../context';
import { noteList } from '../loading/cache-tags';
import { type Connection, type PageArgs, readPageArgs } from '../pagination/connection';
import type { ContentTypeDefinition } from './content-type';
import { allOf, type Condition, readFilter } from './list-filter';
import type { ListContents } from './list-legs';
import { listContent } from './list-query';
import { defaultSort, IN_TREE_ORDER, readSort } from './list-sort';
import type { Selected } from './projection';
import { listRanked } from './ranked-list';
import type { ContentRow } from './reading';
import { resolveLookups } from './resolve-lookups';
import { viewOf } from './view';
import { demandField, demandPerspective, type Perspective } from './visibility';

/** Which documents are wanted, as callers say it. */
export interface ContentsOptions {
  perspective: Perspective;
  locale?: string | null;
  filter?: object | null;
  search?: string | null;
  /** Trees: only the children of this document. */
  parentId?: string | null;
  /** Trees: only what has no parent. */
  atTop?: boolean;
  /** Only documents on which the viewer has this right too. */
  right?: ContentRight;
}

/** The longest text that is searched for, in characters. */
const LONGEST_SEARCH = 500;

/** Reads what callers say. Throws a coded error for what the viewer may not ask, before anything is looked up. */
export async function contentsOf(
  ctx: Context,
  definition: ContentTypeDefinition,
  options: ContentsOptions,
): Promise<ListContents> {
  const { perspective, locale, filter, search, parentId, atTop } = options;
  demandPerspective(ctx.viewer, perspective);
  const view = viewOf(ctx, perspective, locale, options.right);
  noteList(ctx, definition.name);
  if (search != null && search.length > LONGEST_SEARCH) {
    throw badUserInput(`\`search\` takes ${LONGEST_SEARCH} characters at most.`, { argument: 'search' });
  }
  if (search?.trim()) demandSearch(ctx.viewer, perspective, definition);
  if (atTop && parentId != null) throw badUserInput('Ask for either `parentId` or `atTop`, not for both.');
  const parts = [readFilter(definition, perspective, ctx.viewer, filter)];
  if (atTop) parts.push(AT_TOP);
  if (parentId != null) parts.push(childrenOf(definition, parentId));
  const condition = allOf(parts);
  const plain = condition.type === 'all' && condition.parts.length === 0;
  return {
    definition,
    view,
    condition: plain ? null : await resolveLookups(ctx, view, condition),
    search: search?.trim() ? search : null,
  };
}

/** A search looks into all searchable fields at once: whoever may not read one of them would learn from it what is in there. */
function demandSearch(viewer: Viewer, perspective: Perspective, { name, values }: ContentTypeDefinition): void {
  for (const { property, options } of values) {
    if (options.searchable) demandField(viewer, perspective, name, property);
  }
}

/** One page of a type's list, ranked by a search unless an order is asked for. */
export async function findList(
  ctx: Context,
  definition: ContentTypeDefinition,
  options: ContentsOptions & PageArgs & { sort?: readonly string[] | null },
  selected: Selected,
): Promise<Connection<ContentRow>> {
  const request = readPageArgs(options);
  const siblings = options.atTop === true || options.parentId != null;
  const narrowed = options.filter != null || options.search != null || siblings;
  const keys = readSort(definition, ctx.viewer, options.sort ?? [], {
    narrowed,
    siblings,
    perspective: options.perspective,
  });
  const contents = await contentsOf(ctx, definition, options);
  if (keys.length === 0) {
    if (contents.search !== null) return listRanked(ctx, contents, request, selected.selection);
    keys.push(siblings ? IN_TREE_ORDER : defaultSort(definition));
  }
  return listContent(ctx, { ...contents, keys }, request, selected);
}

const AT_TOP: Condition = {
  type: 'compare',
  property: 'parentId',
  operator: 'isNull',
  indexed: true,
  on: column => ({ sql: `${column} IS NULL`, values: [] }),
};

/** A parent that the view does not show has no children there. */
function childrenOf(definition: ContentTypeDefinition, parentId: string): Condition | null {
  const field = definition.references.find(({ property }) => property === 'parent');
  if (!field) return null;
  const condition: Condition = {
    type: 'compare',
    property: 'id',
    operator: 'eq',
    indexed: true,
    on: column => ({ sql: `${column} = ?`, values: [parentId] }),
  };
  return { type: 'related', field, target: definition, condition, negated: false };
}
