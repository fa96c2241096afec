/** Every error the API can answer with. Codes are public and never renamed; a message is a true sentence with the value in it. */

/** What a caller may learn about a fault: `path` points into the mutation's input (e.g. `['input', 'title']`). */
export interface ErrorDetails {
  path?: (string | number)[];
  /** Each fault of an input with several. */
  faults?: readonly InputFault[];
  [key: string]: unknown;
}

/** A fault with a public code. Anything else that is thrown becomes `INTERNAL` at the edge. */
export class KeelsonError extends Error {
  /** Public, never renamed. */
  readonly code: string;
  /** Sent to the client under `extensions`. */
  readonly details: ErrorDetails;
  /** True when the caller can mend it by changing the input: mutations answer it as a `userErrors` entry. */
  readonly mendable: boolean;

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; details?: ErrorDetails; mendable?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'KeelsonError';
    this.code = code;
    this.details = options.details ?? {};
    this.mendable = options.mendable ?? false;
  }
}

/** The HTTP request is not one that this server can read. */
export const badRequest = (message: string) => new KeelsonError('BAD_REQUEST', message);

/** The path exists, the method does not. */
export const methodNotAllowed = (method: string, allowed: string) =>
  new KeelsonError('METHOD_NOT_ALLOWED', `${method} is not possible here; use ${allowed}.`, { details: { allowed } });

/** The path answers only in another media type than the ones that the caller takes. */
export const notAcceptable = (type: string) =>
  new KeelsonError('NOT_ACCEPTABLE', `This path answers with ${type}; send "Accept: ${type}".`);

/** The body's media type is not one that this path reads. */
export const unsupportedMediaType = (type: string | undefined) =>
  new KeelsonError(
    'UNSUPPORTED_MEDIA_TYPE',
    `The content type ${type ? `"${type}"` : '(none)'} is not supported here.`,
  );

/** A request body, other than an uploaded file, is larger than the server takes. */
export const payloadTooLarge = (maxBytes: number) =>
  new KeelsonError('PAYLOAD_TOO_LARGE', `The request is larger than the ${maxBytes} bytes that this server accepts.`, {
    details: { maxBytes },
  });

/** The caller asks for more at once than it may; with `retryAfterSeconds`, when it may ask again. */
export const rateLimited = (message: string, retryAfterSeconds?: number) =>
  new KeelsonError('RATE_LIMITED', message, { details: retryAfterSeconds === undefined ? {} : { retryAfterSeconds } });

/** The request was not answered within the time that one may take; what it had begun was ended. */
export const timedOut = (seconds: number) =>
  new KeelsonError('TIMEOUT', `The request was not answered within ${seconds} seconds and was given up.`);

/** More requests are being answered than the server can take at once. */
export const overloaded = () =>
  new KeelsonError('UNAVAILABLE', 'The server has more requests than it can answer at the moment; try again soon.');

/** The operation would do more work than one may ask for at once. */
export const costExceeded = (requested: number, limit: number) =>
  new KeelsonError(
    'COST_EXCEEDED',
    `The operation costs ${requested}; at most ${limit} is allowed. Ask for fewer items with \`first\`, above all of lists within lists.`,
    { details: { requested, limit } },
  );

/** A subscriber takes its events so slowly that they can't be kept for it. */
export const slowConsumer = (message: string) => new KeelsonError('SLOW_CONSUMER', message);

/** A feed's cursor is older than the events that are kept, or is not one of this server's events. */
export const feedExpired = () =>
  new KeelsonError(
    'FEED_EXPIRED',
    'What has changed since this cursor is no longer known. Read the content anew, and follow the feed from now on.',
  );

/** The request carries no credential, or one that is not valid. */
export const unauthenticated = (message = 'Sign in, or send an API token as "Authorization: Bearer <token>".') =>
  new KeelsonError('UNAUTHENTICATED', message);

/** The viewer is known but may not do this. */
export const forbidden = (permission: string, field?: string) =>
  new KeelsonError('FORBIDDEN', `This needs the permission "${permission}"${field ? ` on ${field}` : ''}.`, {
    details: { permission },
  });

