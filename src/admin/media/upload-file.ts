import type { CombinedError } from '@urql/core';
import { faultOf, type Problem } from '../api/faults';
import { graphql } from '../api/graphql';
import { currentClient } from '../api/session';
import './asset-fragment';
import type { AssetCard } from './asset-fragment';
import { SendFault, sendFile, type Sending } from './send-file';
import { t } from './texts';

const CREATE_UPLOAD = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload {
        id
        url
        tusUrl
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const COMPLETE_UPLOAD = graphql(`
  mutation CompleteUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
      asset {
        ...AssetCard
      }
      duplicateOf
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const REPLACE_ASSET = graphql(`
  mutation ReplaceAsset($input: ReplaceAssetInput!) {
    replaceAsset(input: $input) {
      asset {
        ...AssetCard
        sha256
        updatedAt
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Whom to tell how far an upload is, and who may end it. */
export type Watching = Pick<Sending, 'onProgress' | 'signal'>;

/** A file that is in the library. */
export interface Uploaded {
  asset: AssetCard;
  /** It was there before, and nothing new was stored. */
  wasThere: boolean;
}

/** Puts a file into the library. Throws a SendFault with what is wrong with it, and an AbortError when the signal says so. */
export async function uploadFile(file: File, watching: Watching): Promise<Uploaded> {
  const uploadId = await announceAndSend(file, watching);
  const { data, error } = await currentClient().mutation(COMPLETE_UPLOAD, { input: { uploadId } }).toPromise();
  const payload = data?.completeUpload;
  if (!payload?.asset) throw faultFrom(error, payload?.userErrors);
  return { asset: payload.asset, wasThere: payload.duplicateOf != null };
}

/** Gives an asset another file. Throws like `uploadFile`. */
export async function replaceFile(id: string, file: File, watching: Watching): Promise<AssetCard> {
  const uploadId = await announceAndSend(file, watching);
  const { data, error } = await currentClient().mutation(REPLACE_ASSET, { input: { id, uploadId } }).toPromise();
  const payload = data?.replaceAsset;
  if (!payload?.asset) throw faultFrom(error, payload?.userErrors);
  return payload.asset;
}

async function announceAndSend(file: File, watching: Watching): Promise<string> {
  if (file.size === 0) throw new SendFault({ code: 'INVALID_FILE', message: t('empties') });
  const { data, error } = await currentClient()
    .mutation(CREATE_UPLOAD, { input: { filename: file.name, bytes: file.size, contentType: file.type || null } })
    .toPromise();
  const payload = data?.createUpload;
  if (!payload?.upload) throw faultFrom(error, payload?.userErrors);
  const { id, url, tusUrl } = payload.upload;
  await sendFile(file, { url, tusUrl, ...watching });
  return id;
}

function faultFrom(error: CombinedError | undefined, problems: readonly Problem[] = []): SendFault {
  if (!error) return new SendFault(problems[0] ?? { code: 'INTERNAL', message: t('unreachable') });
  const { code, message } = faultOf(error);
  return new SendFault({ code: code ?? 'INTERNAL', message });
}

const WORDS: Readonly<Record<string, string>> = {
  FILE_TOO_LARGE: t('tooLarge'),
  PAYLOAD_TOO_LARGE: t('tooLarge'),
  QUOTA_EXCEEDED: t('quota'),
  INSUFFICIENT_STORAGE: t('full'),
};

/** What is wrong with the file itself; anything else may be over the next time. */
const LASTING = new Set([
  'BAD_USER_INPUT',
  'VALIDATION_FAILED',
  'INVALID_FILE',
  'UNSUPPORTED_IMAGE',
  'IMAGE_TOO_LARGE',
  'FILE_TOO_LARGE',
  'PAYLOAD_TOO_LARGE',
  'FORBIDDEN',
]);

/** Whether the same file may be taken when it is sent again. */
export const mayPass = (error: unknown): boolean => !(error instanceof SendFault && LASTING.has(error.problem.code));

/** Why a file was not taken, in words for who chose it. */
export function reasonOf(error: unknown): string {
  if (error instanceof SendFault) return WORDS[error.problem.code] ?? error.problem.message;
  return error instanceof DOMException && error.name === 'AbortError' ? t('cancelled') : t('unreachable');
}
