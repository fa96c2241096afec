import type { GraphqlAnswer, TestApi } from './api';

/** Operations of one request; the server allows 20 root fields. */
const PER_REQUEST = 10;
/** Bytes of one request, well below what a writer may send. */
const BYTES_PER_REQUEST = 1_000_000;
/** Requests under way at once. */
const AT_ONCE = 4;

/** What became of one mutation. */
export interface Done {
  payload: Record<string, any>;
  input: Record<string, any>;
}

/**
 * Carries out one mutation for each input, several in a request and several requests at once, as a script that fills a site would do.
 * The answers come in the order of the inputs. Throws when one is a top-level error.
 */
export async function mutateAll(
  api: TestApi,
  mutation: string,
  inputs: readonly Record<string, any>[],
  selection: string,
): Promise<Done[]> {
  const done: Done[] = [];
  const requests = requestsOf(inputs);
  const next = requests.values();
  const run = async () => {
    for (const { from, to } of next) {
      const part = inputs.slice(from, to);
      const { data, errors } = await api.query(document(mutation, part.length, selection), variables(part));
      if (errors) throw new Error(`${mutation} answers ${JSON.stringify(errors).slice(0, 2000)}.`);
      part.forEach((input, index) => {
        done[from + index] = { input, payload: (data as Record<string, any>)[`m${index}`] };
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  return done;
}

/** Those that were refused. */
export function refused(done: readonly Done[]): Done[] {
  return done.filter(({ payload }) => payload.userErrors.length > 0);
}

function requestsOf(inputs: readonly object[]): { from: number; to: number }[] {
  const requests: { from: number; to: number }[] = [];
  let from = 0;
  let bytes = 0;
  inputs.forEach((input, index) => {
    const size = Buffer.byteLength(JSON.stringify(input));
    if (index > from && (index - from === PER_REQUEST || bytes + size > BYTES_PER_REQUEST)) {
      requests.push({ from, to: index });
      from = index;
      bytes = 0;
    }
    bytes += size;
  });
  if (from < inputs.length) requests.push({ from, to: inputs.length });
  return requests;
}

function document(mutation: string, count: number, selection: string): string {
  const Input = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input!`;
  const places = Array.from({ length: count }, (_, index) => index);
  return `mutation (${places.map(n => `$i${n}: ${Input}`).join(', ')}) {
    ${places.map(n => `m${n}: ${mutation}(input: $i${n}) { ...Done }`).join(' ')}
  } fragment Done on ${mutation[0].toUpperCase()}${mutation.slice(1)}Payload { ${selection} userErrors { code message path } }`;
}

function variables(inputs: readonly object[]): Record<string, object> {
  return Object.fromEntries(inputs.map((input, index) => [`i${index}`, input]));
}

interface ListPage {
  nodes: Record<string, any>[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/** A whole list, page by page, as an anonymous reader gets it; `backward` begins at the end and turns each page round. */
export async function wholeList(
  api: TestApi,
  field: string,
  { args = '', selection = 'id', backward = false }: { args?: string; selection?: string; backward?: boolean } = {},
): Promise<Record<string, any>[]> {
  const nodes: Record<string, any>[] = [];
  const size = backward ? 'last: 100, before: $cursor' : 'first: 100, after: $cursor';
  const query = `query ($cursor: String) { list: ${field}(${size}${args ? `, ${args}` : ''}) {
    nodes { ${selection} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  let cursor: string | null = null;
  for (;;) {
    const { data, errors }: GraphqlAnswer<{ list: ListPage }> = await api.query(query, { cursor }, { token: null });
    if (errors) throw new Error(`${field} answers ${JSON.stringify(errors).slice(0, 2000)}.`);
    const { nodes: page, pageInfo }: ListPage = data.list;
    nodes.push(...(backward ? page.reverse() : page));
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return nodes;
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
  }
}
