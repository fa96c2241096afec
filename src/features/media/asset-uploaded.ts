import { Length } from 'class-validator';
import { defineEvent } from '../../engine/events/define-event';

/** Which asset. */
export class AssetUploadedPayload {
  @Length(26, 26)
  assetId!: string;
}

/** A picture or a PDF was stored, as a new asset or in place of another file: what can be made of it may be made. */
export const assetUploaded = defineEvent({ name: 'media.asset-uploaded', payload: AssetUploadedPayload });
