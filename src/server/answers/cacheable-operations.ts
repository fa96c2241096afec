import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Tells which operations may be answered to more than one caller: queries all of whose root fields say so (`CACHEABLE`) and none of
 * whose fields says the opposite (`UNCACHEABLE`). A field that says nothing is trusted only below the root.
 */
export function createCacheableOperations(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode) => boolean {
  const known = new WeakMap<OperationDefinitionNode, boolean>();
  return (document, operation) => {
    let cacheable = known.get(operation);
    if (cacheable === undefined) {
      cacheable = operation.operation === 'query' && allFieldsShareable(schema, document);
      known.set(operation, cacheable);
    }
    return cacheable;
  };
}

/** Looks at the whole document, its other operations included: they rarely exist, and to err on this side is safe. */
function allFieldsShareable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let shareable = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.FIELD](node) {
        const said = types.getFieldDef()?.extensions.cacheable;
        const atRoot = types.getParentType() === schema.getQueryType() && node.name.value !== '__typename';
        if (said === false || (atRoot && said !== true)) shareable = false;
      },
    }),
  );
  return shareable;
}
