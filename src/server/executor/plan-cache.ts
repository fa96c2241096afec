import {
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { ExecutionContext } from 'graphql/execution/execute';
import { type OperationPlan, planRoot } from './plan';

/** A plan that grows past this is used to its end and then let go: it costs more to keep than to make. */
const MAX_FIELDS = 5_000;
const MAX_OPERATIONS = 16;
const MAX_VARIANTS = 32;
/** Fields in all plans that are kept. A field takes about a kilobyte. Past this, all plans are let go and made anew. */
const MAX_KEPT_FIELDS = 200_000;

interface DocumentPlans {
  /** The variables that @skip and @include ask for. */
  readonly conditions: readonly string[];
  readonly operations: Map<OperationDefinitionNode, Map<string, OperationPlan>>;
}

/** All plans that are kept, and how many fields they have; plans of documents that are gone count until the next generation. */
interface Generation {
  readonly plans: WeakMap<GraphQLSchema, WeakMap<DocumentNode, DocumentPlans>>;
  fields: number;
}

let generation: Generation = { plans: new WeakMap(), fields: 0 };

/** Finds the plan of the request's operation, or makes it. Plans go with their document, so whoever keeps documents keeps plans. */
export function planOf(run: ExecutionContext, document: DocumentNode, rootType: GraphQLObjectType): OperationPlan {
  const { conditions, operations } = plansOf(run.schema, document);
  const key = variantOf(conditions, run.variableValues);
  const variants = operations.get(run.operation);
  const known = key === null ? undefined : variants?.get(key);
  if (known !== undefined) return known;

  const keepIn = key === null ? null : roomFor(operations, run.operation);
  const born = generation;
  let size = 0;
  let kept = keepIn !== null;
  const grow = (fields: number): void => {
    size += fields;
    if (!kept || key === null) return;
    born.fields += fields;
    if (size > MAX_FIELDS) {
      kept = false;
      born.fields -= size;
      keepIn?.delete(key);
    } else if (born.fields > MAX_KEPT_FIELDS && born === generation) {
      generation = { plans: new WeakMap(), fields: 0 };
    }
  };
  const plan = { root: planRoot(run, rootType, grow) };
  if (kept && key !== null) keepIn?.set(key, plan);
  return plan;
}

function plansOf(schema: GraphQLSchema, document: DocumentNode): DocumentPlans {
  let documents = generation.plans.get(schema);
  if (documents === undefined) {
    documents = new WeakMap();
    generation.plans.set(schema, documents);
  }
  let found = documents.get(document);
  if (found === undefined) {
    found = { conditions: conditionsOf(document), operations: new Map() };
    documents.set(document, found);
  }
  return found;
}

function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Where a further plan of the operation may be kept; null when the document has enough of them. */
function roomFor(operations: DocumentPlans['operations'], operation: OperationDefinitionNode) {
  const known = operations.get(operation);
  if (known !== undefined) return known.size < MAX_VARIANTS ? known : null;
  if (operations.size >= MAX_OPERATIONS) return null;
  const fresh = new Map<string, OperationPlan>();
  operations.set(operation, fresh);
  return fresh;
}

/** The values that decide what is left, as a key; null for values that only a document that was not validated can have. */
function variantOf(conditions: readonly string[], variables: Record<string, unknown>): string | null {
  let key = '';
  for (const name of conditions) {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === true) key += 't';
    else if (value === false) key += 'f';
    else if (value == null) key += '-';
    else return null;
  }
  return key;
}
