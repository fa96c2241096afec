import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';

/**
 * graphql-js's `subscribe`, but each event is executed with a context of its own: loaders must not show an event what an earlier one
 * had loaded. Ending it ends the source at once, even while the next event is awaited; an async generator function could not.
 */
export async function executeSubscription(
  args: ExecutionArgs,
  freshContext: () => unknown,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;

  const events = source[Symbol.asyncIterator]();
  const toResult = async (event: IteratorResult<unknown>): Promise<IteratorResult<ExecutionResult, void>> => {
    if (event.done) return { value: undefined, done: true };
    try {
      const value = await execute({ ...args, rootValue: event.value, contextValue: freshContext() });
      return { value, done: false };
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
