import type { Asking } from './exchange';

/** A request that says no more than what is to be executed. */
export interface PlainRequest {
  query: string;
  operationName: string | null;
  variables: Record<string, unknown> | undefined;
}

const JSON_TYPE = /^application\/json[ \t]*(;|$)/i;

/**
 * Reads a request that Apollo Server would execute as it is: POST with a JSON object, or GET with a header that no form can set. Null
 * for every other one, sound or not.
 */
export function readPlainRequest(request: Asking): PlainRequest | null {
  return request.method === 'POST' ? readBody(request) : readSearch(request);
}

function readBody({ body, headers }: Asking): PlainRequest | null {
  if (!isRecord(body) || !JSON_TYPE.test(headers['content-type'] ?? '')) return null;
  return plain(body.query, body.operationName, body.variables, body.extensions);
}

function readSearch({ url, headers }: Asking): PlainRequest | null {
  if (headers['content-type'] !== undefined) return null;
  if (!headers['apollo-require-preflight'] && !headers['x-apollo-operation-name']) return null;
  const start = url.indexOf('?');
  if (start === -1) return null;
  const hash = url.indexOf('#', start);
  const search = new URLSearchParams(url.slice(start, hash === -1 ? undefined : hash));
  for (const name of NAMES) if (search.getAll(name).length > 1) return null;
  const variables = parsed(search.get('variables'));
  const extensions = parsed(search.get('extensions'));
  // In a URL, unlike in a body, null is not "none".
  if (variables === null || extensions === null) return null;
  return plain(search.get('query'), search.get('operationName'), variables, extensions);
}

const NAMES = ['query', 'operationName', 'variables', 'extensions'];

function plain(query: unknown, operationName: unknown, variables: unknown, extensions: unknown): PlainRequest | null {
  if (typeof query !== 'string' || query === '') return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  if (variables != null && !isRecord(variables)) return null;
  // A persisted query has a hash to be compared.
  if (extensions != null && (!isRecord(extensions) || extensions.persistedQuery)) return null;
  return { query, operationName: operationName ?? null, variables: variables ?? undefined };
}

/** Undefined when there is nothing to parse, null when it can't be. */
function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}
