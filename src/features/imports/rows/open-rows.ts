import { type ContentTypeDefinition, contentTypes } from '../../../engine/content/content-type';
import { validationFailed } from '../../../errors';
import { decodeText } from '../../../platform/formats/decode-text';
import { readDelimited, readJsonLines, type TableRow, type TableStream } from '../../../platform/formats/table-rows';
import { detectEncoding } from '../detect-encoding';
import type { ImportColumn, ImportSource, SourceFile, SourceStep } from '../import-source';
import { findNamed } from './find-named';
import { suggestField, targetsOf } from './row-fields';
import { type RowMapping, rowStep, wantedNames } from './row-document';

type ReadTable = (text: AsyncIterable<string>) => Promise<TableStream>;

const SAMPLED_ROWS = 200;
const SAMPLES = 3;
const SAMPLE_CHARACTERS = 100;
/** Rows whose references are looked up together. */
const CHUNK = 100;

/** Opens a table of delimited text. */
export async function openCsv(file: SourceFile): Promise<ImportSource> {
  return openRows(file, readDelimited, await detectEncoding(file));
}

/** Opens JSON Lines. */
export async function openJsonLines(file: SourceFile): Promise<ImportSource> {
  return openRows(file, readJsonLines, null);
}

async function openRows(file: SourceFile, read: ReadTable, encoding: string | null): Promise<ImportSource> {
  const definition = definitionNamed(file.settings.type);
  const open = async () => read(decodeText(await file.open(), { encoding }));
  const table = await open();
  const samples = new Map(table.columns.map(column => [column, [] as string[]]));
  let total = 0;
  for await (const { values } of file.job.each(table.rows)) {
    if (total++ < SAMPLED_ROWS && values) sample(samples, values);
  }
  const columns = table.columns.map(
    (name): ImportColumn => ({
      name,
      samples: samples.get(name) ?? [],
      suggestedField: suggestField(definition, name),
    }),
  );
  const mapping = mappingOf(definition, columns, file.settings.mapping);
  return {
    summary: `${total} rows`,
    columns,
    stages: [
      {
        name: 'rows',
        label: 'Rows',
        total,
        steps: from => rowSteps(file, open, { definition, fields: mapping, publish: file.settings.publish }, from),
      },
    ],
  };
}

function definitionNamed(type: string | null): ContentTypeDefinition {
  const definition = contentTypes().find(({ name }) => name === type);
  if (!definition) throw validationFailed('Say which content type the rows become.', ['input', 'type']);
  return definition;
}

/** What the caller says, and for the rest what the names say; a field is filled from one column. */
function mappingOf(
  definition: ContentTypeDefinition,
  columns: readonly ImportColumn[],
  given: Readonly<Record<string, string | null>> | null,
): Map<string, string> {
  const targets = new Set(targetsOf(definition));
  const fields = new Map<string, string>();
  for (const [column, field] of Object.entries(given ?? {})) {
    if (!columns.some(({ name }) => name === column))
      throw validationFailed(`The file has no column "${column.slice(0, 60)}".`, ['input', 'mapping']);
    if (field !== null && !targets.has(field))
      throw validationFailed(`${definition.name} has no field "${field.slice(0, 60)}".`, ['input', 'mapping']);
    if (field !== null) fields.set(field, column);
  }
  for (const { name, suggestedField } of columns) {
    const isOpen = suggestedField !== null && !fields.has(suggestedField) && !Object.hasOwn(given ?? {}, name);
    if (isOpen) fields.set(suggestedField, name);
  }
  return fields;
}

function sample(samples: ReadonlyMap<string, string[]>, values: ReadonlyMap<string, unknown>): void {
  for (const [column, value] of values) {
    const found = samples.get(column);
    if (!found || found.length >= SAMPLES || value === null || value === undefined || value === '') continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    found.push([...text.slice(0, SAMPLE_CHARACTERS)].join(''));
  }
}

async function* rowSteps(
  file: SourceFile,
  open: () => Promise<TableStream>,
  mapping: RowMapping,
  from: number,
): AsyncGenerator<SourceStep> {
  const occurrences = new Map<string, number>();
  let index = 0;
  let pending: TableRow[] = [];
  const flush = async function* () {
    const found = await findNamed(file.job.db, wantedNames(mapping, pending));
    for (const row of pending) yield rowStep(mapping, row, found, occurrences);
    pending = [];
  };
  for await (const row of (await open()).rows) {
    if (index++ < from) {
      // It counts how often a row comes up.
      rowStep(mapping, row, new Map(), occurrences);
      continue;
    }
    pending.push(row);
    if (pending.length === CHUNK) yield* flush();
  }
  yield* flush();
}
