import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { costExceeded, type KeelsonError } from '../../errors';
import type { Throttle } from './cost-buckets';
import { type CostPlan, planCost } from './cost-plan';

export interface PricingOptions {
  /** What one operation may cost. */
  limit: number;
  /** Whether answers say what they cost: all of them, or those of requests with the header `x-report-cost`. */
  report: 'always' | 'asked';
}

/** 1,000 lets 100 articles come with their authors, categories and tags, and refuses the same with another list inside. */
export const DEFAULT_PRICING: PricingOptions = { limit: 1_000, report: 'asked' };

/** What an answer says of its price under `extensions`. */
export interface CostReport {
  cost: {
    requested: number;
    limit: number;
    /** What the answer turned out to cost; left out where that was not counted. */
    actual?: number;
    /** How much its caller may ask for now; left out where there is no limit. */
    throttle?: Throttle;
  };
}

/** A request that wants to be told what it costs. */
const REPORT_HEADER = 'x-report-cost';

export type OperationPricing = ReturnType<typeof createPricing>;

/** Prices operations before they run, whichever way they came; a plan is made once per operation and goes with its document. */
export function createPricing(schema: GraphQLSchema, { limit, report }: PricingOptions) {
  const plans = new WeakMap<OperationDefinitionNode, CostPlan>();

  const price = (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> | null | undefined,
  ): number => {
    let plan = plans.get(operation);
    if (!plan) {
      plan = planCost(schema, document, operation);
      plans.set(operation, plan);
    }
    return plan(variables ?? {});
  };

  return {
    limit,
    price,
    /** COST_EXCEEDED, or null for an operation that may run. */
    refusalOf(...operation: Parameters<typeof price>): KeelsonError | null {
      const requested = price(...operation);
      return requested > limit ? costExceeded(requested, limit) : null;
    },
    /** Whether the answer to a request with these headers says what it cost. */
    isReported: (header: (name: string) => unknown): boolean => report === 'always' || header(REPORT_HEADER) === 'true',
    reportOf: (requested: number, actual?: number, throttle?: Throttle | null): CostReport => ({
      cost: { requested, limit, ...(actual === undefined ? {} : { actual }), ...(throttle ? { throttle } : {}) },
    }),
  };
}
