import { Field, ID, InterfaceType } from 'type-graphql';
import type { Context } from '../context';

/** Relay's Global Object Identification: whatever can be fetched again by its id alone. */
@InterfaceType('Node', {
  description: 'Anything that has an id of its own and can be fetched again by it.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and unique among all objects of this server.' })
  id!: string;
}

/** Finds a node that is not content, e.g. a job; null when the viewer may not see one with this id. The result carries `__typename`. */
export type NodeLookup = (ctx: Context, id: string) => Promise<object | null>;

/** Asked in turn when no content has the id; features add theirs. */
export const nodeLookups: NodeLookup[] = [];
