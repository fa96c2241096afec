import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ANONYMOUS } from '../engine/access/viewer';
import type { Context } from '../engine/context';
import { READ_ASSET } from '../engine/media/asset-address';
import type { AssetNode } from '../engine/media/asset';
import { selectAssets } from '../engine/media/load-assets';
import { originalOf } from '../features/media/receive-file';
import { notFound } from '../errors';
import type { ContextFor } from './request-context';
import { sendStoredFile } from './stored-file';

const ONE_YEAR = 'max-age=31536000, immutable';
/** What has no content in its address is asked for anew each time. */
const REVALIDATED = 'no-cache';

interface AssetParams {
  id: string;
  version?: string;
}

/**
 * The files of assets: `/media/<id>/<version>/<name>` for ever, `/media/<id>` as they are now. A public one is there for everybody who has
 * its address; a private one for those whose address is signed, and without that it is as if there were none.
 */
export function registerMedia(app: FastifyInstance, contextFor: ContextFor): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    const ctx = contextFor({ viewer: ANONYMOUS, requestId: request.id });
    const { id, version } = request.params as AssetParams;
    const asset = await demandReadable(ctx, request, id);
    if (version !== undefined && asset.sha256.slice(0, 16) !== version) throw notFound('file', version);
    return sendStoredFile(request, reply, ctx.storage, {
      key: originalOf(asset.storageKey),
      contentType: asset.contentType.startsWith('text/') ? `${asset.contentType}; charset=utf-8` : asset.contentType,
      filename: asset.filename,
      bytes: asset.bytes,
      tag: asset.sha256,
      cacheControl: `${asset.private ? 'private' : 'public'}, ${version === undefined || asset.private ? REVALIDATED : ONE_YEAR}`,
      isPublic: !asset.private,
    });
  };
  for (const url of ['/media/:id', '/media/:id/:version/:filename']) {
    app.route({ method: ['GET', 'HEAD'], url, handler: serve });
  }
}

/** The asset that a request may read; throws NOT_FOUND, whatever the reason. */
export async function demandReadable(ctx: Context, request: FastifyRequest, id: string): Promise<AssetNode> {
  const [asset] = await selectAssets(ctx.db, [id]);
  if (!asset || (asset.private && !ctx.urls.verify(READ_ASSET, request.url, ctx.now()))) throw notFound('file', id);
  return asset;
}
