import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { badUserInput } from '../../errors';
import { type CursorKey, decodeCursor, encodeCursor } from './cursor';

/*
 * Relay Cursor Connections (https://relay.dev/graphql/connections.htm) over keyset pages: a page starts where a key ends, so that page
 * 10,000 costs what page 1 costs, and rows that come and go meanwhile shift nothing.
 */

/** The most rows of one page. */
export const MAX_PAGE_SIZE = 100;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many items from the start (or after `after`): 1 to 100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Start behind the item with this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many items from the end (or before `before`): 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'End in front of the item with this cursor.' })
  before?: string | null;
}

@ObjectType({ description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are items behind this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there are items in front of this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first item, for `before`; null on an empty page.',
  })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last item, for `after`; null on an empty page.' })
  endCursor!: string | null;
}

/** One page of a list. `totalCount` is a function, so that it is counted only when it is selected. */
export interface Connection<Row> {
  edges: { cursor: string; node: Row }[];
  nodes: Row[];
  pageInfo: PageInfo;
  totalCount: () => Promise<number>;
}

/** Generates `<Name>Connection` and `<Name>Edge` for a GraphQL object type. */
export function connectionOf<Row extends object>(NodeType: ClassType<Row>, name: string): ClassType<Connection<Row>> {
  const Edge = { [`${name}Edge`]: class {} }[`${name}Edge`];
  Field(() => String, { description: 'Opaque position of this item in the list.' })(Edge.prototype, 'cursor');
  Field(() => NodeType, { description: 'The item itself.' })(Edge.prototype, 'node');
  ObjectType(`${name}Edge`, {
    description: `One of a list of ${name} objects, with its position.`,
    simpleResolvers: true,
  })(Edge);

  const Page = { [`${name}Connection`]: class {} }[`${name}Connection`];
  Field(() => [Edge], { description: 'The items of this page, each with its cursor.' })(Page.prototype, 'edges');
  Field(() => [NodeType], { description: 'The items of this page, without cursors.' })(Page.prototype, 'nodes');
  Field(() => PageInfo, { description: 'Where this page lies in the list.' })(Page.prototype, 'pageInfo');
  Field(() => Int, { description: 'How many items the whole list has; counted only when asked for.' })(
    Page.prototype,
    'totalCount',
  );
  ObjectType(`${name}Connection`, { description: `One page of a list of ${name} objects.`, simpleResolvers: true })(
    Page,
  );
  return Page as ClassType<Connection<Row>>;
}

/** What a list must be able to do to be paged through. */
export interface Pageable<Row> {
  /** Names the list and its order, e.g. `Article:TITLE_ASC`: a cursor of another one is refused. */
  order: string;
  /** At most `limit` rows in list order (reversed when `backward`), strictly beyond the key. */
  fetch(slice: { limit: number; backward: boolean; beyond: CursorKey | null }): Promise<Row[]>;
  /** The values that place a row in the list. */
  keyOf(row: Row): CursorKey;
  count(): Promise<number>;
}

/** Fetches the page that the arguments ask for. Throws BAD_USER_INPUT when they contradict each other or are out of range. */
export async function paginate<Row>(args: PageArgs, list: Pageable<Row>): Promise<Connection<Row>> {
  const { size, backward, cursor } = readPageArgs(args);
  const beyond = cursor === null ? null : decodeCursor(cursor, list.order);
  const fetched = await list.fetch({ limit: size + 1, backward, beyond });
  const hasMore = fetched.length > size;
  const nodes = fetched.slice(0, size);
  if (backward) nodes.reverse();
  const edges = nodes.map(node => ({ cursor: encodeCursor(list.order, list.keyOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: backward ? cursor !== null : hasMore,
      hasPreviousPage: backward ? hasMore : cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => list.count(),
  };
}

function readPageArgs({ first, after, last, before }: PageArgs) {
  if (first != null && last != null) throw badUserInput('Ask for either `first` or `last`, not for both.');
  if (first == null && last == null)
    throw badUserInput(`Say how many items you want: \`first\` or \`last\`, 1 to ${MAX_PAGE_SIZE}.`);
  const backward = last != null;
  if (backward ? after != null : before != null) {
    throw badUserInput('`after` goes with `first`, and `before` goes with `last`.');
  }
  const size = (backward ? last : first) as number;
  if (size < 1 || size > MAX_PAGE_SIZE) {
    throw badUserInput(`\`${backward ? 'last' : 'first'}\` must be 1 to ${MAX_PAGE_SIZE}, not ${size}.`);
  }
  return { size, backward, cursor: (backward ? before : after) ?? null };
}
