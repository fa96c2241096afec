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

/** One page of a list. What costs something is made when it is selected: `totalCount` is a function, the others may be getters. */
export interface Connection<Row> {
  readonly edges: { cursor: string; node: Row }[];
  readonly nodes: Row[];
  readonly pageInfo: PageInfo;
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

/** What was fetched of a list: the rows, and for each at the same place what its cursor is made from. */
export interface Slice<Row, Key> {
  nodes: Row[];
  keys: Key[];
}

/** What a page's cursors and count are made with. */
export interface Cursors<Key> {
  /** Names the list and its order, e.g. `Article:liveAt:desc`: a cursor of another one is refused. */
  order: string;
  /** The values that place a row in the list. */
  keyOf(key: Key): CursorKey;
  count(): Promise<number>;
}

/** What a list must be able to do to be paged through. */
export interface Pageable<Row> extends Cursors<Row> {
  /** At most `limit` rows in list order (reversed when `backward`), strictly beyond the key. */
  fetch(slice: { limit: number; backward: boolean; beyond: CursorKey | null }): Promise<Row[]>;
}

/** Which page is asked for. */
export interface PageRequest {
  size: number;
  backward: boolean;
  /** Where it starts; null at the beginning (backward: at the end) of the list. */
  cursor: string | null;
}

/** Fetches the page that the arguments ask for. Throws BAD_USER_INPUT when they contradict each other or are out of range. */
export async function paginate<Row>(args: PageArgs, list: Pageable<Row>): Promise<Connection<Row>> {
  const request = readPageArgs(args);
  const { size, backward, cursor } = request;
  const beyond = cursor === null ? null : decodeCursor(cursor, list.order, backward);
  const rows = await list.fetch({ limit: size + 1, backward, beyond });
  return new KeysetPage(request, { nodes: rows, keys: rows }, list);
}

/** A page made from one row more than was asked for. */
export class KeysetPage<Row, Key> implements Connection<Row> {
  readonly nodes: Row[];
  private readonly keys: Key[];
  private readonly hasMore: boolean;

  constructor(
    private readonly request: PageRequest,
    { nodes, keys }: Slice<Row, Key>,
    private readonly list: Cursors<Key>,
  ) {
    this.hasMore = nodes.length > request.size;
    this.nodes = this.hasMore || request.backward ? nodes.slice(0, request.size) : nodes;
    this.keys = this.hasMore || request.backward ? keys.slice(0, request.size) : keys;
    if (request.backward) {
      this.nodes.reverse();
      this.keys.reverse();
    }
  }

  get edges(): { cursor: string; node: Row }[] {
    return this.nodes.map((node, index) => ({ cursor: this.cursor(index) as string, node }));
  }

  get pageInfo(): PageInfo {
    const { backward, cursor } = this.request;
    return {
      hasNextPage: backward ? cursor !== null : this.hasMore,
      hasPreviousPage: backward ? this.hasMore : cursor !== null,
      startCursor: this.cursor(0),
      endCursor: this.cursor(this.nodes.length - 1),
    };
  }

  readonly totalCount = (): Promise<number> => this.list.count();

  private cursor(index: number): string | null {
    return index < 0 || index >= this.keys.length
      ? null
      : encodeCursor(this.list.order, this.list.keyOf(this.keys[index]));
  }
}

/** Reads the arguments of a page; throws BAD_USER_INPUT when they contradict each other or are out of range. */
export function readPageArgs({ first, after, last, before }: PageArgs): PageRequest {
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
