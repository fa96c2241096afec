import { parseArgs } from 'node:util';
import type { Environment } from '../config/load-config';

const USAGE = `Usage: keelson export <type> [options]
       keelson export --query <file.graphql> [options]
       keelson export --format wxr|ghost [options]

Gives out content of the running server of this clone as a file, and checks its SHA-256. A type is what the API calls it: Article, or articles.

  --format <name>      csv (the default), jsonl, xlsx, parquet; wxr (WordPress) and ghost give out the whole site
  --out <file>         where to write it; - is the standard output; left out: a file named by the server, here
  --filter <json>      which documents, as the API's filter: '{"tags":{"some":{"slug":{"eq":"news"}}}}'
  --fields <names>     which fields, separated by commas
  --rich-text <form>   markdown (the default), html, text or json
  --locale <tags>      a language, or several, separated by commas
  --drafts             what is being written, too
  --since <cursor>     only what has changed since: the cursor that an export ended with, or a point in time
  --bom                CSV: begin with a byte order mark, for some spreadsheets
  --query <file>       run a GraphQL query over one connection to its end; --variables <json> are its variables
  --json               print the result as JSON
  --job <id>           fetch the file of an export that was begun before
  --url <address>      the server, instead of this clone's; also KEELSON_URL, with KEELSON_API_TOKEN

Ctrl-C only ends the looking; the export goes on.
Exit status: 0 exported; 1 not exported; 2 wrong usage; 130 after Ctrl-C.
`;

const FORMATS = ['csv', 'jsonl', 'xlsx', 'parquet', 'wxr', 'ghost'] as const;
const SITES: readonly string[] = ['wxr', 'ghost'];
const FORMS = ['markdown', 'html', 'text', 'json'] as const;

/** What `keelson export` was asked for. */
export interface ExportArguments {
  type?: string;
  format: Uppercase<(typeof FORMATS)[number]>;
  out?: string;
  filter?: unknown;
  fields?: string[];
  richText: Uppercase<(typeof FORMS)[number]>;
  locale?: string[];
  drafts: boolean;
  since?: string;
  bom: boolean;
  /** The name of the file that holds a query. */
  query?: string;
  variables?: unknown;
  json: boolean;
  job?: string;
  url?: string;
  /** What the person types to run this program. */
  program: string;
}

class Misuse extends Error {}

/** The arguments, or the exit status when there is nothing to do. */
export function readExportArguments(argv: string[], env: Environment): ExportArguments | number {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'csv' },
        out: { type: 'string' },
        filter: { type: 'string' },
        fields: { type: 'string' },
        'rich-text': { type: 'string', default: 'markdown' },
        locale: { type: 'string' },
        drafts: { type: 'boolean', default: false },
        since: { type: 'string' },
        bom: { type: 'boolean', default: false },
        query: { type: 'string' },
        variables: { type: 'string' },
        json: { type: 'boolean', default: false },
        job: { type: 'string' },
        url: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const { out, drafts, since, bom, query, json, job, url } = values;
    const format = oneOf(FORMATS, values.format, 'format');
    const [type, ...further] = positionals;
    const site = SITES.includes(format.toLowerCase());
    const subjects = [type, query, job].filter(subject => subject !== undefined).length + (site ? 1 : 0);
    if (subjects === 0) throw new Misuse('Name the type to export.');
    if (subjects > 1 || further.length > 0) {
      throw new Misuse('Export one thing: a type, a query, or with --format wxr or ghost the whole site.');
    }
    return {
      ...{ type, format, out, drafts, since, bom, query, json, job, url },
      filter: jsonOf(values.filter, '--filter'),
      variables: jsonOf(values.variables, '--variables'),
      fields: listOf(values.fields),
      locale: listOf(values.locale),
      richText: oneOf(FORMS, values['rich-text'], 'form of rich text'),
      program: env.npm_lifecycle_event === 'keelson' ? 'npm run keelson --' : 'keelson',
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message.split('. ')[0]}\n\n${USAGE}`);
    return 2;
  }
}

function oneOf<Name extends string>(names: readonly Name[], given: string, what: string): Uppercase<Name> {
  const found = names.find(name => name === given.toLowerCase());
  if (found === undefined) throw new Misuse(`There is no ${what} "${given}"; there are ${names.join(', ')}.`);
  return found.toUpperCase() as Uppercase<Name>;
}

function listOf(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map(part => part.trim())
    .filter(Boolean);
}

function jsonOf(text: string | undefined, option: string): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Misuse(`${option} is not JSON: ${(error as Error).message}`);
  }
}
