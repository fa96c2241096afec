/**
 * Storage in a bucket of an S3-compatible store. An object appears when it is whole: small files are put at once, larger ones in parts
 * that only count when the last has come. So no more than one part of a file is in memory, whatever its size. Multipart uploads that a
 * crash leaves open are given up by `sweep`.
 */
import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { fileTooLarge, insufficientStorage, notFound } from '../../errors';
import { cutIntoParts } from './cut-into-parts';
import type { ListedFile, MaintainedStorage, StoredPart, UnfinishedFile } from './storage';

/** Where the bucket is, and how to get in. */
export interface S3Options {
  bucket: string;
  region: string;
  /** The store's address where that is not Amazon's. */
  endpoint: string | null;
  /** Null asks the SDK's own sources. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** The bucket's name stands in the path instead of the host's name. */
  pathStyle: boolean;
}

const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;

/** Makes a storage of a bucket, which must exist. */
export function createS3Storage(options: S3Options): MaintainedStorage & { close(): void } {
  const { bucket: Bucket, credentials } = options;
  const client = new S3Client({
    region: options.region,
    forcePathStyle: options.pathStyle,
    ...(options.endpoint ? { endpoint: options.endpoint } : {}),
    ...(credentials ? { credentials } : {}),
    // Not every store knows the newer checksums; TLS and our own SHA-256 guard the bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

  const begin = async (Key: string): Promise<string> => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    if (!UploadId) throw new Error('The store began an upload without naming it.');
    return UploadId;
  };
  const putPart = async ({ key: Key, id }: UnfinishedFile, number: number, Body: Buffer): Promise<StoredPart> => {
    const { ETag = '' } = await client
      .send(new UploadPartCommand({ Bucket, Key, UploadId: id, PartNumber: number, Body, ContentLength: Body.length }))
      .catch(asOurs(Key));
    return { number, bytes: Body.length, tag: ETag };
  };
  const finish = async ({ key: Key, id: UploadId }: UnfinishedFile, parts: readonly StoredPart[]): Promise<void> => {
    const Parts = [...parts]
      .sort((one, other) => one.number - other.number)
      .map(({ number, tag }) => ({ PartNumber: number, ETag: tag }));
    await client
      .send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
      .catch(asOurs(Key));
  };
  const abandon = async ({ key: Key, id: UploadId }: UnfinishedFile): Promise<void> => {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(unlessMissing);
  };
  const putWhole = async (Key: string, Body: Buffer): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: Body.length })).catch(asOurs(Key));
  };

  return {
    async put(key, source, maxBytes) {
      const hash = createHash('sha256');
      const stored: StoredPart[] = [];
      let bytes = 0;
      let unfinished: UnfinishedFile | null = null;
      try {
        for await (const { body, isLast } of cutIntoParts(source, chunk => {
          bytes += chunk.length;
          if (bytes > maxBytes) throw fileTooLarge(maxBytes);
          hash.update(chunk);
        })) {
          if (isLast && !unfinished) {
            await putWhole(key, body);
            break;
          }
          unfinished ??= { key, id: await begin(key) };
          if (body.length > 0) stored.push(await putPart(unfinished, stored.length + 1, body));
        }
        if (unfinished) await finish(unfinished, stored);
      } catch (fault) {
        if (unfinished) await abandon(unfinished).catch(() => undefined);
        throw fault;
      }
      return { bytes, sha256: hash.digest('hex') };
    },

    async read(key, range) {
      const Range = range ? `bytes=${range.start}-${range.end}` : undefined;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, Range })).catch(asOurs(key));
      return Body as unknown as NodeJS.ReadableStream;
    },

    async stat(key) {
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: key })).catch(unlessMissing);
      return head ? { bytes: head.ContentLength ?? 0, modifiedAt: head.LastModified ?? new Date(0) } : null;
    },

    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key })).catch(unlessMissing);
    },

    async list(prefix) {
      const files: ListedFile[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: `${prefix}/`, Delimiter: '/', ContinuationToken }),
        );
        for (const { Key: key, Size = 0, LastModified = new Date(0) } of page.Contents ?? [])
          if (key) files.push({ key, bytes: Size, modifiedAt: LastModified });
        ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (ContinuationToken);
      return files;
    },

    beginParts: begin,
    putPart: (unfinished, { number }, bytes) => putPart(unfinished, number, bytes),
    async finishParts(unfinished, parts) {
      if (parts.length > 0) return finish(unfinished, parts);
      // A multipart upload without parts can't be completed.
      await putWhole(unfinished.key, Buffer.alloc(0));
      await abandon(unfinished);
    },
    abandonParts: abandon,

    async check() {
      const key = `check-${process.pid}-${Date.now()}`;
      await putWhole(key, Buffer.alloc(0));
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },

    async sweep() {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket })).catch(unlessUnknown);
      const old = Uploads.filter(({ Initiated }) => Initiated && Date.now() - Initiated.getTime() > LEFTOVER_AGE_MS);
      for (const { Key = '', UploadId = '' } of old) await abandon({ key: Key, id: UploadId });
      return old.length;
    },

    close: () => client.destroy(),
  };
}

/** The store's refusals in our words. */
function asOurs(key: string): (fault: unknown) => never {
  return fault => {
    const { name, $metadata } = fault as { name?: string; $metadata?: { httpStatusCode?: number } };
    if (name === 'NoSuchKey' || name === 'NoSuchUpload' || name === 'NotFound') throw notFound('file', key);
    const isFull =
      $metadata?.httpStatusCode === 507 || /StorageFull|QuotaExceeded|EntityTooLargeForBucket/i.test(name ?? '');
    throw isFull ? insufficientStorage(fault) : fault;
  };
}

/** Not every store can tell what was left unfinished; its own rules have to clean up there. */
function unlessUnknown(fault: unknown): { Uploads?: undefined } {
  const { name, $metadata } = fault as { name?: string; $metadata?: { httpStatusCode?: number } };
  if ($metadata?.httpStatusCode === 501 || name === 'NotImplemented') return {};
  throw fault;
}

/** What is not there is nothing to complain of. */
function unlessMissing(fault: unknown): null {
  const { name, $metadata } = fault as { name?: string; $metadata?: { httpStatusCode?: number } };
  if ($metadata?.httpStatusCode === 404 || name === 'NoSuchKey' || name === 'NoSuchUpload') return null;
  throw fault;
}
