import { KeelsonError } from '../../../errors';
import { archivedFiles, archiveKind } from '../../../platform/formats/archive';
import { decodeText } from '../../../platform/formats/decode-text';
import { readFrontMatter } from '../../../platform/formats/front-matter';
import { detectEncoding } from '../detect-encoding';
import type { ImportSource, Rejected, SourceFile } from '../import-source';
import { markdownArticle, type MarkdownArticle } from './markdown-article';
import type { ArticleRecord, PersonRecord, WordRecord } from './article-record';
import { articleSource } from './article-source';

const MARKDOWN = /\.(md|markdown|mdx|mdown)$/i;
const MAX_TEXT_BYTES = 5 * 1024 ** 2;

/** Opens Markdown: one file, or an archive of many. */
export async function openMarkdown(file: SourceFile): Promise<ImportSource> {
  const people = new Map<string, PersonRecord>();
  const words = new Map<string, WordRecord>();
  let total = 0;
  for await (const record of file.job.each(records(file))) {
    total += 1;
    if ('code' in record) continue;
    const line = 1;
    for (const name of record.people)
      people.set(keyOf(name), { key: keyOf(name), line, name, slug: null, email: null, bio: null, website: null });
    for (const name of record.tags)
      if (!words.has(keyOf(name)))
        words.set(keyOf(name), { key: keyOf(name), line, name, slug: null, description: null });
  }
  return articleSource({ prefix: 'markdown:files', people, words, total, articles: () => articles(file) });
}

async function* articles(file: SourceFile): AsyncGenerator<ArticleRecord | Rejected> {
  for await (const record of records(file)) yield 'code' in record ? record : record.article;
}

async function* records(file: SourceFile): AsyncGenerator<MarkdownArticle | Rejected> {
  for await (const { path, text } of texts(file)) {
    if (text === null) yield rejected(path, 'FILE_TOO_LARGE', `The file has more than ${MAX_TEXT_BYTES} bytes.`, 1);
    else yield recordOf(path, text);
  }
}

function recordOf(path: string, text: string): MarkdownArticle | Rejected {
  try {
    return markdownArticle(path, readFrontMatter(text));
  } catch (error) {
    if (!(error instanceof KeelsonError)) throw error;
    return rejected(path, error.code, error.message, Number(error.details.line ?? 1));
  }
}

function rejected(path: string, code: string, message: string, line: number): Rejected {
  return { kind: 'Article', line, subject: path, code, message };
}

/** The texts by their paths; null for one that is too large. */
async function* texts(file: SourceFile): AsyncGenerator<{ path: string; text: string | null }> {
  const kind = archiveKind(await headOf(file));
  if (kind === null || (kind === 'gzip' && MARKDOWN.test(file.filename.replace(/\.gz$/i, '')))) {
    const encoding = await detectEncoding(file);
    let text = '';
    for await (const piece of decodeText(await file.open(), { encoding, maxBytes: 4 * MAX_TEXT_BYTES })) text += piece;
    yield { path: file.filename.replace(/\.gz$/i, ''), text };
    return;
  }
  for await (const { path, content } of archivedFiles(file, kind, name => MARKDOWN.test(name))) {
    yield { path, text: content.length > MAX_TEXT_BYTES ? null : textOf(content) };
  }
}

function textOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}

async function headOf(file: SourceFile): Promise<Buffer> {
  for await (const chunk of await file.open({ start: 0, end: Math.min(511, Math.max(0, file.bytes - 1)) }))
    return chunk;
  return Buffer.alloc(0);
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
