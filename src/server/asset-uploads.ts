import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ANONYMOUS } from '../engine/access/viewer';
import type { Context } from '../engine/context';
import { PUT_UPLOAD, RESUME_UPLOAD } from '../features/media/announce-upload';
import { demandUpload, receiveUpload } from '../features/media/receive-upload';
import { badRequest, fileTooLarge, invalidAddress, invalidFile } from '../errors';
import type { ContextFor } from './request-context';
import { createTusServer } from './tus-uploads';

const PIECE_TYPE = 'application/offset+octet-stream';

/**
 * Where announced files arrive: `PUT /uploads/<id>` takes one whole, `/uploads/resumable/<id>` speaks tus 1.0. The signed address is the
 * only credential, so that a browser can send a file straight here whatever site it is on; it names one upload, and expires with it.
 */
export async function registerAssetUploads(app: FastifyInstance, contextFor: ContextFor): Promise<void> {
  const tus = createTusServer(contextFor({ viewer: ANONYMOUS, requestId: 'uploads' }));
  await app.register(async scope => {
    // The body is a file: nothing reads it but what stores it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
    scope.addHook('onRequest', async (request, reply) => {
      allowEverySite(request, reply);
      if (request.method !== 'OPTIONS') demandSignature(contextOf(contextFor, request), request);
    });
    scope.put('/uploads/:id', async (request, reply) => {
      const { id } = request.params as { id: string };
      const ctx = contextOf(contextFor, request);
      const { declaredBytes } = await demandUpload(ctx.db, id);
      demandLength(request, declaredBytes ?? ctx.limits.uploadBytes);
      await receiveUpload(ctx, id, request.raw).catch(error => {
        throw request.raw.destroyed && !request.raw.complete ? clientGone() : error;
      });
      return reply.code(204).send();
    });
    scope.options('/uploads/:id', async (_request, reply) => reply.code(204).send());
    scope.route({
      method: ['HEAD', 'PATCH', 'OPTIONS'],
      url: '/uploads/resumable/:id',
      handler: async (request, reply) => {
        if (request.method === 'PATCH' && request.headers['content-type'] !== PIECE_TYPE)
          throw invalidFile(`Pieces are sent as ${PIECE_TYPE}.`);
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined) reply.raw.setHeader(name, value);
        await tus.handle(request.raw, reply.raw);
      },
    });
  });
}

const clientGone = () => badRequest('The client went away while it was sending a file.');

const contextOf = (contextFor: ContextFor, request: FastifyRequest): Context =>
  contextFor({ viewer: ANONYMOUS, requestId: request.id });

function demandSignature({ urls, now }: Context, { url }: FastifyRequest): void {
  const purpose = url.startsWith('/uploads/resumable/') ? RESUME_UPLOAD : PUT_UPLOAD;
  if (!urls.verify(purpose, url, now())) throw invalidAddress();
}

function demandLength({ headers }: FastifyRequest, announced: number): void {
  const length = headers['content-length'];
  if (length === undefined || Number(length) === announced) return;
  if (Number(length) > announced) throw fileTooLarge(announced);
  throw invalidFile(`The file has ${length} bytes; ${announced} were announced.`);
}

function allowEverySite({ method, headers }: FastifyRequest, reply: FastifyReply): void {
  reply.header('cache-control', 'no-store');
  if (headers.origin === undefined) return;
  reply.headers({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Upload-Offset, Upload-Length, Upload-Expires, Tus-Resumable',
  });
  if (method !== 'OPTIONS') return;
  reply.headers({
    'access-control-allow-methods': 'PUT, PATCH, HEAD',
    'access-control-allow-headers': 'Content-Type, Tus-Resumable, Upload-Offset, Upload-Length, X-Requested-With',
    'access-control-max-age': '86400',
  });
}
