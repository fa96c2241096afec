import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { ANONYMOUS } from '../engine/access/viewer';
import { notFound } from '../errors';
import { REJECTED_ROWS, rejectedRows } from '../features/imports/rejected-rows';
import { type ContextFor, originOf } from './request-context';

/** Gives out the rejected records of imports to whoever has a signed address (`rejectedRowsUrl` in the API). */
export function registerImportFiles(app: FastifyInstance, contextFor: ContextFor): void {
  app.get<{ Params: { id: string; file: string } }>('/imports/:id/:file', async (request, reply) => {
    const { id, file } = request.params;
    const ctx = contextFor({ viewer: ANONYMOUS, ...originOf(request) });
    const isKnown = file === 'rejected.csv' || file === 'plan-rejected.csv';
    if (!isKnown || !ctx.urls.verify(REJECTED_ROWS, request.url, ctx.now())) throw notFound('file', file.slice(0, 40));
    const rows = rejectedRows(ctx.db, id, file === 'rejected.csv' ? 'APPLY' : 'PLAN');
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="rejected.csv"')
      .header('cache-control', 'private, no-store')
      .send(Readable.from(rows, { objectMode: false }));
  });
}
