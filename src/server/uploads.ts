import { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type FileUpload, PendingUpload } from '../engine/uploads/upload-scalar';
import { badRequest, fileTooLarge, payloadTooLarge } from '../errors';

/**
 * The GraphQL multipart request specification (https://github.com/jaydenseric/graphql-multipart-request-spec): the part `operations`
 * holds the operation with `null` where a file belongs, `map` says which file belongs where, then come the files.
 *
 * Bodies are never collected. The operation starts as soon as `map` has been read, and a resolver reads its file from the socket;
 * what nobody reads is thrown away. The request is refused before its body is touched when it lacks a preflight header, since any
 * site's form can send multipart bodies. A file over the limit is refused before the operation when the request's length gives it
 * away, and ends its stream with FILE_TOO_LARGE otherwise. A client that goes away ends the stream with an error, so that whoever
 * stores it stops and cleans up.
 *
 * Paths of `map` are walked along own properties to a `null`: anything else could reach what all objects share.
 */
export interface UploadLimits {
  /** Bytes of one file. */
  maxBytes: number;
  files: number;
  /** Bytes of `operations`, and of `map`. */
  fieldBytes: number;
}

/** The limits of a scope; how long the parts of an operation may be depends on who sends it. */
export interface UploadOptions extends Omit<UploadLimits, 'fieldBytes'> {
  fieldBytesOf(request: FastifyRequest): number;
}

/** Room for part headers and boundaries in a request's length. */
const FRAMING_BYTES = 64 * 1024;

/** Makes the routes of this scope accept multipart operations: `request.body` becomes the operation, with its files on their way. */
export function registerUploads(scope: FastifyInstance, { fieldBytesOf, ...limits }: UploadOptions): void {
  scope.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null, undefined));
  scope.addHook('preHandler', async request => {
    if (!isMultipart(request)) return;
    request.body = await readMultipartOperation(request, { ...limits, fieldBytes: fieldBytesOf(request) });
  });
}

/** True for a request that carries files. */
export function isMultipart(request: FastifyRequest): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '') && request.method === 'POST';
}

/** Resolves with the operation once its files are known; they arrive while it runs. */
function readMultipartOperation(request: FastifyRequest, limits: UploadLimits): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const parser = createParser(request, limits);
    let operation: Record<string, unknown> | undefined;
    let slots: Map<string, UploadSlot> | undefined;
    let current: BusboyFileStream | undefined;

    const fail = (error: Error): void => {
      reject(error);
      for (const slot of slots?.values() ?? []) slot.reject(error);
      request.raw.unpipe(parser);
      current?.destroy(error);
    };
    const attempt = (step: () => void): void => {
      try {
        step();
      } catch (error) {
        fail(error as Error);
      }
    };

    parser.on('field', (name, value, _nameTruncated, valueTruncated) =>
      attempt(() => {
        if (valueTruncated) throw payloadTooLarge(limits.fieldBytes);
        if (name === 'operations') operation = parseObject(name, value);
        if (name !== 'map') return;
        if (!operation) throw badRequest('The part "operations" must come before the part "map".');
        slots = placeFiles(operation, parseObject(name, value), limits);
        refuseOversize(request, slots.size, limits);
        resolve(operation);
      }),
    );
    parser.on('file', (name, source, filename, _encoding, mimetype) =>
      attempt(() => {
        source.on('error', () => {});
        // The reader learns of it now, not when the client has sent the rest.
        source.once('limit', () => source.push(null));
        const slot = slots?.get(name);
        if (!slots) throw badRequest('The parts "operations" and "map" must come before the files.');
        if (!slot) return void source.resume();
        current = source;
        slot.resolve(openFile(source, filename ?? '', mimetype, limits.maxBytes));
      }),
    );
    parser.on('filesLimit', () => fail(badRequest(`At most ${limits.files} files can be sent with one request.`)));
    parser.on('fieldsLimit', () =>
      fail(badRequest('Only the parts "operations" and "map" may be sent besides files.')),
    );
    parser.on('error', () => fail(badRequest('The multipart body is malformed or ends too early.')));
    parser.on('finish', () => {
      if (!slots) return fail(badRequest('The multipart body lacks the part "operations" or "map".'));
      for (const [name, slot] of slots) slot.reject(badRequest(`The file "${name}" is missing from the request.`));
    });
    request.raw.once('close', () => {
      if (!request.raw.complete) fail(badRequest('The client went away while it was sending a file.'));
    });
    request.raw.pipe(parser);
  });
}

