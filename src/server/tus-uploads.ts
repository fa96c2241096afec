import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { DataStore, Server, Upload } from '@tus/server';
import type { Context } from '../engine/context';
import { KeelsonError } from '../errors';
import { demandUpload } from '../features/media/receive-upload';
import { appendToUpload, joinPieces } from '../features/media/resume-upload';
import { statusOf } from './http-errors';

/** What the pieces of a file are stored with. */
type Receiver = Pick<Context, 'db' | 'storage' | 'images' | 'limits'>;

/** Where the last part of the path is the upload's id. */
const LAST_OF_PATH = /([^/?]+)\/?(?:\?|$)/;

/**
 * Speaks tus 1.0 (https://tus.io/protocols/resumable-upload) with clients: the part that sends the pieces of an upload and asks how much
 * is there. Uploads are announced in GraphQL, never here; `resume-upload.ts` stores what comes.
 */
export function createTusServer(receiver: Receiver): {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
} {
  return new Server({
    path: '/uploads/resumable',
    datastore: new AnnouncedUploads(receiver),
    getFileIdFromRequest: ({ url }) => LAST_OF_PATH.exec(new URL(url).pathname)?.[1],
    async onUploadFinish(_request, { id }) {
      await joinPieces(receiver, id);
      return {};
    },
    onResponseError: (_request, error) => answerOf(error),
  });
}

class AnnouncedUploads extends DataStore {
  constructor(private readonly receiver: Receiver) {
    super();
  }

  override async getUpload(id: string): Promise<Upload> {
    const { declaredBytes, receivedBytes } = await demandUpload(this.receiver.db, id);
    return new Upload({ id, size: declaredBytes ?? undefined, offset: receivedBytes, metadata: {} });
  }

  override write(stream: Readable, id: string, offset: number): Promise<number> {
    return appendToUpload(this.receiver, id, offset, stream as AsyncIterable<Buffer>);
  }
}

/** What only this server knows of is said in its words; what the library refuses has its own. */
function answerOf(
  error: Error | { status_code: number; body: string },
): { status_code: number; body: string } | undefined {
  if (error instanceof KeelsonError) return { status_code: statusOf(error.code), body: error.message };
  return 'status_code' in error ? undefined : { status_code: 500, body: 'The piece could not be stored.' };
}
