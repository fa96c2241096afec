import type { TypedDocumentNode } from '@urql/core';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { faultOf, type Problem } from './faults';

interface Payload {
  userErrors: readonly Problem[];
}

/** What a mutation of one field answers. */
type PayloadOf<Result> = { [Field in Exclude<keyof Result, '__typename'>]: Result[Field] }[Exclude<
  keyof Result,
  '__typename'
>];

/** What became of a change: the payload, or what was wrong. */
export interface Outcome<Result> {
  /** The payload without faults; null when there were some. */
  payload: PayloadOf<Result> | null;
  problems: readonly Problem[];
}

/** The state of a form that makes the change. */
export interface ChangeState {
  busy: boolean;
  /** What was wrong with the last try, for `problemsAt` and `<Problems>`. */
  problems: readonly Problem[];
  /** Forgets them, when the form is opened anew. */
  clear(): void;
}

/**
 * A mutation of one field, with its userErrors and its failures as one list: `const [invite, { busy, problems }] = useChange(INVITE)`,
 * then `const { payload } = await invite({ input })`. It never throws.
 */
export function useChange<Result extends object, Variables extends object>(
  document: TypedDocumentNode<Result, Variables>,
): [(variables: Variables) => Promise<Outcome<Result>>, ChangeState] {
  const client = useClient();
  const [state, setState] = useState<{ busy: boolean; problems: readonly Problem[] }>({ busy: false, problems: [] });
  const change = useCallback(
    async (variables: Variables): Promise<Outcome<Result>> => {
      setState({ busy: true, problems: [] });
      const { data, error } = await client
        .mutation(document, variables as Variables & Record<string, unknown>)
        .toPromise();
      const payload = data ? (Object.values(data).find(value => typeof value === 'object' && value) as Payload) : null;
      const problems = error ? [problemOf(faultOf(error))] : (payload?.userErrors ?? []);
      setState({ busy: false, problems });
      return { payload: problems.length === 0 ? (payload as PayloadOf<Result> | null) : null, problems };
    },
    [client, document],
  );
  const clear = useCallback(() => setState({ busy: false, problems: [] }), []);
  return [change, { ...state, clear }];
}

function problemOf({ code, message }: { code: string | null; message: string }): Problem {
  return { code: code ?? 'INTERNAL', message };
}