/** A client asked for a document by an id that nobody has made known. */
export const documentNotFound = (id: string) =>
  new KeelsonError(
    'PERSISTED_QUERY_NOT_FOUND',
    `No document has been made known as "${id}"; send its text, or make it known with "keelson persist".`,
  );

/** Nothing the viewer may see has this id. */
export const notFound = (what: string, id: string, path?: (string | number)[]) =>
  new KeelsonError('NOT_FOUND', `There is no ${what} "${id}".`, { details: path ? { path } : {}, mendable: true });

/** An input value breaks a rule; `path` says which. */
export const validationFailed = (message: string, path?: (string | number)[]) =>
  new KeelsonError('VALIDATION_FAILED', message, { details: path ? { path } : {}, mendable: true });

/** One thing that is wrong with an input, and where. */
export interface InputFault {
  message: string;
  path: (string | number)[];
}

/** Several input values break rules; each becomes a `userErrors` entry of its own. There is at least one. */
export const invalidInput = (faults: readonly InputFault[]) =>
  new KeelsonError('VALIDATION_FAILED', faults.map(({ message }) => message).join(' '), {
    details: { path: faults[0].path, faults },
    mendable: true,
  });

/** An argument of a query can't be used as it is. */
export const badUserInput = (message: string, details: ErrorDetails = {}) =>
  new KeelsonError('BAD_USER_INPUT', message, { details, mendable: true });

/** A job or a document can't make this step from the state that it is in. */
export const wrongState = (message: string, path?: (string | number)[]) =>
  new KeelsonError('WRONG_STATE', message, { details: path ? { path } : {}, mendable: true });

/** Another document of the type has this slug. */
export const slugTaken = (slug: string, path: (string | number)[]) =>
  new KeelsonError('SLUG_TAKEN', `The slug "${slug}" is taken.`, { details: { path }, mendable: true });

/** What happened to a document since somebody read it. */
export interface Conflict {
  /** The number of its latest revision. */
  revision: number;
  /** The fields that were changed since the revision that was expected. */
  changedFields: string[];
  /** Who made the latest change; null when the server did. */
  changedBy: string | null;
  changedAt: Date | null;
}

/** The document was changed since the caller read it; `details.conflict` says how. */
export const revisionConflict = (conflict: Conflict) =>
  new KeelsonError(
    'REVISION_CONFLICT',
    `The document was changed meanwhile; its latest revision is ${conflict.revision}. Read it again.`,
    { details: { conflict }, mendable: true },
  );

/** Who refers to a document that was to be deleted. */
export interface Usage {
  /** The content type of who refers to it, and that document's id. */
  type: string;
  id: string;
  /** The field that refers to it. */
  field: string;
  /** What it refers to. */
  targetId: string;
}

/**
 * Others refer to what was to be deleted; `details.usages` names the first of them, `details.total` counts all that the caller may know
 * of. `others` says that there are some besides.
 */
export const inUse = (what: string, usages: readonly Usage[], total: number, others = false) =>
  new KeelsonError('IN_USE', `${referrers(total, others)} to this ${what}.`, {
    details: { usages, total },
    mendable: true,
  });

function referrers(total: number, others: boolean): string {
  if (total === 0) return 'Documents that you may not see refer';
  const counted = total === 1 ? 'One document' : `${total} documents`;
  return others ? `${counted} and others refer` : `${counted} ${total === 1 ? 'refers' : 'refer'}`;
}

/** The same idempotency key came with other input. */
export const idempotencyKeyReused = (key: string) =>
  new KeelsonError('IDEMPOTENCY_KEY_REUSED', `The idempotency key "${key}" was used before with other input.`, {
    mendable: true,
  });

/** A file is larger than the server takes. */
export const fileTooLarge = (maxBytes: number) =>
  new KeelsonError('FILE_TOO_LARGE', `The file is larger than the ${maxBytes} bytes that this server accepts.`, {
    details: { maxBytes },
    mendable: true,
  });

