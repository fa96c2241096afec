import {
  type ASTVisitor,
  type DirectiveNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/**
 * Bounds on the size of one operation, checked before it runs. The parser stops at `tokens`; the rest is counted in the document
 * as if every fragment were written out where it is spread. Each fragment is measured once, so a document that doubles itself at
 * every level costs no more than its text.
 */
export interface OperationLimits {
  /** Lexical tokens of the document. */
  tokens: number;
  /** Levels of nested fields. Introspection is not counted: graphql-js bounds it by a rule of its own. */
  depth: number;
  aliases: number;
  rootFields: number;
  directives: number;
}

export const DEFAULT_LIMITS: OperationLimits = {
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootFields: 20,
  directives: 20,
};

interface Size {
  depth: number;
  aliases: number;
  /** Fields of this selection set itself. */
  fields: number;
  directives: number;
}

const EMPTY: Readonly<Size> = { depth: 0, aliases: 0, fields: 0, directives: 0 };

/** A validation rule that refuses operations over the limits. */
export function limitOperations(limits: OperationLimits): (context: ValidationContext) => ASTVisitor {
  return context => {
    const measured = new Map<FragmentDefinitionNode, Size>();
    return {
      OperationDefinition(operation) {
        const size = add(measure(operation.selectionSet, context, measured), {
          ...EMPTY,
          directives: count(operation.directives),
        });
        for (const problem of problemsOf(size, limits)) context.reportError(refusal(operation, problem));
      },
    };
  };
}

function measure(
  selectionSet: SelectionSetNode,
  context: ValidationContext,
  measured: Map<FragmentDefinitionNode, Size>,
): Size {
  let total: Size = { ...EMPTY };
  for (const selection of selectionSet.selections) {
    const directives = count(selection.directives);
    if (selection.kind === Kind.FIELD) {
      const introspects = selection.name.value.startsWith('__');
      const below = selection.selectionSet && !introspects ? measure(selection.selectionSet, context, measured) : EMPTY;
      total = add(total, {
        depth: introspects ? 0 : below.depth + 1,
        aliases: below.aliases + (selection.alias ? 1 : 0),
        fields: 1,
        directives: below.directives + directives,
      });
    } else {
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? measure(selection.selectionSet, context, measured)
          : measureFragment(context.getFragment(selection.name.value), context, measured);
      total = add(total, { ...inner, directives: inner.directives + directives });
    }
  }
  return total;
}

function measureFragment(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  measured: Map<FragmentDefinitionNode, Size>,
): Size {
  if (!fragment) return EMPTY;
  const known = measured.get(fragment);
  if (known) return known;
  // A fragment that spreads itself meets this entry; another rule refuses it.
  measured.set(fragment, EMPTY);
  const size = measure(fragment.selectionSet, context, measured);
  measured.set(fragment, size);
  return size;
}

function add(left: Size, right: Size): Size {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    fields: left.fields + right.fields,
    directives: left.directives + right.directives,
  };
}

function count(directives: readonly DirectiveNode[] | undefined): number {
  return directives?.length ?? 0;
}

function problemsOf(size: Size, limits: OperationLimits): string[] {
  const checks: [string, number, number][] = [
    ['levels of nested fields', size.depth, limits.depth],
    ['aliases', size.aliases, limits.aliases],
    ['root fields', size.fields, limits.rootFields],
    ['directives', size.directives, limits.directives],
  ];
  return checks
    .filter(([, found, allowed]) => found > allowed)
    .map(([what, found, allowed]) => `has ${found} ${what}; at most ${allowed} are allowed`);
}

function refusal(operation: OperationDefinitionNode, problem: string): GraphQLError {
  const name = operation.name ? `The operation "${operation.name.value}"` : 'The operation';
  return new GraphQLError(`${name} ${problem}.`, { nodes: operation });
}
