import { follow, query } from './api-client';
import type { ServerAddress } from './find-server';
import {
  AllWarningsDocument,
  CancelImportDocument,
  FirstWarningsDocument,
  FollowImportDocument,
  type ImportJobFieldsFragment,
  type ImportWarningFieldsFragment,
  LookUpImportDocument,
} from './generated/graphql';

/** A job of `importContent`, as much of it as the terminal shows. */
export type ImportJob = ImportJobFieldsFragment;
export type ImportCount = NonNullable<ImportJob['result']>['counts'][number];
export type ImportWarning = ImportWarningFieldsFragment;

const SEVERITIES = ['REJECTED', 'WARNING', 'SKIPPED', 'NOTICE'] as const;

/** Every state of the job, from now to its end. */
export function followImport(server: ServerAddress, id: string, signal: AbortSignal): AsyncGenerator<ImportJob> {
  return follow(server, {
    subscription: FollowImportDocument,
    variables: { id },
    stateOf: ({ jobProgress }) => jobProgress,
    lookUp: async () => (await query(server, LookUpImportDocument, { id }, signal)).job,
    isLast: isSettled,
    signal,
  });
}

export function isSettled({ state }: ImportJob): boolean {
  return state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELED';
}

/** How many warnings there are of each weight, and the first of the heaviest. */
export async function firstWarnings(server: ServerAddress, id: string, limit: number) {
  const { job } = await query(server, FirstWarningsDocument, { id, limit });
  return {
    totals: SEVERITIES.map(severity => ({ severity, total: job[severity].totalCount })),
    first: [...job.REJECTED.nodes, ...job.WARNING.nodes].slice(0, limit),
  };
}

/** All warnings, in the order in which they were met. */
export async function allWarnings(server: ServerAddress, id: string): Promise<ImportWarning[]> {
  const found: ImportWarning[] = [];
  for (let after: string | null = null; ; ) {
    const page: ImportWarningPage = (await query(server, AllWarningsDocument, { id, after })).job.warnings;
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

interface ImportWarningPage {
  nodes: ImportWarning[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Asks for the job to be stopped; a running one stops at its next checkpoint. */
export async function cancelImport(
  server: ServerAddress,
  id: string,
): Promise<{ state: string | null; message: string | null }> {
  const { cancelJob } = await query(server, CancelImportDocument, { id });
  return { state: cancelJob.job?.state ?? null, message: cancelJob.userErrors[0]?.message ?? null };
}
