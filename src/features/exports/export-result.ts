import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Context } from '../../engine/context';
import { DateTime } from '../../engine/date-time';
import { registerJobResult } from '../../engine/jobs/job-result';
import { encodeCursor } from '../../engine/pagination/cursor';
import { FEED } from '../content/content-change';
import { demandExport, findExportFile, linkTo } from './export-files';

/** The finished file of an export. */
@ObjectType({ description: 'The finished file of an export.', simpleResolvers: true })
export class ExportFile {
  @Field(() => String, {
    description:
      'Where the file can be fetched, by whoever has this address, until `expiresAt`. Ask for the job again for a new one.',
  })
  url!: string;

  @Field(() => DateTime, { description: 'Until when the address works.' })
  expiresAt!: Date;

  @Field(() => DateTime, { description: 'When the file is deleted.' })
  keptUntil!: Date;

  @Field(() => String, { description: 'A name for the file.' })
  filename!: string;

  @Field(() => String, { description: 'The media type of the file.' })
  contentType!: string;

  @Field(() => GraphQLSafeInt, { description: 'The size of the file in bytes.' })
  bytes!: number;

  @Field(() => GraphQLSafeInt, { description: 'How many rows or items the file holds, without headers.' })
  rows!: number;

  @Field(() => String, { description: 'The SHA-256 of the file, in hex.' })
  sha256!: string;
}

/** The result of an `exports.export-content` or `exports.export-query` job. */
@ObjectType({ description: 'What an export has made.', simpleResolvers: true })
export class ExportResult {
  /** Of the row in `export_files`. */
  fileId!: string;

  /** The number of the newest event when reading began. */
  upTo!: number;

  @Field(() => Boolean, {
    description:
      'Whether all rows were read from one consistent snapshot. False for an export that took too long for that, or whose worker was lost meanwhile: then each row is as it was when it was read.',
  })
  snapshot!: boolean;

  @Field(() => Int, { description: 'With `since`: how many documents are told to be gone; 0 otherwise.' })
  deleted!: number;
}

for (const kind of ['exports.export-content', 'exports.export-query']) registerJobResult(kind, ExportResult);

/** The file of a result with an address that works; null once it has expired. Throws FORBIDDEN for whoever may not have it. */
export async function fileOf(ctx: Context, { fileId }: ExportResult): Promise<ExportFile | null> {
  const file = await findExportFile(ctx.db, fileId);
  if (!file) return null;
  await demandExport(ctx, file);
  return Object.assign(new ExportFile(), file, linkTo(ctx, file));
}

/** What to give as `since` next time. */
export function sinceAfter({ upTo }: ExportResult): string {
  return encodeCursor(FEED, [String(upTo)]);
}
