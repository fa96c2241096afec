import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { buildSchema, type GraphQLObjectType, type GraphQLScalarType } from 'graphql';
import { type FileUpload, GraphQLUpload } from '../../src/engine/uploads/upload-scalar';
import type { ImportCount, ImportJob, ImportWarning } from '../../src/cli/followed-import';
import { startHttpServer } from './http-server';

/** The real server around the real schema, with an import that does what the test says. */
export interface ImportServer {
  url: string;
  /** What was uploaded, byte by byte. */
  files: Buffer[];
  /** What each subscription gives before it ends; the last entry serves all that follow. */
  subscriptions: ImportJob[][];
  /** What `job` answers. */
  current: ImportJob;
  warnings: ImportWarning[];
  refusal: string | null;
  /** Keeps every subscription open after its last state. */
  endless: boolean;
  close(): Promise<void>;
}

export const JOB_ID = '01KAY3S6W8QJ2V0M4T7N5R9PXC';

const PLAN_ID = '01KAY3S6W8QJ2V0M4T7N5R9PXP';
/** An import whose plan is known. */
export const planned = {
  id: '01KAY3S6W8QJ2V0M4T7N5R9PXM',
  format: 'WXR',
  columns: null,
  plan: {
    counts: [{ kind: 'Article', create: 219, update: 0, leave: 12, reject: 1 }],
    stale: false,
    rejectedRowsUrl: null,
  },
};

/** A job in this state. */
export function importJob(state: ImportJob['state'], rest: Partial<ImportJob> = {}): ImportJob {
  return {
    id: JOB_ID,
    kind: 'imports.import-content',
    state,
    attempt: 1,
    progress: null,
    error: null,
    result: null,
    ...rest,
  };
}

/** A running job that is this far. */
export function runningJob(completed: number, total: number): ImportJob {
  const progress = {
    stage: 'articles',
    completed,
    total,
    unit: 'items',
    fraction: completed / total,
    ratePerSecond: 88,
    etaSeconds: 4,
    message: 'Dead reckoning',
  };
  return importJob('RUNNING', { progress });
}

/** A job that has succeeded with these numbers. */
export function succeededJob(counts: ImportCount[]): ImportJob {
  return importJob('SUCCEEDED', { result: { counts } });
}

export async function startImportServer(): Promise<ImportServer> {
  const schema = buildSchema(readFileSync(join(__dirname, '../../schema/schema.graphql'), 'utf8'));
  const field = (type: string, name: string) => (schema.getType(type) as GraphQLObjectType).getFields()[name];
  (schema.getType('Upload') as GraphQLScalarType).parseValue = GraphQLUpload.parseValue;
  (schema.getType('ImportResult') as GraphQLObjectType).isTypeOf = () => true;
  const server: ImportServer = {
    url: '',
    files: [],
    subscriptions: [[importJob('SUCCEEDED')]],
    current: importJob('QUEUED'),
    warnings: [],
    refusal: null,
    endless: false,
    close: async () => {},
  };
  field('Mutation', 'importContent').resolve = async (_root, { input }: { input: { upload: Promise<FileUpload> } }) => {
    server.files.push(await buffer((await input.upload).createReadStream()));
    if (server.refusal === null) return { job: importJob('QUEUED'), userErrors: [] };
    return { job: null, userErrors: [{ code: 'INVALID_FILE', message: server.refusal, path: ['input', 'upload'] }] };
  };
  field('Mutation', 'planImport').resolve = async (_root, { input }: { input: { file: Promise<FileUpload> } }) => {
    server.files.push(await buffer((await input.file).createReadStream()));
    if (server.refusal === null)
      return { import: planned, job: { ...importJob('QUEUED'), id: PLAN_ID }, userErrors: [] };
    const userErrors = [{ code: 'INVALID_FILE', message: server.refusal, path: ['input', 'file'] }];
    return { import: null, job: null, userErrors };
  };
  field('Query', 'import').resolve = () => planned;
  field('Mutation', 'applyImport').resolve = () => ({ import: planned, job: importJob('QUEUED'), userErrors: [] });
  field('Mutation', 'undoImport').resolve = () => ({ import: planned, job: importJob('QUEUED'), userErrors: [] });
  field('Query', 'job').resolve = () => server.current;
  field('Job', 'warnings').resolve = (_job, { severity }: { severity?: string }) => {
    const nodes = server.warnings.filter(warning => severity === undefined || warning.severity === severity);
    return { nodes, totalCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null } };
  };
  field('Subscription', 'jobProgress').subscribe = async function* (_root: unknown, { id }: { id: string }) {
    if (id === PLAN_ID) {
      yield { jobProgress: { ...importJob('SUCCEEDED'), id } };
      return;
    }
    const [states, ...rest] = server.subscriptions;
    if (rest.length > 0) server.subscriptions = rest;
    for (const jobProgress of states) yield { jobProgress };
    if (server.endless) await new Promise(() => {});
  };
  const running = await startHttpServer(schema);
  server.url = running.url;
  server.close = () => running.close(100);
  return server;
}
