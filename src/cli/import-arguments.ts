import { parseArgs } from 'node:util';
import type { Environment } from '../config/load-config';

const USAGE = `Usage: keelson import <file> [options]

Imports a file into the running server of this clone: says what it would do, does it, and shows how it goes.
What was imported before is recognised: the same file again creates nothing.

  --format <name>   wxr (WordPress), feed (RSS, Atom, RDF, JSON Feed), ghost, csv, json_lines or markdown;
                    found by looking into the file when left out
  --type <name>     the content type that the rows of a table become, e.g. Article
  --map <col=field> where a column of a table goes; "col=" leaves it out; can be given several times
  --attachments     fetch the pictures that the records refer to
  --publish         new rows of a table go live at once
  --plan            only say what it would do
  --undo <id>       take back what an import has done and nobody has touched since
  --no-wait         print the job's id as soon as the file is there; no plan, and WordPress exports only
  --json            print the result and all warnings as JSON
  --url <address>   the server, instead of this clone's; also KEELSON_URL, with KEELSON_API_TOKEN
  --job <id>        look at an import that was begun before, instead of a file
  --cancel <id>     stop an import; what it has stored stays

Ctrl-C while the file is being sent imports nothing; afterwards it only ends the looking, and the import goes on.
Exit status: 0 imported, even if some records were rejected; 1 not imported; 2 wrong usage; 130 after Ctrl-C.
`;
const FORMATS = ['wxr', 'feed', 'ghost', 'csv', 'json_lines', 'markdown'];

/** What `keelson import` was asked for. */
export interface ImportArguments {
  file?: string;
  /** Null: whatever the server finds it to be. */
  format: string | null;
  type: string | null;
  mapping: { column: string; field: string | null }[] | null;
  attachments: boolean;
  publish: boolean;
  /** Only says what it would do. */
  plan: boolean;
  wait: boolean;
  json: boolean;
  url?: string;
  job?: string;
  cancel?: string;
  undo?: string;
  /** What the person types to run this program. */
  program: string;
}

/** The arguments, or the exit status when there is nothing to do. */
export function readImportArguments(argv: string[], env: Environment): ImportArguments | number {
  const misuse = (fault: string) => {
    process.stderr.write(`${fault}\n\n${USAGE}`);
    return 2;
  };
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        type: { type: 'string' },
        map: { type: 'string', multiple: true },
        attachments: { type: 'boolean', default: false },
        publish: { type: 'boolean', default: false },
        plan: { type: 'boolean', default: false },
        undo: { type: 'string' },
        json: { type: 'boolean', default: false },
        'no-wait': { type: 'boolean', default: false },
        url: { type: 'string' },
        job: { type: 'string' },
        cancel: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const { format, json, url, job, undo, map, cancel: cancelled } = values;
    const subjects = [...positionals, job, undo, cancelled].filter(subject => subject !== undefined);
    if (subjects.length === 0) return misuse('Name the file to import.');
    if (subjects.length > 1) return misuse('Name one file only.');
    const wanted = format?.toLowerCase().replaceAll('-', '_');
    if (wanted !== undefined && !FORMATS.includes(wanted)) return misuse(`There is no format "${format}".`);
    const unclear = map?.find(each => !each.includes('='));
    if (unclear !== undefined) return misuse(`"--map ${unclear}" does not say which column goes to which field.`);
    return {
      file: positionals[0],
      format: wanted?.toUpperCase() ?? null,
      type: values.type ?? null,
      mapping: map?.map(readMapping) ?? null,
      attachments: values.attachments,
      publish: values.publish,
      plan: values.plan,
      undo,
      json,
      url,
      job,
      cancel: cancelled,
      wait: !values['no-wait'],
      program: env.npm_lifecycle_event === 'keelson' ? 'npm run keelson --' : 'keelson',
    };
  } catch (error) {
    return misuse((error as Error).message.split('. ')[0]);
  }
}

/** `column=field`; a column's name may hold "=" itself. */
function readMapping(given: string): { column: string; field: string | null } {
  const at = given.lastIndexOf('=');
  return { column: given.slice(0, at), field: given.slice(at + 1) || null };
}
