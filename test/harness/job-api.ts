import { type ExecutionResult, execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql';
import type { Viewer } from '../../src/engine/access/viewer';
import type { Context } from '../../src/engine/context';
import type { JobDefinition } from '../../src/engine/jobs/define-job';
import type { Database } from '../../src/platform/database/database';
import { buildApiSchema } from '../../src/server/schema';
import { createTestDatabase } from './database';
import { createTestJobs, type NumberedPayload, type TestJobs, testContext } from './jobs';

export const viewer = (id: string, ...permissions: string[]): Viewer => ({
  kind: 'token',
  id,
  permissions: new Set(permissions),
});
export const OWNER = viewer('owner');
export const STRANGER = viewer('stranger');
export const READER = viewer('reader', 'jobs.read');
export const MANAGER = viewer('manager', 'jobs.read', 'jobs.manage');

/** The API's schema over a job engine, without a server between them. */
export interface JobApi {
  db: Database;
  jobs: TestJobs;
  contextOf(who: Viewer, options?: { jobs?: TestJobs; db?: Database }): Context;
  /** Runs an operation, which must be valid, and gives its answer as plain data. */
  ask(
    who: Viewer,
    source: string,
    variables?: object,
    context?: Context,
  ): Promise<ExecutionResult<Record<string, any>>>;
  /** What it answers; there must be no errors. */
  dataOf(who: Viewer, source: string, variables?: object): Promise<Record<string, any>>;
  /** The code of its first error. */
  codeOf(who: Viewer, source: string, variables?: object): Promise<string | undefined>;
  /** Begins a subscription: its events, or why there are none. */
  subscribeTo(
    who: Viewer,
    source: string,
    variables?: object,
    jobs?: TestJobs,
  ): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult>;
}

/** The job API for one test file: one database and schema, and for each test an engine of its own and no jobs, unless `keep`. */
export function jobApi(kinds: JobDefinition<NumberedPayload>[], { keep = false }: { keep?: boolean } = {}): JobApi {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let schema: GraphQLSchema;
  let jobs: TestJobs;
  const begin = () => {
    jobs = createTestJobs(database.db, kinds);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    schema = await buildApiSchema();
    if (keep) begin();
  });
  if (!keep) {
    beforeEach(begin);
    afterEach(async () => {
      await jobs.close();
      await database.db.run('DELETE FROM jobs');
    });
  }
  afterAll(async () => {
    if (keep) await jobs.close();
    await database.drop();
  });

  const valid = (source: string) => {
    const document = parse(source);
    expect(validate(schema, document)).toEqual([]);
    return document;
  };
  const contextOf: JobApi['contextOf'] = (who, options = {}) =>
    testContext(options.db ?? database.db, (options.jobs ?? jobs).engine.client, who);
  const run = async (who: Viewer, source: string, variables: object = {}, contextValue = contextOf(who)) =>
    execute({ schema, document: valid(source), contextValue, variableValues: { ...variables } });

  return {
    get db() {
      return database.db;
    },
    get jobs() {
      return jobs;
    },
    contextOf,
    // GraphQL's objects have no prototype; a copy compares as plain data.
    ask: async (...asked) => JSON.parse(JSON.stringify(await run(...asked))),
    async dataOf(...asked) {
      const { data, errors } = await run(...asked);
      expect(errors).toBeUndefined();
      return JSON.parse(JSON.stringify(data));
    },
    codeOf: async (...asked) => codeOfFirst(await run(...asked)),
    subscribeTo: async (who, source, variables = {}, from = jobs) =>
      (await subscribe({
        schema,
        document: valid(source),
        contextValue: contextOf(who, { jobs: from }),
        variableValues: { ...variables },
      })) as AsyncGenerator<ExecutionResult> | ExecutionResult,
  };
}

/** The code of the first error of an answer. */
export function codeOfFirst({ errors }: ExecutionResult): string | undefined {
  return (errors?.[0]?.originalError as { code?: string } | undefined)?.code;
}
