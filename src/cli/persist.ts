import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Environment } from '../config/load-config';
import { ApiError, NoAnswer, query } from './api-client';
import { findServer } from './find-server';
import { PersistDocumentsDocument, type TrustedDocumentInput } from './generated/graphql';
import { StartFault } from './start-fault';
import { printable } from './terminal-text';

/** Documents that go into one call: the API takes 200, and a request has to stay small. */
const AT_ONCE = 200;
const BYTES_AT_ONCE = 150_000;
const SHOWN_FAULTS = 20;

const USAGE = 'Say which manifest: keelson persist <manifest.json> [--url <server>]';

/**
 * `persist`: makes the GraphQL documents of a frontend known to a server, out of the manifest that its build wrote: Apollo's
 * (`{ format, version, operations: [{ id, body }] }`), or a plain object of ids and texts, as Relay and GraphQL Code Generator write it.
 */
export async function run(argv: string[], env: Environment): Promise<void> {
  const { positionals, values } = parseArgs({
    args: argv,
    options: { url: { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.length !== 1) throw new StartFault(USAGE);
  const directory = env.INIT_CWD || process.cwd();
  const documents = await readManifest(resolve(directory, positionals[0]));
  const server = findServer(env, directory, values.url);
  const total = { added: 0, known: 0 };
  try {
    for (const batch of batchesOf(documents)) {
      const { persistDocuments } = await query(server, PersistDocumentsDocument, { documents: batch });
      const { added, known, userErrors } = persistDocuments;
      if (userErrors.length > 0) throw new StartFault(refusalOf(userErrors.map(({ message }) => message)));
      total.added += added ?? 0;
      total.known += known ?? 0;
    }
  } catch (error) {
    if (error instanceof ApiError || error instanceof NoAnswer) throw new StartFault(printable(error.message), error);
    throw error;
  }
  process.stdout.write(
    `\n  ${total.added} documents are new to ${server.endpoint.host}, ${total.known} were known there.\n\n`,
  );
}

async function readManifest(path: string): Promise<TrustedDocumentInput[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new StartFault(`The manifest can't be read: ${error.message}`, error);
  });
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    throw new StartFault(`${path} is no JSON: ${(error as Error).message}`, error);
  }
  const documents = documentsOf(manifest);
  if (documents.length === 0) throw new StartFault(`${path} holds no documents.`);
  return documents;
}

function documentsOf(manifest: unknown): TrustedDocumentInput[] {
  const faulty = () =>
    new StartFault(
      'The manifest is neither an object of ids and documents nor one of Apollo, with "operations" that have an "id" and a "body".',
    );
  if (typeof manifest !== 'object' || manifest === null) throw faulty();
  const { operations } = manifest as { operations?: unknown };
  const entries: [unknown, unknown][] = Array.isArray(operations)
    ? operations.map((operation: { id?: unknown; body?: unknown } | null) => [operation?.id, operation?.body])
    : Array.isArray(manifest)
      ? manifest.map((body: unknown) => [undefined, body])
      : Object.entries(manifest);
  return entries.map(([id, text]) => {
    if (typeof text !== 'string' || (id !== undefined && typeof id !== 'string')) throw faulty();
    return { id: id?.replace(/^sha256:/, '') ?? createHash('sha256').update(text).digest('hex'), text };
  });
}

function* batchesOf(documents: readonly TrustedDocumentInput[]): Generator<TrustedDocumentInput[]> {
  let batch: TrustedDocumentInput[] = [];
  let size = 0;
  for (const document of documents) {
    if (batch.length === AT_ONCE || (batch.length > 0 && size + document.text.length > BYTES_AT_ONCE)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(document);
    size += document.text.length;
  }
  if (batch.length > 0) yield batch;
}

function refusalOf(messages: readonly string[]): string {
  const shown = messages.slice(0, SHOWN_FAULTS).map(message => `\n    ${printable(message)}`);
  const more = messages.length > SHOWN_FAULTS ? `\n    and ${messages.length - SHOWN_FAULTS} more` : '';
  return `The server did not take the documents:${shown.join('')}${more}`;
}
