import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createS3Storage } from '../../src/platform/storage/s3-storage';

interface Exchange {
  method: string;
  query: Record<string, string>;
  status: number;
}

/** The part of s3rver, an S3 server in this process, that is used here. */
interface S3rver {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
  middleware: ((exchange: Exchange, next: () => Promise<void>) => Promise<void>)[];
}
type S3rverClass = new (options: object) => S3rver;

/** An S3 server on a free port with one bucket, and a storage in it. */
export async function startS3() {
  const directory = mkdtempSync(join(tmpdir(), 'keelson-s3-'));
  const Server = require('@20minutes/s3rver') as S3rverClass;
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    // It reads the query of lists in another way than they are signed.
    allowMismatchedSignatures: true,
    directory,
    configureBuckets: [{ name: 'files' }],
  });
  // The one operation that it lacks.
  server.middleware.unshift(async (exchange, next) => {
    if (exchange.method !== 'DELETE' || !exchange.query.uploadId) return next();
    const found = unfinished(directory).filter(path => path.includes(exchange.query.uploadId));
    for (const path of found) rmSync(path, { recursive: true, force: true });
    exchange.status = found.length > 0 ? 204 : 404;
  });
  const { port } = await server.run();
  const storage = createS3Storage({
    bucket: 'files',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    pathStyle: true,
  });
  return {
    storage,
    /** What was begun in parts and neither finished nor abandoned. */
    unfinished: () => unfinished(directory),
    async close() {
      storage.close();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function unfinished(directory: string): string[] {
  const uploads = join(directory, 'files', '._s3rver_uploads');
  return existsSync(uploads) ? readdirSync(uploads).map(name => join(uploads, name)) : [];
}
