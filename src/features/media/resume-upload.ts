/**
 * Resumable uploads. What arrives is stored in pieces of a few megabytes, each whole or not at all; the row says how much there is, so a
 * client goes on from there whatever happened to it, to this process or to the machine. When all is there, the pieces are made one file
 * in the same way as if it had come at once.
 */
import { Readable } from 'node:stream';
import type { Context } from '../../engine/context';
import { wrongState } from '../../errors';
import { keepPace } from './keep-pace';
import { ORIGINAL } from './receive-file';
import { demandUpload, keepFile } from './receive-upload';
import type { Upload } from './upload-rows';

const PIECE_BYTES = 16 * 1024 * 1024;
const PIECE = 'piece-';

type Receiver = Pick<Context, 'db' | 'storage' | 'images' | 'limits'>;

/** Stores what comes from an offset on; gives how much of the file is there now. What came before a fault is kept. */
export async function appendToUpload(
  ctx: Receiver,
  id: string,
  offset: number,
  stream: AsyncIterable<Buffer>,
): Promise<number> {
  const upload = await demandUpload(ctx.db, id);
  if (upload.state !== 'AWAITED' || upload.receivedBytes !== offset)
    throw wrongState(`The upload goes on from ${upload.receivedBytes}, not from ${offset}.`);
  const cutter = new PieceCutter(keepPace(stream, ctx.limits.media.slowSeconds));
  let position = offset;
  while (!cutter.ended) {
    const key = `${upload.storageKey}/${PIECE}${String(position).padStart(16, '0')}`;
    const room = (upload.declaredBytes ?? 0) - position;
    const { bytes } = await ctx.storage.put(key, Readable.from(cutter.piece(), { objectMode: false }), room);
    if (bytes === 0) await ctx.storage.delete(key);
    else await advance(ctx, upload, position, position + bytes);
    position += bytes;
  }
  if (cutter.fault) throw cutter.fault;
  return position;
}

/** Makes one file of the pieces of an upload that has all of them. Safe to repeat: the pieces stay until the file is there. */
export async function joinPieces(ctx: Receiver, id: string): Promise<void> {
  const upload = await demandUpload(ctx.db, id);
  if (upload.state === 'RECEIVED') return;
  if (!isWhole(upload))
    throw wrongState(`Of the file ${upload.receivedBytes} bytes have arrived; send the rest first.`);
  const keys = (await ctx.storage.list(upload.storageKey)).map(({ key }) => key).filter(key => !key.endsWith(ORIGINAL));
  keys.sort();
  await keepFile(ctx, upload, piecesOf(ctx, keys));
  for (const key of keys) await ctx.storage.delete(key);
}

/** True for a resumable upload of which all has come. */
export const isWhole = ({ receivedBytes, declaredBytes }: Upload): boolean => receivedBytes === declaredBytes;

/** Only one who goes on from the same place can win; the others learn where it goes on. */
async function advance({ db }: Receiver, { id }: Upload, from: number, to: number): Promise<void> {
  const { affectedRows } = await db.run(
    `UPDATE asset_uploads SET received_bytes = ? WHERE id = ? AND received_bytes = ? AND state = 'AWAITED'
       AND expires_at > UTC_TIMESTAMP(3)`,
    [to, id, from],
  );
  if (affectedRows === 0) throw wrongState('Somebody else goes on with this upload.');
}

async function* piecesOf({ storage }: Receiver, keys: readonly string[]): AsyncGenerator<Buffer> {
  for (const key of keys) yield* (await storage.read(key)) as AsyncIterable<Buffer>;
}

/** Cuts a stream into pieces. A fault ends the piece that it comes in, which is kept, and is told at the end. */
class PieceCutter {
  ended = false;
  fault: unknown = null;
  private readonly source: AsyncIterator<Buffer>;
  private rest: Buffer | null = null;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async *piece(): AsyncGenerator<Buffer> {
    let room = PIECE_BYTES;
    while (room > 0) {
      const chunk = this.rest ?? (await this.next());
      if (chunk === null) return;
      this.rest = chunk.length > room ? chunk.subarray(room) : null;
      const part = chunk.subarray(0, room);
      room -= part.length;
      yield part;
    }
  }

  private async next(): Promise<Buffer | null> {
    try {
      const { done, value } = await this.source.next();
      if (!done) return value;
    } catch (error) {
      this.fault = error;
    }
    this.ended = true;
    return null;
  }
}
