import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type DocumentNode, print } from 'graphql';
import { ApiError, NoAnswer, noAnswer, openRequest, readAnswer } from './api-client';
import type { ServerAddress } from './find-server';
import { StartFault } from './start-fault';

/** A file that is there, readable as far as its owner says, and not empty. */
export interface LocalFile {
  path: string;
  bytes: number;
}

/** Looks at the file before anything is sent; throws a sentence when it can't be what was meant. */
export async function findFile(path: string): Promise<LocalFile> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StartFault(`There is no file "${path}".`);
    throw new StartFault(`"${path}" can't be read (${error.code}).`, error);
  });
  if (found.isDirectory()) throw new StartFault(`"${path}" is a directory; name the export file in it.`);
  if (!found.isFile()) throw new StartFault(`"${path}" is not a regular file.`);
  if (found.size === 0) throw new StartFault(`"${path}" is empty.`);
  return { path, bytes: found.size };
}

/**
 * Sends an operation with one file by the GraphQL multipart request specification
 * (https://github.com/jaydenseric/graphql-multipart-request-spec); `variable` names the variable that holds the file. The file goes
 * from the disk to the socket piece by piece, under a known length, and `onSent` hears how far it is.
 */
export async function uploadFile<Data>(
  server: ServerAddress,
  file: LocalFile,
  operation: { document: TypedDocumentNode<Data, never>; variables: Record<string, unknown>; variable: string },
  options: { onSent: (bytes: number) => void; signal: AbortSignal },
): Promise<Data> {
  const boundary = `keelson-${randomBytes(16).toString('hex')}`;
  const head = Buffer.from(partsBeforeFile(boundary, file, operation));
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': head.length + file.bytes + tail.length,
    // Any site's form can send multipart; only a program can add this.
    'apollo-require-preflight': 'true',
  };
  const { request, response } = send(server, headers, pieces(head, file, tail, options.onSent), options.signal);
  try {
    return await readAnswer<Data>(server, await response);
  } catch (error) {
    if (options.signal.aborted || error instanceof StartFault) throw error;
    if (isFileFault(error)) throw new StartFault(`"${file.path}" can't be read (${error.code}).`, error);
    throw error instanceof ApiError || error instanceof NoAnswer ? error : noAnswer(server, error);
  } finally {
    // After an early answer, which is a refusal, the rest of the file is not wanted.
    request.destroy();
  }
}

/** Begins to send; the response may come before the body's end. */
function send(
  server: ServerAddress,
  headers: Record<string, string | number>,
  body: AsyncIterable<Buffer>,
  signal: AbortSignal,
): { request: ClientRequest; response: Promise<IncomingMessage> } {
  const request = openRequest(server, headers, { signal });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
    // What happens to the body after the answer is of no interest: the promise has settled then.
    pipeline(Readable.from(body), request).catch(reject);
  });
  return { request, response };
}

function partsBeforeFile(
  boundary: string,
  file: LocalFile,
  { document, variables, variable }: { document: DocumentNode; variables: Record<string, unknown>; variable: string },
): string {
  const field = (name: string, value: unknown) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(value)}\r\n`;
  // WHATWG HTML, multipart/form-data encoding algorithm: these three characters can't stand in a quoted name.
  const name = basename(file.path).replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return [
    field('operations', { query: print(document), variables: { ...variables, [variable]: null } }),
    field('map', { 0: [`variables.${variable}`] }),
    `--${boundary}\r\nContent-Disposition: form-data; name="0"; filename="${name}"\r\n`,
    'Content-Type: application/octet-stream\r\n\r\n',
  ].join('');
}

async function* pieces(head: Buffer, file: LocalFile, tail: Buffer, onSent: (bytes: number) => void) {
  let sent = 0;
  yield head;
  for await (const piece of createReadStream(file.path, { end: file.bytes - 1 }) as AsyncIterable<Buffer>) {
    yield piece;
    sent += piece.length;
    onSent(sent);
  }
  // The length has been promised already.
  if (sent < file.bytes) throw new StartFault(`"${file.path}" became shorter while it was being sent.`);
  yield tail;
}

function isFileFault(error: unknown): error is NodeJS.ErrnoException {
  const { syscall, code } = error as NodeJS.ErrnoException;
  // A socket can fail in "read" too, but not in these ways.
  return (syscall === 'open' || syscall === 'read') && ['EACCES', 'EPERM', 'ENOENT', 'EIO'].includes(code ?? '');
}
