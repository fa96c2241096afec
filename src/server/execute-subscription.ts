import { createSourceEventStream, type DocumentNode, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { rightsKey } from '../engine/access/grants';
import type { Viewer } from '../engine/access/viewer';
import { executePlanned } from './executor/execute-planned';

export interface SubscriptionScope {
  viewer: Viewer;
  /** Makes the context of one event. */
  freshContext(): unknown;
}

/**
 * graphql-js's `subscribe`, but each event is executed with a context of its own: loaders must not show an event what an earlier one
 * had loaded. Ending it ends the source at once, even while the next event is awaited; an async generator function could not.
 *
 * A source that says `sharesEvents` hands the same unchanging objects to all its subscribers. Those who ask the same of such an event,
 * as viewers with the same rights, share one execution: two thousand who watch one job cost little more than one.
 */
export async function executeSubscription(
  args: ExecutionArgs,
  scope: SubscriptionScope,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;

  const events = source[Symbol.asyncIterator]();
  const run = async (event: unknown) =>
    executePlanned({ ...args, rootValue: event, contextValue: scope.freshContext() });
  const answer = 'sharesEvents' in source ? shared(questionOf(args, scope.viewer), run) : run;
  const toResult = async (event: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult, void>> => {
    if (event.done) return { value: undefined, done: true };
    try {
      return { value: await answer(event.value), done: false };
    } catch (error) {
      await events.return?.();
      throw error;
    }
  };

  const results = {
    next: async () => toResult(await events.next()),
    return: async () => {
      await events.return?.();
      return { value: undefined, done: true };
    },
    throw: async (error: unknown) => {
      await events.return?.();
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results as unknown as AsyncGenerator<ExecutionResult, void, void>;
}

type Run = (event: unknown) => Promise<ExecutionResult>;

/** Results by event and question; they go with the event. */
const results = new WeakMap<object, Map<string, Promise<ExecutionResult>>>();

function shared(question: string, run: Run): Run {
  return event => {
    if (typeof event !== 'object' || event === null) return run(event);
    const known = results.get(event) ?? new Map<string, Promise<ExecutionResult>>();
    results.set(event, known);
    const result = known.get(question) ?? run(event);
    known.set(question, result);
    return result;
  };
}

const numbers = new WeakMap<DocumentNode, number>();
let documents = 0;

/** Equal for those who ask the same with the same rights. */
function questionOf({ document, operationName, variableValues }: ExecutionArgs, viewer: Viewer): string {
  const number = numbers.get(document) ?? ++documents;
  numbers.set(document, number);
  const { kind, id } = viewer;
  return JSON.stringify([number, operationName, variableValues, kind, id, rightsKey(viewer)]);
}
