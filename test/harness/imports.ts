import type { GraphqlAnswer, TestApi } from './api';

/** What `planImport` takes besides the file. */
export interface PlanInput {
  format?: string;
  type?: string;
  mapping?: { column: string; field: string | null }[];
  options?: { attachments?: boolean; publish?: boolean };
}

/** An import as the tests look at it. */
export interface SeenImport {
  id: string;
  state: string;
  format: string;
  columns: { name: string; samples: string[]; suggestedField: string | null }[] | null;
  plan: {
    counts: { kind: string; create: number; update: number; leave: number; reject: number }[];
    sample: { line: number; kind: string; outcome: string; slug: string; values: Record<string, unknown> }[];
    stale: boolean;
    rejectedRowsUrl: string | null;
  } | null;
  tally: Counts[] | null;
  undoTally: Counts[] | null;
  rejectedRowsUrl: string | null;
  rows: {
    totalCount: number;
    nodes: { line: number; kind: string; outcome: string; code: string | null; reason: string | null }[];
  };
  planJob: SeenJob | null;
  applyJob: SeenJob | null;
  undoJob: SeenJob | null;
}

interface SeenJob {
  state: string;
  error: { code: string; message: string } | null;
}

interface Counts {
  kind: string;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  rejected: number;
}

const PLAN = `mutation ($input: PlanImportInput!) { planImport(input: $input) {
  import { id } job { id } userErrors { code message path } } }`;
const COUNTS = 'kind created updated unchanged skipped rejected';
const JOB = 'state error { code message }';
const LOOK = `query ($id: ID!, $outcomes: [ImportOutcome!]) { import(id: $id) {
  id state format columns { name samples suggestedField }
  plan { counts { kind create update leave reject } sample { line kind outcome slug values } stale rejectedRowsUrl }
  tally { ${COUNTS} } undoTally { ${COUNTS} } rejectedRowsUrl
  rows(first: 100, outcomes: $outcomes) { totalCount nodes { line kind outcome code reason } }
  planJob { ${JOB} } applyJob { ${JOB} } undoJob { ${JOB} } } }`;

type Step = {
  import: { id: string } | null;
  job: { id: string } | null;
  userErrors: { code: string; message: string }[];
};

/** Sends a file to `planImport`. */
export async function sendPlan(
  api: TestApi,
  file: string | Buffer,
  filename: string,
  input: PlanInput = {},
): Promise<Step> {
  const form = new FormData();
  form.append('operations', JSON.stringify({ query: PLAN, variables: { input: { ...input, file: null } } }));
  form.append('map', JSON.stringify({ 0: ['variables.input.file'] }));
  form.append('0', new Blob([new Uint8Array(Buffer.from(file))]), filename);
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.adminToken}`, 'apollo-require-preflight': 'true' },
    body: form,
  });
  const answer = (await response.json()) as GraphqlAnswer<{ planImport: Step }>;
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.planImport;
}

/** Plans a file and waits; gives the import. */
export async function planFile(
  api: TestApi,
  file: string | Buffer,
  filename: string,
  input: PlanInput = {},
): Promise<SeenImport> {
  const step = await sendPlan(api, file, filename, input);
  if (!step.job || !step.import) throw new Error(JSON.stringify(step.userErrors));
  await api.settled(step.job.id);
  return look(api, step.import.id);
}

/** An import by its id. */
export async function look(api: TestApi, id: string, outcomes?: string[]): Promise<SeenImport> {
  const { data, errors } = await api.query<{ import: SeenImport }>(LOOK, { id, outcomes });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.import;
}

/** Does a step and waits; gives the import. */
export async function step(
  api: TestApi,
  name: 'applyImport' | 'undoImport',
  importId: string,
  input: { evenIfStale?: boolean } = {},
): Promise<SeenImport> {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await api.query<Record<string, Step>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { import { id } job { id } userErrors { code message path } } }`,
    { input: { importId, ...input } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { job, userErrors } = data[name];
  if (!job) throw Object.assign(new Error(userErrors[0].message), { code: userErrors[0].code });
  await api.settled(job.id);
  return look(api, importId);
}