function createParser(request: FastifyRequest, limits: UploadLimits): BusboyInstance {
  const { 'content-type': contentType = '' } = request.headers;
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': contentType },
      limits: {
        fieldSize: limits.fieldBytes,
        fields: 2,
        fileSize: limits.maxBytes,
        files: limits.files,
        headerPairs: 20,
      },
    });
  } catch {
    throw badRequest('The content type "multipart/form-data" needs a boundary.');
  }
}

function parseObject(part: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest(`The part "${part}" is not valid JSON.`);
  }
  if (Array.isArray(value)) throw badRequest(`The part "${part}" must hold one object; batches are not supported.`);
  if (typeof value !== 'object' || value === null) throw badRequest(`The part "${part}" must hold a JSON object.`);
  return value as Record<string, unknown>;
}

/** One file of `map`, settled when its part begins. */
class UploadSlot extends PendingUpload {
  readonly resolve: (file: FileUpload) => void;
  readonly reject: (error: Error) => void;

  constructor() {
    let settle!: { resolve: (file: FileUpload) => void; reject: (error: Error) => void };
    super(
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      }),
    );
    this.resolve = settle.resolve;
    this.reject = settle.reject;
    // An operation may fail before it asks for the file.
    this.file.catch(() => {});
  }
}

function placeFiles(
  operation: Record<string, unknown>,
  map: Record<string, unknown>,
  limits: UploadLimits,
): Map<string, UploadSlot> {
  const entries = Object.entries(map);
  if (entries.length > limits.files) throw badRequest(`At most ${limits.files} files can be sent with one request.`);
  const slots = new Map<string, UploadSlot>();
  for (const [name, paths] of entries) {
    if (!Array.isArray(paths)) throw badRequest(`The part "map" must list the places of the file "${name}".`);
    const slot = new UploadSlot();
    slots.set(name, slot);
    for (const path of paths) place(operation, String(path), slot);
  }
  return slots;
}

function place(operation: Record<string, unknown>, path: string, slot: UploadSlot): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let target: unknown = steps[0] === 'variables' ? operation : null;
  for (const step of steps) target = ownProperty(target, step);
  if (ownProperty(target, last) !== null) {
    throw badRequest(`The place "${path}" of the part "map" is not a null in the operation's variables.`);
  }
  (target as Record<string, unknown>)[last] = slot;
}

function ownProperty(target: unknown, name: string): unknown {
  if (typeof target !== 'object' || target === null || !Object.hasOwn(target, name)) return undefined;
  return (target as Record<string, unknown>)[name];
}

/** A request that is longer than all its files may be together holds one that is too large. */
function refuseOversize(request: FastifyRequest, files: number, limits: UploadLimits): void {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > files * limits.maxBytes + 2 * limits.fieldBytes + FRAMING_BYTES) throw fileTooLarge(limits.maxBytes);
}

function openFile(source: BusboyFileStream, filename: string, mimetype: string, maxBytes: number): FileUpload {
  let opened = false;
  return {
    filename,
    mimetype,
    createReadStream() {
      if (opened) throw badRequest('The same file is used twice; send it once for each place.');
      opened = true;
      return Readable.from(bytesOf(source, maxBytes), { objectMode: false });
    },
  };
}

async function* bytesOf(source: BusboyFileStream, maxBytes: number): AsyncGenerator<Buffer> {
  try {
    // The source outlives a reader that gives up: its rest has to be read for the next file to begin.
    for await (const chunk of source.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } finally {
    source.resume();
  }
  if (source.truncated) throw fileTooLarge(maxBytes);
}
