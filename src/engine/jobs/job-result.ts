import type { ClassType } from 'type-graphql';

/** What the results of each kind of job look like in the API. */
const resultTypes = new Map<string, ClassType<object>>();

/** Declares the GraphQL object type of a kind's results, whose fields are those of what `perform` returns. */
export function registerJobResult(kind: string, ResultType: ClassType<object>): void {
  const known = resultTypes.get(kind);
  if (known && known !== ResultType) throw new Error(`The job kind ${kind} has two result types.`);
  resultTypes.set(kind, ResultType);
}

/** Every declared result type, once. */
export function jobResultTypes(): ClassType<object>[] {
  return [...new Set(resultTypes.values())];
}

/** A stored result as an instance of its kind's type, or null when the kind has declared none. */
export function readJobResult(kind: string, result: unknown): object | null {
  const ResultType = resultTypes.get(kind);
  if (!ResultType || typeof result !== 'object' || result === null) return null;
  return Object.assign(new ResultType(), result);
}
