import { GraphQLID, type ValueNode } from 'graphql';
import { asAscii } from '../platform/database/as-ascii';

const { parseValue, parseLiteral } = GraphQLID;

/**
 * Makes ids of nothing out of texts that can't be ids, so that they are answered like any other id that there is not. GraphQL has one
 * type ID for all schemas of a process.
 */
export function readIdsAsAscii(): void {
  GraphQLID.parseValue = value => asAscii(parseValue(value));
  GraphQLID.parseLiteral = (node: ValueNode, variables) => asAscii(parseLiteral(node, variables));
}
