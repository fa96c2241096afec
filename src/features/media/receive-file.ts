import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Context } from '../../engine/context';
import { KeelsonError, unsafeDrawing } from '../../errors';
import { displayName, extensionOf } from '../../platform/formats/media-types/display-name';
import { type MediaType, SVG } from '../../platform/formats/media-types/media-types';
import { FileRecogniser } from '../../platform/formats/media-types/recognise-file';

/** A file that is stored whole, and what is known of it. */
export interface ReceivedFile {
  bytes: number;
  sha256: string;
  /** Fit to be shown, with an extension that fits the content. */
  filename: string;
  type: MediaType;
}

/** The name of the file in its folder. */
export const ORIGINAL = 'original';

/** The key of an asset's file. */
export const originalOf = (storageKey: string): string => `${storageKey}/${ORIGINAL}`;

/** A folder of the storage that nobody can guess; nothing of what a client says is in its name. */
export function newStorageKey(): string {
  const name = randomBytes(16).toString('hex');
  return `media/${name.slice(0, 2)}/${name}`;
}

type Receiver = Pick<Context, 'storage' | 'images'>;

/**
 * Stores a file as it arrives, never holding it in memory, and looks at what it is. Throws INVALID_FILE for what is not taken,
 * FILE_TOO_LARGE, and what the source throws; then nothing of it is left.
 */
export async function receiveFile(
  { storage, images }: Receiver,
  storageKey: string,
  { source, filename, maxBytes }: { source: AsyncIterable<Buffer | string>; filename: string; maxBytes: number },
): Promise<ReceivedFile> {
  const key = originalOf(storageKey);
  const recogniser = new FileRecogniser(extensionOf(filename));
  const stored = await storage.put(key, Readable.from(recogniser.pass(source), { objectMode: false }), maxBytes);
  try {
    const type = await recogniser.recognise();
    if (type === SVG) throw unsafeDrawing();
    if (type.kind === 'IMAGE') await lookAtHeader(images, recogniser);
    return { ...stored, filename: displayName(filename, type), type };
  } catch (error) {
    await storage.delete(key);
    throw error;
  }
}

/** What is too large to be decoded is refused before anybody tries. A header that is longer than what was looked at is left to the job. */
async function lookAtHeader(images: Receiver['images'], recogniser: FileRecogniser): Promise<void> {
  try {
    await images.inspect(recogniser.beginning());
  } catch (error) {
    const isCutOff = error instanceof KeelsonError && error.code === 'INVALID_FILE' && !recogniser.isWhole();
    if (!isCutOff) throw error;
  }
}
