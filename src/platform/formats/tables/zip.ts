import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of an archive. */
export interface ZippedFile {
  name: string;
  /** May be so large that only newer readers (zip64) can take it. */
  large?: boolean;
  /** Its bytes; asked for when it is the file's turn. */
  source(): AsyncIterable<Uint8Array>;
}

/** Equal contents make equal archives. */
const ALWAYS = new Date(Date.UTC(2000, 0, 1));

/** The files as a zip archive, with constant memory. */
export async function* zipFiles(files: readonly ZippedFile[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  let fault: unknown = null;
  zip.on('error', error => {
    fault = error;
    (zip.outputStream as Readable).destroy(error as Error);
  });
  for (const { name, large = false, source } of files) {
    const options = { mtime: ALWAYS, mode: 0o100644, compress: true, forceZip64Format: large };
    zip.addReadStreamLazy(name, options, give => give(null, Readable.from(source(), { objectMode: false })));
  }
  zip.end({ forceZip64Format: false, comment: '' } as never);
  try {
    yield* zip.outputStream as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw fault ?? error;
  }
}
