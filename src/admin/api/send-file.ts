import { stringifyDocument, type TypedDocumentNode } from '@urql/core';
import type { Problem } from './faults';
import { sessionMayHaveEnded } from './session-end';
import { t } from './texts';

interface Options {
  /** Called with the part that is sent, 0 to 1. */
  onProgress(part: number): void;
  signal: AbortSignal;
}

interface Answer<Payload> {
  data?: Record<string, (Payload & { userErrors: Problem[] }) | null> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/**
 * Sends a mutation of one field whose input has a `file`, by the GraphQL multipart request specification. Unlike the client it tells how much
 * of the file is sent. Gives the payload, or what was wrong; both are empty when it was called off.
 */
export function sendFile<Result, Payload = Result[Exclude<keyof Result, '__typename'>]>(
  document: TypedDocumentNode<Result, { input: { file: File } }>,
  { file, ...input }: { file: File; [name: string]: unknown },
  { onProgress, signal }: Options,
): Promise<{ payload: Payload | null; problems: readonly Problem[] }> {
  const form = new FormData();
  const variables = { input: { ...input, file: null } };
  form.append('operations', JSON.stringify({ query: stringifyDocument(document), variables }));
  form.append('map', JSON.stringify({ 0: ['variables.input.file'] }));
  form.append('0', file, file.name);
  const request = new XMLHttpRequest();
  return new Promise(resolve => {
    const fail = (code: string, message: string) => resolve({ payload: null, problems: [{ code, message }] });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => fail('OFFLINE', t('offline'));
    request.onabort = () => resolve({ payload: null, problems: [] });
    request.onload = () => {
      const { data, errors } = answerOf<Payload>(request.responseText);
      const [error] = errors ?? [];
      if (error?.extensions?.code === 'UNAUTHENTICATED') sessionMayHaveEnded();
      const payload = data ? Object.values(data)[0] : null;
      if (error || !payload) return fail(error?.extensions?.code ?? 'INTERNAL', error?.message ?? t('internal'));
      resolve(
        payload.userErrors.length > 0 ? { payload: null, problems: payload.userErrors } : { payload, problems: [] },
      );
    };
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', '/graphql');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('apollo-require-preflight', 'true');
    request.send(form);
  });
}

function answerOf<Payload>(text: string): Answer<Payload> {
  try {
    return JSON.parse(text) as Answer<Payload>;
  } catch {
    return {};
  }
}
