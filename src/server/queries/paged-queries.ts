/**
 * Queries that run outside of requests, page by page. A query is read like a request's: parsed and validated within the same limits, and
 * priced; then the first connection in it that stands in no list is turned into one that is walked: its cursor and, unless the query says
 * it, its size become variables, and what says where the next page begins is selected beside what was asked for. The pages run through
 * the executor of requests, so whatever a resolver refuses is refused here.
 */
import {
  type DocumentNode,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Context } from '../../engine/context';
import type { BackgroundQueries, PagedQuery, QueryPage } from '../../engine/queries/background-queries';
import { KeelsonError } from '../../errors';
import { createPricing, type OperationPricing, type PricingOptions } from '../cost/operation-pricing';
import { executePlanned } from '../executor/execute-planned';
import { limitOperations, type OperationLimits } from '../operation-limits';
import { spreadOut } from './spread-out';
import { type ConnectionPlace, findConnection, walkable } from './walkable-connection';
import { type Items, itemsOf, levelsOf, linesOf } from './query-lines';

export interface PagedQueriesOptions {
  /** Asked for when the first query comes. */
  schema: () => Promise<GraphQLSchema>;
  limits: OperationLimits;
  pricing: PricingOptions;
}

/** Sizes of pages, where the query does not say one: the greatest that one operation may cost. */
const SIZES = [100, 50, 25, 10, 5, 2, 1];

/** Makes what runs queries in jobs. */
export function createPagedQueries({
  schema: schemaOnce,
  limits,
  pricing: options,
}: PagedQueriesOptions): BackgroundQueries {
  let prices: OperationPricing | null = null;
  return {
    async read(query, variables) {
      const schema = await schemaOnce();
      prices ??= createPricing(schema, options);
      return readQuery(schema, prices, limits, query, variables);
    },
  };
}

function readQuery(
  schema: GraphQLSchema,
  pricing: OperationPricing,
  limits: OperationLimits,
  query: string,
  given: Readonly<Record<string, unknown>>,
): PagedQuery {
  const document = soundDocument(schema, limits, query);
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operations.length > 1) {
    throw unsound(['A query to export holds exactly one operation.'], 'query');
  }
  if (operation.operation !== OperationTypeNode.QUERY) {
    throw unsound([`Only queries can be exported, and this is a ${operation.operation}.`], 'query');
  }
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  if (errors)
    throw unsound(
      errors.map(({ message }) => message),
      'variables',
    );
  const { operation: whole, tooLong } = spreadOut(document, operation);
  if (tooLong) throw unsound(['The query is too long once its fragments are written out.'], 'query');
  const found = findConnection(schema, whole, coerced);
  if (typeof found === 'string') throw unsound([found], 'query');
  const place: ConnectionPlace = found;
  const walked = walkable(schema, whole, place);
  const paged: DocumentNode = { kind: Kind.DOCUMENT, definitions: [walked.operation] };
  const variablesOf = (first: number, after: string | null, counted: boolean) => ({
    ...given,
    ...walked.variablesFor({ first, after: after ?? place.after, counted }),
  });
  const size = SIZES.find(first => pricing.refusalOf(paged, walked.operation, variablesOf(first, null, true)) === null);
  if (size === undefined) {
    const { message } = pricing.refusalOf(paged, walked.operation, variablesOf(1, null, true)) as KeelsonError;
    const details = { path: ['input', 'query'], faults: [{ message, path: ['input', 'query'] }] };
    throw new KeelsonError('COST_EXCEEDED', message, { details, mendable: true });
  }
  const selected = itemsOf(schema, place);
  if (selected === null)
    throw unsound([`Select \`nodes\` of \`${place.nodes.at(-1)?.name.value}\`: they are what is exported.`], 'query');
  const items: Items = selected;
  const levels = levelsOf(schema, place, items);

  async function page(ctx: Context, after: string | null): Promise<QueryPage> {
    const { data, errors: faults } = await executePlanned({
      schema,
      document: paged,
      contextValue: ctx,
      variableValues: variablesOf(size as number, after, after === null),
    });
    if (faults && faults.length > 0) throw faultOf(faults[0]);
    return linesOf(data as Record<string, unknown>, place, items, levels, after);
  }
  return { levels: levels.map(({ name, columns }) => ({ name, columns })), page };
}

function soundDocument(schema: GraphQLSchema, limits: OperationLimits, query: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: limits.tokens });
  } catch (error) {
    throw unsound([(error as GraphQLError).message], 'query');
  }
  let errors: readonly GraphQLError[];
  try {
    errors = validate(schema, document, [...specifiedRules, limitOperations(limits)]);
  } catch (error) {
    // A rule of graphql-js throws instead of reporting.
    if (!(error instanceof GraphQLError)) throw error;
    errors = [error];
  }
  if (errors.length > 0)
    throw unsound(
      errors.map(({ message }) => message),
      'query',
    );
  return document;
}

function unsound(messages: readonly string[], field: 'query' | 'variables'): KeelsonError {
  const path = ['input', field];
  const faults = messages.map(message => ({ message, path }));
  return new KeelsonError('VALIDATION_FAILED', messages[0], { details: { path, faults }, mendable: true });
}

/** Errors of resolvers keep their code; what is no error of ours is a fault of the program. */
function faultOf({ originalError, message, path }: GraphQLError): Error {
  if (!(originalError instanceof KeelsonError)) return originalError ?? new Error(message);
  const { code, details } = originalError;
  return new KeelsonError(code, `${originalError.message} (at ${path?.join('.')})`, { cause: originalError, details });
}