/** A file is not what it was said to be: wrong format, damaged or empty. */
export const invalidFile = (message: string, details: ErrorDetails = {}) =>
  new KeelsonError('INVALID_FILE', message, { details, mendable: true });

/** A picture is in a format that this server does not read, or that names itself but is none. */
export const unsupportedImage = (format?: string) =>
  new KeelsonError(
    'UNSUPPORTED_IMAGE',
    format
      ? `${format} pictures can't be read by this server; save it as JPEG, PNG, WebP or AVIF.`
      : 'This is no picture that this server can read: JPEG, PNG, WebP, AVIF, GIF, TIFF and SVG are.',
    { details: format ? { format } : {}, mendable: true },
  );

/** A picture has more pixels, all frames together, than the server decodes; their number is null when not even that was counted. */
export const imageTooLarge = (pixels: number | null, maxPixels: number) =>
  new KeelsonError(
    'IMAGE_TOO_LARGE',
    `The picture has ${pixels === null ? 'too many' : pixels} pixels, all frames together; at most ${maxPixels} are accepted.`,
    { details: { ...(pixels === null ? {} : { pixels }), maxPixels }, mendable: true },
  );

/** Somebody who has shown who they are may not come in this way; the message says why. */
export const signInRefused = (message: string) => new KeelsonError('SIGN_IN_REFUSED', message);

/** A mail was not taken by the mail server; the message says whether it will be tried again. */
export const mailNotSent = (message: string) => new KeelsonError('MAIL_NOT_SENT', message);

/** A file is not fetched from this address: it is no web address, or may not be reached from here. The message says nothing of the network. */
export const addressRefused = (message: string, url: string) =>
  new KeelsonError('ADDRESS_REFUSED', message, { details: { url: url.slice(0, 2048) }, mendable: true });

/** A file could not be fetched from its address; `passing` when trying again later may help. */
export const fetchFailed = (message: string, url: string, passing = false, cause?: unknown) =>
  new KeelsonError('FETCH_FAILED', message, { cause, details: { url: url.slice(0, 2048), passing }, mendable: true });

/** A service that the request needs does not answer; trying again later may help. */
export const unavailable = (what: string, cause?: unknown) =>
  new KeelsonError('UNAVAILABLE', `${what} does not answer at the moment.`, { cause });

/** There is no room left where files are stored. */
export const insufficientStorage = (cause?: unknown) =>
  new KeelsonError('INSUFFICIENT_STORAGE', 'There is no room left to store the file; tell whoever runs this server.', {
    cause,
  });

/** The file would take more room than its owner, or all together, may have. */
export const quotaExceeded = (whose: 'user' | 'total', limitBytes: number) =>
  new KeelsonError(
    'QUOTA_EXCEEDED',
    whose === 'user'
      ? `Your files may take ${limitBytes} bytes together, and this one does not fit any more.`
      : `All files may take ${limitBytes} bytes together, and this one does not fit any more.`,
    { details: { whose, limitBytes }, mendable: true },
  );

/** A signed address has expired, or was never signed for this. */
export const invalidAddress = () =>
  new KeelsonError('FORBIDDEN', 'This address is not valid, or no longer; ask for a new one.');

/** Of an upload next to nothing has arrived for so long that it was given up. */
export const uploadTooSlow = (seconds: number) =>
  new KeelsonError('UPLOAD_TOO_SLOW', `Hardly anything of the file has arrived within ${seconds} seconds.`, {
    mendable: true,
  });

/** There is no such upload, it has expired, or it is somebody else's. */
export const uploadNotFound = (id: string) =>
  new KeelsonError('NOT_FOUND', `There is no upload "${id}", or it has expired.`, {
    details: { path: ['input', 'uploadId'] },
    mendable: true,
  });

/** An SVG drawing, where those are not taken. */
export const unsafeDrawing = () =>
  new KeelsonError(
    'INVALID_FILE',
    'SVG drawings are not taken: they can hold scripts. Send the picture as PNG or WebP.',
    {
      mendable: true,
    },
  );
