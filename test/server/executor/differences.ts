import { type ExecutionArgs, type ExecutionResult, execute, type GraphQLError, responsePathAsArray } from 'graphql';
import { executePlanned } from '../../../src/server/executor/execute-planned';
import type { Call, StrangeContext } from './strange-schema';

type Execute = typeof execute;
interface Outcome {
  result: ExecutionResult | { thrown: unknown };
  wasPromise: boolean;
  calls: Call[];
}

async function outcomeOf(run: Execute, args: ExecutionArgs, world: number): Promise<Outcome> {
  const contextValue: StrangeContext = { calls: [], world };
  try {
    const result = run({ ...args, contextValue });
    const settled = await result;
    // Fields beside one that failed go on after the answer; they are compared as well.
    await new Promise(resolve => setImmediate(resolve));
    return { result: settled, wasPromise: result instanceof Promise, calls: contextValue.calls };
  } catch (thrown) {
    return { result: { thrown }, wasPromise: false, calls: contextValue.calls };
  }
}

/** JSON with the order of keys kept, and what JSON would drop or confuse said. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, one) => {
    if (one === undefined) return '<undefined>';
    if (typeof one === 'bigint') return `<bigint ${one}>`;
    if (typeof one === 'function') return '<function>';
    if (Object.is(one, -0)) return '<-0>';
    return typeof one === 'number' && !Number.isFinite(one) ? `<${one}>` : one;
  });
}

const writtenError = (error: GraphQLError): string =>
  written({
    formatted: { ...error.toJSON() },
    name: error.name,
    original: String(error.originalError),
    positions: error.positions,
    source: error.source?.body,
  });

function infoDifference(mine: Call, theirs: Call): string | null {
  const [a, b] = [mine.info, theirs.info];
  if (a === undefined || b === undefined) return a === b ? null : 'info is missing';
  if (written(Object.keys(a)) !== written(Object.keys(b))) return 'keys of info';
  for (const key of ['fieldName', 'returnType', 'parentType', 'schema', 'operation', 'rootValue'] as const) {
    if (a[key] !== b[key]) return `info.${key}`;
  }
  if (a.fieldNodes.length !== b.fieldNodes.length || a.fieldNodes.some((node, i) => node !== b.fieldNodes[i])) {
    return 'info.fieldNodes';
  }
  const names = Object.keys(b.fragments);
  if (
    written(Object.keys(a.fragments)) !== written(names) ||
    names.some(name => a.fragments[name] !== b.fragments[name])
  ) {
    return 'info.fragments';
  }
  if (written(a.variableValues) !== written(b.variableValues)) return 'info.variableValues';
  const typenames = ({ info }: Call) => {
    const found: unknown[] = [];
    for (let path: typeof info.path | undefined = info.path; path; path = path.prev)
      found.push(path.typename, Object.keys(path));
    return found;
  };
  if (written(responsePathAsArray(a.path)) !== written(responsePathAsArray(b.path))) return 'info.path';
  return written(typenames(mine)) === written(typenames(theirs)) ? null : 'typenames of info.path';
}

function difference(mine: Outcome, theirs: Outcome): string | null {
  if (mine.wasPromise !== theirs.wasPromise) return `promise: ${mine.wasPromise} instead of ${theirs.wasPromise}`;
  const compare = (what: string, a: string, b: string) => (a === b ? null : `${what}:\n  ${a}\ninstead of\n  ${b}`);
  if ('thrown' in mine.result || 'thrown' in theirs.result) {
    return compare('thrown', written(thrownBy(mine)), written(thrownBy(theirs)));
  }
  const [a, b] = [mine.result, theirs.result];
  const found =
    compare('keys', written(Object.keys(a)), written(Object.keys(b))) ??
    compare('data', written(a.data), written(b.data)) ??
    compare('errors', written(a.errors?.map(writtenError)), written(b.errors?.map(writtenError)));
  if (found !== null) return found;
  for (const [i, error] of (b.errors ?? []).entries()) {
    const nodes = a.errors?.[i].nodes;
    if (nodes?.length !== error.nodes?.length || nodes?.some((node, n) => node !== error.nodes?.[n]))
      return 'nodes of an error';
  }
  if (mine.calls.length !== theirs.calls.length) return `${mine.calls.length} calls instead of ${theirs.calls.length}`;
  for (const [i, call] of theirs.calls.entries()) {
    const where = `call ${i} (${String(call.info?.parentType)}.${call.info?.fieldName})`;
    const differs =
      infoDifference(mine.calls[i], call) ??
      compare('args', written(mine.calls[i].args), written(call.args)) ??
      compare('source', written(mine.calls[i].source), written(call.source));
    if (differs !== null) return `${where}: ${differs}`;
    if (Object.getPrototypeOf(mine.calls[i].args) !== Object.getPrototypeOf(call.args)) return `${where}: kind of args`;
  }
  return null;
}

const thrownBy = ({ result }: Outcome): string => ('thrown' in result ? String(result.thrown) : 'nothing');

/** What both executors made of the same request; `differs` says how they disagree, with a plan that is new and with one that is known. */
export async function compareExecutions(args: ExecutionArgs, world = 0) {
  const expected = await outcomeOf(execute, args, world);
  const cold = difference(await outcomeOf(executePlanned, args, world), expected);
  const warm = difference(await outcomeOf(executePlanned, args, world), expected);
  const result = 'thrown' in expected.result ? null : expected.result;
  return { differs: cold ?? (warm && `with a known plan: ${warm}`), calls: expected.calls.length, result };
}
