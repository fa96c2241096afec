import type { CombinedError } from '@urql/core';
import { t } from './texts';

/** Why something did not work, in words for the reader. */
export interface Fault {
  /** The API's code, `OFFLINE` when nothing got through, or null. */
  code: string | null;
  message: string;
  /** By which an operator finds the request in the log. */
  requestId: string | null;
}

/** One thing that is wrong with an input; `path` begins with `input`. */
export interface Problem {
  code: string;
  message: string;
  path?: readonly string[] | null;
}

/** What an operation's error means. */
export function faultOf(error: CombinedError): Fault {
  const [first] = error.graphQLErrors;
  if (!first) return { code: 'OFFLINE', message: t('offline'), requestId: null };
  const { code = null, requestId = null } = first.extensions as { code?: string; requestId?: string };
  return { code, message: code === 'INTERNAL' ? t('internal') : first.message, requestId };
}

/** The problems of one field of the input, as one text for beside it; undefined when there are none. */
export function problemsAt(problems: readonly Problem[], ...path: readonly (string | number)[]): string | undefined {
  const wanted = ['input', ...path.map(String)].join('.');
  const found = problems.filter(problem => problem.path?.join('.') === wanted);
  return found.length === 0 ? undefined : found.map(({ message }) => message).join(' ');
}

/** The problems that belong to none of these fields, for above the form. */
export function otherProblems(problems: readonly Problem[], fields: readonly string[]): Problem[] {
  return problems.filter(({ path }) => !(path && path.length > 1 && fields.includes(path[1])));
}
