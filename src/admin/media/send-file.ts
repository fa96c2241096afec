import type { Problem } from '../api/faults';
import { ownAddress } from '../api/own-address';
import { t } from './texts';

/*
 * How a file gets to the address that was announced for it: in one piece, or, when it is large, in pieces by the tus protocol
 * (https://tus.io/protocols/resumable-upload), which goes on after an interruption where the server says that it was cut.
 */

/** Where to, and whom to tell how far it is. */
export interface Sending {
  url: string;
  tusUrl: string;
  onProgress(sent: number): void;
  signal: AbortSignal;
}

/** Why a file did not get there. */
export class SendFault extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const IN_PIECES_FROM = 32 * 1024 * 1024;
const PIECE = 16 * 1024 * 1024;
const TRIES = 5;
const TUS = { 'Tus-Resumable': '1.0.0' };
/** No answer at all: the connection was lost. */
const NO_ANSWER = 0;

/** Sends the whole file. Throws a SendFault, and an AbortError when the signal says so. */
export async function sendFile(file: File, sending: Sending): Promise<void> {
  if (file.size > IN_PIECES_FROM) await sendPieces(file, sending);
  else demandSuccess(await request('PUT', sending.url, file, sending, 0));
}

async function sendPieces(file: File, sending: Sending): Promise<void> {
  let offset = 0;
  let tries = 0;
  while (offset < file.size) {
    const piece = file.slice(offset, offset + PIECE);
    const answer = await request('PATCH', sending.tusUrl, piece, sending, offset, {
      ...TUS,
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
    });
    if (answer.status === NO_ANSWER || answer.status >= 500 || answer.status === 409) {
      if (++tries === TRIES) return demandSuccess(answer);
      await pause(500 * 2 ** tries, sending.signal);
      const { status, xhr } = await request('HEAD', sending.tusUrl, null, sending, offset, TUS);
      if (status >= 200 && status < 300) offset = Number(xhr.getResponseHeader('Upload-Offset') ?? offset);
    } else {
      demandSuccess(answer);
      offset += piece.size;
      tries = 0;
    }
  }
}

interface Answer {
  status: number;
  xhr: XMLHttpRequest;
}

function request(
  method: string,
  url: string,
  body: Blob | null,
  { signal, onProgress }: Sending,
  before: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    // fetch() tells nothing of how far a body is.
    const xhr = new XMLHttpRequest();
    xhr.open(method, ownAddress(url));
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    if (method === 'PUT') xhr.setRequestHeader('Content-Type', 'application/octet-stream');
    xhr.upload.addEventListener('progress', ({ loaded }) => onProgress(before + loaded));
    xhr.addEventListener('loadend', () => resolve({ status: xhr.status, xhr }));
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
      xhr.abort();
    });
    xhr.send(body);
  });
}

function demandSuccess({ status, xhr }: Answer): void {
  if (status >= 200 && status < 300) return;
  throw new SendFault(
    status === NO_ANSWER ? { code: 'OFFLINE', message: t('unreachable') } : problemIn(xhr.responseText),
  );
}

/** Errors have GraphQL's shape; those of tus are the words alone. */
function problemIn(text: string): Problem {
  try {
    const { errors } = JSON.parse(text) as { errors?: { message: string; extensions?: { code?: string } }[] };
    const [first] = errors ?? [];
    if (first) return { code: first.extensions?.code ?? 'INTERNAL', message: first.message };
  } catch {
    // Not JSON: the words themselves.
  }
  return { code: 'INTERNAL', message: text.trim().slice(0, 300) || t('unreachable') };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
