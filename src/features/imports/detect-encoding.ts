import { decodeText } from '../../platform/formats/decode-text';
import { KeelsonError } from '../../errors';
import type { SourceFile } from './import-source';

/**
 * The encoding of a text that does not say it: null, which leaves it to byte order marks and UTF-8, unless the bytes are no UTF-8; then
 * windows-1252, which is what programs for tables write. Reads the file to its end.
 */
export async function detectEncoding(file: SourceFile): Promise<string | null> {
  try {
    for await (const _text of file.job.each(decodeText(await file.open())));
    return null;
  } catch (error) {
    if (error instanceof KeelsonError && /bytes that are not utf-8/.test(error.message)) return 'windows-1252';
    throw error;
  }
}
