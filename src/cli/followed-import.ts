import { follow, query } from './api-client';
import type { ServerAddress } from './find-server';

/** A job of `importContent`, as much of it as the terminal shows. */
export interface ImportJob {
  id: string;
  kind: string;
  state: 'SCHEDULED' | 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED';
  attempt: number;
  progress: {
    stage: string | null;
    completed: number;
    total: number | null;
    unit: string | null;
    fraction: number | null;
    ratePerSecond: number | null;
    etaSeconds: number | null;
    message: string | null;
  } | null;
  error: { code: string; message: string } | null;
  result: { counts?: ImportCount[] } | null;
}

export interface ImportCount {
  kind: string;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  rejected: number;
}

export interface ImportWarning {
  severity: 'NOTICE' | 'WARNING' | 'REJECTED' | 'SKIPPED';
  line: number | null;
  subject: string | null;
  code: string;
  message: string;
}

const JOB_FIELDS = `
  id kind state attempt
  progress { stage completed total unit fraction ratePerSecond etaSeconds message }
  error { code message }
  result { ... on ImportResult { counts { kind created updated unchanged skipped rejected } } }`;
const WARNING_FIELDS = 'severity line subject code message';
const SEVERITIES = ['REJECTED', 'WARNING', 'SKIPPED', 'NOTICE'] as const;

/** Every state of the job, from now to its end. */
export function followImport(server: ServerAddress, id: string, signal: AbortSignal): AsyncGenerator<ImportJob> {
  return follow<ImportJob>(server, {
    subscription: `subscription ($id: ID!) { jobProgress(id: $id) { ${JOB_FIELDS} } }`,
    variables: { id },
    lookUp: async () => {
      const document = `query ($id: ID!) { job(id: $id) { ${JOB_FIELDS} } }`;
      return (await query<{ job: ImportJob }>(server, document, { id }, signal)).job;
    },
    isLast: isSettled,
    signal,
  });
}

export function isSettled({ state }: ImportJob): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELED';
}

/** How many warnings there are of each weight, and the first of the heaviest. */
export async function firstWarnings(server: ServerAddress, id: string, limit: number) {
  const fields = SEVERITIES.map(
    severity =>
      `${severity}: warnings(first: ${limit}, severity: ${severity}) { totalCount nodes { ${WARNING_FIELDS} } }`,
  );
  const document = `query ($id: ID!) { job(id: $id) { ${fields.join(' ')} } }`;
  type Found = Record<(typeof SEVERITIES)[number], { totalCount: number; nodes: ImportWarning[] }>;
  const { job } = await query<{ job: Found }>(server, document, { id });
  return {
    totals: SEVERITIES.map(severity => ({ severity, total: job[severity].totalCount })),
    first: [...job.REJECTED.nodes, ...job.WARNING.nodes].slice(0, limit),
  };
}

/** All warnings, in the order in which they were met. */
export async function allWarnings(server: ServerAddress, id: string): Promise<ImportWarning[]> {
  const document = `query ($id: ID!, $after: String) {
    job(id: $id) { warnings(first: 100, after: $after) { nodes { ${WARNING_FIELDS} } pageInfo { hasNextPage endCursor } } }
  }`;
  type Page = {
    job: { warnings: { nodes: ImportWarning[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } };
  };
  const found: ImportWarning[] = [];
  for (let after: string | null = null; ; ) {
    const { warnings }: Page['job'] = (await query<Page>(server, document, { id, after })).job;
    found.push(...warnings.nodes);
    if (!warnings.pageInfo.hasNextPage) return found;
    after = warnings.pageInfo.endCursor;
  }
}

/** Asks for the job to be stopped; a running one stops at its next checkpoint. */
export async function cancelImport(
  server: ServerAddress,
  id: string,
): Promise<{ state: string | null; message: string | null }> {
  const document = 'mutation ($id: ID!) { cancelJob(input: { id: $id }) { job { state } userErrors { message } } }';
  type Answer = { cancelJob: { job: { state: string } | null; userErrors: { message: string }[] } };
  const { cancelJob } = await query<Answer>(server, document, { id });
  return { state: cancelJob.job?.state ?? null, message: cancelJob.userErrors[0]?.message ?? null };
}
