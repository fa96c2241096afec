import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { ValidationError as ClassValidationError } from 'class-validator';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { KeelsonError } from '../errors';
import type { Logger } from '../platform/telemetry/log';

/**
 * What a client learns about an error. There are three kinds:
 * - a `KeelsonError`: its sentence, its code and its details;
 * - a fault of the document, its variables or its arguments: as graphql-js and Apollo word it;
 * - anything else: "Internal error" with the request's id. The original, with its stack, goes to the log and nowhere else.
 */

/** The request an error belongs to. */
export interface ErrorScope {
  requestId: string;
  log: Logger;
}

/** The part of an answer that says what went wrong, in GraphQL and outside of it. */
export interface PublicError {
  message: string;
  extensions: { code: string; [detail: string]: unknown };
}

/** Turns any error of an operation into what the client may see; `formatted` is the error as graphql-js would send it. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  scope: ErrorScope,
): GraphQLFormattedError & PublicError {
  const { extensions: given, ...place } = formatted;
  const source = innermost(error);
  if (source instanceof ArgumentValidationError) {
    return { ...place, ...describeInvalidArguments(source) };
  }
  const code = codeOfClientFault(error, source);
  if (code !== null) {
    const { http: _http, stacktrace: _stacktrace, ...extensions } = given ?? {};
    return { ...place, extensions: { ...extensions, code } };
  }
  return { ...place, ...publicError(source, scope) };
}

/** Turns an error from outside of an operation's execution into what the client may see, and logs what it may not. */
export function publicError(error: unknown, { requestId, log }: ErrorScope): PublicError {
  if (error instanceof KeelsonError) {
    if (error.cause !== undefined) log.warn(error.message, { requestId, code: error.code, cause: error.cause });
    return { message: error.message, extensions: { ...error.details, code: error.code } };
  }
  log.error('Internal error', { requestId, ...describeForLog(error) });
  return { message: 'Internal error', extensions: { code: 'INTERNAL', requestId } };
}

/** The error that was thrown, below the layers that graphql-js and Apollo wrap around it. */
function innermost(error: unknown): unknown {
  let inner = error;
  while (inner instanceof GraphQLError && inner.originalError) inner = inner.originalError;
  return inner;
}

/** The code of an error that the client's own document or variables caused; null for every other error. */
function codeOfClientFault(error: unknown, source: unknown): string | null {
  if (!(error instanceof GraphQLError) || source instanceof KeelsonError) return null;
  const kind = error.nodes?.[0]?.kind;
  if (error.path === undefined) {
    const code = error.extensions.code;
    if (typeof code === 'string' && code !== ApolloServerErrorCode.INTERNAL_SERVER_ERROR) return code;
    // A scalar's refusal of a variable is wrapped, but names the variable.
    if (kind === Kind.VARIABLE_DEFINITION) return ApolloServerErrorCode.BAD_USER_INPUT;
    return source instanceof GraphQLError ? ApolloServerErrorCode.BAD_REQUEST : null;
  }
  if (!(source instanceof GraphQLError)) return null;
  if (typeof source.extensions.code === 'string') return source.extensions.code;
  // An argument that a variable left unset points at the argument; a result that its type can't hold is the server's fault.
  const at = source.nodes?.[0]?.kind;
  return at !== undefined && at !== Kind.FIELD ? ApolloServerErrorCode.BAD_USER_INPUT : null;
}

function describeInvalidArguments(error: ArgumentValidationError): PublicError {
  const failures = (error.extensions.validationErrors ?? []) as ClassValidationError[];
  const problems = failures.flatMap(failure => problemsOf(failure, []));
  const message = problems.map(problem => problem.message).join('; ') || 'An argument is not valid';
  return { message: `${message}.`, extensions: { code: 'VALIDATION_FAILED', problems } };
}

function problemsOf(failure: ClassValidationError, parents: string[]): { path: string[]; message: string }[] {
  const path = [...parents, failure.property];
  const own = Object.values(failure.constraints ?? {}).map(message => ({ path, message }));
  return [...own, ...(failure.children ?? []).flatMap(child => problemsOf(child, path))];
}

function describeForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: String(error) };
  return { error: error.message, stack: error.stack, ...(error.cause === undefined ? {} : { cause: error.cause }) };
}
