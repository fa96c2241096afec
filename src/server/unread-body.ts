import type { FastifyInstance } from 'fastify';

/**
 * An answer may be ready before the body has been read: a wrong token, a file over the limit. Closing the connection then would
 * reset it, and many clients lose the answer while they are still sending. So the rest is read and thrown away for a while, as
 * RFC 9112, section 9.6, advises, and only then is the connection cut.
 */
export function lingerOnUnreadBodies(app: FastifyInstance, lingerMs: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('finish', () => {
      const { raw } = request;
      if (raw.complete || raw.destroyed) return;
      raw.unpipe();
      raw.resume();
      const cut = setTimeout(() => raw.socket.destroy(), lingerMs);
      cut.unref();
      raw.once('close', () => clearTimeout(cut));
    });
    done();
  });
}
