import type { ClassType } from 'type-graphql';
import { type Connection, connectionOf } from '../pagination/connection';
import type { ContentTypeDefinition } from './content-type';

const connections = new WeakMap<ContentTypeDefinition, ClassType<Connection<object>>>();

/** `<Type>Connection` of a content type; the root's list and the fields that lead back to the type share it. */
export function connectionTypeOf(definition: ContentTypeDefinition): ClassType<Connection<object>> {
  let known = connections.get(definition);
  if (!known) {
    known = connectionOf(definition.entity as ClassType<object>, definition.name);
    connections.set(definition, known);
  }
  return known;
}
