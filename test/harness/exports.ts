import { createHash } from 'node:crypto';
import { fromBuffer } from 'yauzl';
import { buffer } from 'node:stream/consumers';
import type { TestApi } from './api';

/** What the API says of an export that has settled. */
export interface SettledExport {
  state: string;
  attempt: number;
  error: { code: string; message: string } | null;
  warnings: { nodes: { code: string; subject: string; message: string }[] };
  result: {
    snapshot: boolean;
    deleted: number;
    nextSince: string;
    file: {
      url: string;
      expiresAt: string;
      keptUntil: string;
      filename: string;
      contentType: string;
      bytes: number;
      rows: number;
      sha256: string;
    };
  } | null;
}

/** A finished export with its file. */
export interface ExportedFile {
  jobId: string;
  job: SettledExport;
  result: NonNullable<SettledExport['result']>;
  body: Buffer;
}

const CONTENT = `mutation ($input: ExportContentInput!) {
  exportContent(input: $input) { job { id kind state } userErrors { code message path } }
}`;
const QUERY = `mutation ($input: ExportQueryInput!) {
  exportQuery(input: $input) { job { id kind state } userErrors { code message path } }
}`;
export const EXPORT_JOB = `query ($id: ID!) { job(id: $id) { state attempt error { code message }
  warnings(first: 100) { nodes { code subject message } }
  result { ... on ExportResult { snapshot deleted nextSince
    file { url expiresAt keptUntil filename contentType bytes rows sha256 } } } } }`;

type Asked = Record<string, any>;

/** Asks for an export of content, or of a query where the input has one. */
export async function askForExport(api: Pick<TestApi, 'query'>, input: Asked, options: { token?: string | null } = {}) {
  const field = 'query' in input ? 'exportQuery' : 'exportContent';
  const { data, errors } = await api.query(field === 'exportQuery' ? QUERY : CONTENT, { input }, options);
  return { payload: data?.[field] as { job: { id: string } | null; userErrors: Asked[] } | undefined, errors };
}

/** Makes an export and fetches its file. Throws unless it succeeds and the file is what the result says. */
export async function exportFile(
  api: TestApi,
  input: Asked,
  options: { token?: string | null } = {},
): Promise<ExportedFile> {
  const { payload, errors } = await askForExport(api, input, options);
  if (!payload?.job) throw new Error(JSON.stringify(errors ?? payload?.userErrors));
  const { id } = payload.job;
  await api.settled(id);
  const { data } = await api.query(EXPORT_JOB, { id }, options);
  const job = data.job as SettledExport;
  if (job.state !== 'SUCCEEDED' || !job.result) throw new Error(JSON.stringify(job));
  const { file } = job.result;
  const body = await fetchExport(api, file.url);
  const sha256 = createHash('sha256').update(body).digest('hex');
  expect({ bytes: body.length, sha256 }).toEqual({ bytes: file.bytes, sha256: file.sha256 });
  return { jobId: id, job, result: job.result, body };
}

/** The bytes behind an address, which begins with where people reach the site. */
export async function fetchExport(api: Pick<TestApi, 'url'>, url: string): Promise<Buffer> {
  const { pathname, search } = new URL(url);
  const response = await fetch(`${api.url}${pathname}${search}`);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

/** The objects of a file of JSON lines. */
export function jsonLines(body: Buffer): Asked[] {
  return body
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Asked);
}

/** The files of an archive, by name. */
export async function unzip(archive: Buffer): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  await new Promise<void>((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', entry => {
        zip.openReadStream(entry, (fault, stream) => {
          if (fault) return reject(fault);
          buffer(stream).then(bytes => {
            files[entry.fileName] = bytes;
            zip.readEntry();
          }, reject);
        });
      });
      zip.readEntry();
    });
  });
  return files;
}
