import { demandContent } from '../../engine/access/demand-content';
import { createPreviewToken, type PreviewToken, revokePreviewToken } from '../../engine/access/preview-tokens';
import { audit } from '../../engine/audit/record-audit';
import { definitionsOfIds } from '../../engine/content/definitions-of-ids';
import type { Context } from '../../engine/context';
import { notFound } from '../../errors';

/** Makes a preview token. Throws FORBIDDEN, NOT_FOUND (the document) or VALIDATION_FAILED. */
export async function allowPreview(
  ctx: Context,
  {
    documentId,
    ttlSeconds,
    expiresAt,
  }: { documentId?: string | null; ttlSeconds?: number | null; expiresAt?: Date | null },
): Promise<{ token: string; previewToken: PreviewToken }> {
  demandContent(ctx.viewer, 'read', 'write');
  if (documentId != null && !(await definitionsOfIds(ctx.db, [documentId])).has(documentId))
    throw notFound('document', documentId.slice(0, 40), ['input', 'documentId']);
  const made = await createPreviewToken(ctx, { documentId: documentId ?? null, ttlSeconds, expiresAt });
  const { tokenId } = made.previewToken;
  await audit(ctx, ctx.db, {
    action: 'preview-token.created',
    subject: { type: 'PreviewToken', id: tokenId },
    details: { documentId: documentId ?? null, expiresAt: made.previewToken.expiresAt },
  });
  return made;
}

/** Revokes a preview token; throws FORBIDDEN or NOT_FOUND. */
export async function endPreview(ctx: Context, tokenId: string): Promise<{ tokenId: string }> {
  demandContent(ctx.viewer, 'read', 'write');
  await revokePreviewToken(ctx.db, tokenId);
  ctx.revocations.revoke(`preview:${tokenId}`);
  await audit(ctx, ctx.db, { action: 'preview-token.revoked', subject: { type: 'PreviewToken', id: tokenId } });
  return { tokenId };
}
