import type { FastifyInstance } from 'fastify';
import type { Services } from '../engine/context';
import { KeelsonError, notFound } from '../errors';
import { DOWNLOAD, findExportFile } from '../features/exports/export-files';
import { pathOf } from './http-errors';

/** What the route needs. */
export type DownloadServices = Pick<Services, 'db' | 'storage' | 'urls'>;

const EXPIRED = 'This address has expired, or is not one of this server; ask the job for its file again.';

const RANGE = /^bytes=(\d*)-(\d*)$/;

/** Gives the files of exports to whoever has an address that was signed for them and has not expired. */
export function registerExportDownloads(app: FastifyInstance, { db, storage, urls }: DownloadServices): void {
  app.get<{ Params: { id: string; filename: string } }>('/exports/:id/:filename', async (request, reply) => {
    reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
    if (!urls.verify(DOWNLOAD, request.url, new Date())) throw new KeelsonError('FORBIDDEN', EXPIRED);
    const file = await findExportFile(db, request.params.id);
    if (!file) throw notFound('file', pathOf(request.url));
    const { bytes, filename, contentType, sha256, storageKey } = file;
    reply.headers({
      'content-type': contentType,
      'content-disposition': `attachment; filename="${filename.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
    });
    const range = rangeOf(request.headers.range, bytes);
    if (range === null) return reply.header('content-length', bytes).send(await storage.read(storageKey));
    if (range === 'NONE') return reply.code(416).header('content-range', `bytes */${bytes}`).send();
    const { start, end } = range;
    reply.code(206).headers({ 'content-range': `bytes ${start}-${end}/${bytes}`, 'content-length': end - start + 1 });
    return reply.send(await storage.read(storageKey, range));
  });
}

/** One range (RFC 9110, 14.2); null for none, or for what is not read. */
function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | 'NONE' | null {
  const [, from = '', to = ''] = RANGE.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  return start > end ? 'NONE' : { start, end };
}
