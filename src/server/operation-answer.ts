import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { type ErrorScope, formatError } from './format-error';
import { retryAfterOf, statusOf } from './http-errors';

/** What of an HTTP answer an operation's errors decide. */
export interface AnswerHead {
  status?: number;
  headers: Map<string, string>;
}

/** Codes that say the whole request failed, when nothing of its data was found. */
const WHOLE_REQUEST_CODES = ['UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED', 'FILE_TOO_LARGE', 'COST_EXCEEDED'];

/** The status and headers of an answer whose errors left no data; null when it is an ordinary answer. */
export function headOfFailure(
  data: Readonly<Record<string, unknown>> | null | undefined,
  errors: readonly GraphQLFormattedError[] | undefined,
): AnswerHead | null {
  if (!errors || (data != null && Object.values(data).some(value => value !== null))) return null;
  const failure = errors.find(({ extensions }) => WHOLE_REQUEST_CODES.includes(String(extensions?.code)));
  if (!failure?.extensions) return null;
  const retryAfter = retryAfterOf(failure.extensions);
  const headers = new Map(retryAfter === null ? [] : [['retry-after', String(retryAfter)]]);
  return { status: statusOf(String(failure.extensions.code)), headers };
}

/** Words the errors of an execution for the client, and reads what they ask of the HTTP answer, as Apollo Server does. */
export function wordErrors(errors: readonly GraphQLError[], scope: ErrorScope) {
  const head: AnswerHead = { headers: new Map() };
  const worded = errors.map(error => {
    const { http } = error.extensions;
    if (isAnswerHead(http)) {
      if (http.status) head.status = http.status;
      for (const [name, value] of http.headers ?? []) head.headers.set(name.toLowerCase(), value);
    }
    const extensions = { ...error.extensions, code: error.extensions.code ?? 'INTERNAL_SERVER_ERROR' };
    return formatError({ ...error.toJSON(), extensions }, error, scope);
  });
  return { errors: worded, head };
}

/** The codes of errors, as metrics count them. */
export function codesOf(errors: readonly GraphQLFormattedError[] | undefined): string[] {
  return (errors ?? []).map(error => String(error.extensions?.code));
}

function isAnswerHead(value: unknown): value is Partial<AnswerHead> {
  if (typeof value !== 'object' || value === null) return false;
  const { status, headers } = value as Record<string, unknown>;
  return (status === undefined || typeof status === 'number') && (headers === undefined || headers instanceof Map);
}
