import type { ImportFormat } from './import-documents';

/** So much of a file is looked at, in bytes. */
export const HEAD_BYTES = 4096;

/**
 * What a file seems to be, so that the form asks what its format needs to know; null when that is open. The server looks into it again and
 * decides.
 */
export function guessFormat(filename: string, head: string): ImportFormat | null {
  const name = filename.toLowerCase().replace(/\.gz$/, '');
  const text = head.trimStart();
  if (/\.(zip|tar|tgz|md|markdown|mdx)$/.test(name)) return 'MARKDOWN';
  if (/\.(jsonl|ndjson)$/.test(name)) return 'JSON_LINES';
  if (/\.(csv|tsv)$/.test(name)) return 'CSV';
  if (text.startsWith('<')) return /wordpress\.org\/export\/|<wp:wxr_version/.test(text) ? 'WXR' : 'FEED';
  if (text.startsWith('{')) {
    if (text.includes('jsonfeed.org')) return 'FEED';
    return /"(db|posts|meta|data)"\s*:\s*[[{]/.test(text) ? 'GHOST' : null;
  }
  if (name.endsWith('.xml')) return 'WXR';
  if (name.endsWith('.json')) return 'GHOST';
  return null;
}

/** Whether the file is a table, whose rows have to be told what they become. */
export const isTable = (format: ImportFormat | null): boolean => format === 'CSV' || format === 'JSON_LINES';
