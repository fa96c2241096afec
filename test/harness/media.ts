import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { GraphqlAnswer, TestApi } from './api';

/** What tests select of an asset. */
export const ASSET = `id kind filename contentType bytes sha256 width height animated alt caption private state url
  focalPoint { x y } createdAt updatedAt uploadedBy`;

/** An asset as the API gives it. */
export interface AssetAnswer {
  id: string;
  url: string;
  filename: string;
  state: string;
  sha256: string;
  bytes: number;
  [field: string]: unknown;
}

/** What a mutation that stores a file answers. */
export interface StoredAnswer {
  asset: AssetAnswer;
  duplicateOf: string | null;
  userErrors: { code: string; message: string; path: string[] | null }[];
}

const UPLOAD = `mutation ($file: Upload!, $alt: String, $private: Boolean) {
  uploadAsset(input: { file: $file, alt: $alt, private: $private }) { asset { ${ASSET} } duplicateOf userErrors { code message path } }
}`;

/** Sends a file with `uploadAsset`, as the administrator or with another token. */
export async function sendFile(
  api: Pick<TestApi, 'url' | 'adminToken'>,
  bytes: Buffer,
  filename: string,
  variables: { alt?: string; private?: boolean } = {},
  token: string | null = api.adminToken,
): Promise<GraphqlAnswer<{ uploadAsset: StoredAnswer }>> {
  const form = new FormData();
  form.append('operations', JSON.stringify({ query: UPLOAD, variables: { ...variables, file: null } }));
  form.append('map', JSON.stringify({ 0: ['variables.file'] }));
  form.append('0', new Blob([new Uint8Array(bytes)]), filename);
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'apollo-require-preflight': 'true', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: form,
  });
  return (await response.json()) as GraphqlAnswer<{ uploadAsset: StoredAnswer }>;
}

/** The same for a file that is taken. */
export async function uploaded(
  api: Pick<TestApi, 'url' | 'adminToken'>,
  bytes: Buffer,
  filename: string,
  variables: { alt?: string; private?: boolean } = {},
): Promise<StoredAnswer> {
  const { data, errors } = await sendFile(api, bytes, filename, variables);
  expect(errors).toBeUndefined();
  expect(data.uploadAsset.userErrors).toEqual([]);
  return data.uploadAsset;
}

/** A sound PNG of random pixels, so that no two are the same. */
export function png(width = 8, height = 8): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), randomBytes(width * 3)]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The smallest GIF: one transparent pixel. */
export const gif = (): Buffer => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
