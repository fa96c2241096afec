import { follow, query } from './api-client';
import type { ExportArguments } from './export-arguments';
import type { ServerAddress } from './find-server';
import {
  ExportContentDocument,
  type ExportJobFieldsFragment,
  ExportQueryDocument,
  FollowExportDocument,
  LookUpExportDocument,
} from './generated/graphql';
import { StartFault } from './start-fault';
import { printable } from './terminal-text';

/** A job of `exportContent` or `exportQuery`, as much of it as the terminal shows. */
export type ExportJob = ExportJobFieldsFragment;
export type ExportedFile = NonNullable<NonNullable<ExportJob['result']>['file']>;

/** Asks for the export, and gives the id of its job; throws a sentence when the server refuses. `text` is the query, where there is one. */
export async function askForExport(
  server: ServerAddress,
  asked: ExportArguments,
  text: string | null,
): Promise<string> {
  const { format } = asked;
  const { job, userErrors } = await (async () => {
    if (text !== null) {
      if (format === 'WXR' || format === 'GHOST')
        throw new StartFault('A query is exported as a table, not as a site.');
      const input = { query: text, variables: asked.variables as never, format };
      return (await query(server, ExportQueryDocument, { input })).exportQuery;
    }
    const { type, filter, fields, richText, locale, drafts, since, bom } = asked;
    const perspective = drafts ? ('DRAFT' as const) : ('PUBLISHED' as const);
    const input = { type, filter: filter as never, fields, format, richText, locale, perspective, since, bom };
    return (await query(server, ExportContentDocument, { input })).exportContent;
  })();
  if (job) return job.id;
  throw new StartFault(printable(userErrors[0]?.message ?? 'The server gave no job and no reason.'));
}

/** Every state of the job, from now to its end. */
export function followExport(server: ServerAddress, id: string, signal: AbortSignal): AsyncGenerator<ExportJob> {
  return follow(server, {
    subscription: FollowExportDocument,
    variables: { id },
    stateOf: ({ jobProgress }) => jobProgress,
    lookUp: async () => (await query(server, LookUpExportDocument, { id }, signal)).job,
    isLast: ({ state }) => state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELED',
    signal,
  });
}
