import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { registerJobResult } from '../../engine/jobs/job-result';
import type { Tally } from './import-tally';

/** The formats that content can be taken in from. */
export enum ImportFormat {
  WXR = 'WXR',
  FEED = 'FEED',
  GHOST = 'GHOST',
  CSV = 'CSV',
  JSON_LINES = 'JSON_LINES',
  MARKDOWN = 'MARKDOWN',
}

registerEnumType(ImportFormat, {
  name: 'ImportFormat',
  description: 'The formats that content can be taken in from.',
  valuesConfig: {
    WXR: { description: 'A WordPress export (WXR 1.0 to 1.2), plain or gzip.' },
    FEED: { description: 'A feed: RSS, Atom, RDF or JSON Feed, plain or gzip. Its entries become articles.' },
    GHOST: { description: 'A Ghost export, or an answer of its content API, as JSON, plain or gzip.' },
    CSV: { description: 'A table, separated by commas, semicolons, tabs or bars; its first line names the columns.' },
    JSON_LINES: { description: 'One JSON object in each line; what they name is what a table has as columns.' },
    MARKDOWN: { description: 'Markdown with front matter: one file, or a ZIP or tar.gz archive of many.' },
  },
});

@ObjectType({ description: 'What became of the records of one kind.', simpleResolvers: true })
export class ImportCount {
  @Field(() => String, {
    description: 'A content type of this server, or what the source calls a kind that has no home here.',
  })
  kind!: string;

  @Field(() => Int, { description: 'New documents.' })
  created!: number;

  @Field(() => Int, { description: 'Documents that had changed in the source since the last import.' })
  updated!: number;

  @Field(() => Int, { description: 'Documents that were here already, just so.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Records that have no home here or were in the trash.' })
  skipped!: number;

  @Field(() => Int, { description: 'Records that could not be taken in; the warnings say why.' })
  rejected!: number;
}

/** The result of an `imports.import-content` job. */
@ObjectType({ description: 'What an import has done.', simpleResolvers: true })
export class ImportResult {
  @Field(() => [ImportCount], { description: 'The numbers by kind of record.' })
  counts!: ImportCount[];
}

for (const kind of ['import-content', 'plan-import', 'undo-import']) registerJobResult(`imports.${kind}`, ImportResult);

/** The tally as the API shows it: content types first, then what was skipped. */
export function importResult(tally: Tally): ImportResult {
  const isContent = ({ created, updated, unchanged, rejected }: ImportCount) =>
    created + updated + unchanged + rejected > 0;
  return { counts: [...tally.filter(isContent), ...tally.filter(counts => !isContent(counts))] };
}
