import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { cloneDirectory } from '../config/clone-directory';
import { buildApiSchema } from '../server/schema';

const FILE = join(cloneDirectory(), 'schema', 'schema.graphql');

/** `emit-schema`: writes the API's contract to schema/schema.graphql; `--check` fails when the file is stale. */
export async function run(argv: string[]): Promise<void> {
  const schema = `${printSchema(lexicographicSortSchema(await buildApiSchema()))}\n`;
  if (!argv.includes('--check')) return writeFileSync(FILE, schema);
  if (readFileSync(FILE, 'utf8') !== schema)
    throw new Error('schema/schema.graphql is stale: run "npm run schema" and review the difference.');
}
