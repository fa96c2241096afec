import { parseArgs } from 'node:util';
import type { Environment } from '../config/load-config';

const USAGE = `Usage: keelson import <file> [options]

Imports a WordPress export (plain or gzip) into the running server of this clone and shows how it goes.
What was imported before is recognised: the same file again creates nothing.

  --format <name>   the file's format; wxr, the default, is the only one yet
  --no-wait         print the job's id as soon as the file is there
  --json            print the result and all warnings as JSON
  --url <address>   the server, instead of this clone's; also KEELSON_URL, with KEELSON_API_TOKEN
  --job <id>        look at an import that was begun before, instead of a file
  --cancel <id>     stop an import; what it has stored stays

Ctrl-C while the file is being sent imports nothing; afterwards it only ends the looking, and the import goes on.
Exit status: 0 imported, even if some records were rejected; 1 not imported; 2 wrong usage; 130 after Ctrl-C.
`;
const FORMATS = ['wxr'];

/** What `keelson import` was asked for. */
export interface ImportArguments {
  file?: string;
  format: string;
  wait: boolean;
  json: boolean;
  url?: string;
  job?: string;
  cancel?: string;
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
        format: { type: 'string', default: 'wxr' },
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
    const { format, json, url, job, cancel: cancelled } = values;
    const subjects = [...positionals, job, cancelled].filter(subject => subject !== undefined);
    if (subjects.length === 0) return misuse('Name the file to import.');
    if (subjects.length > 1) return misuse('Name one file only.');
    if (!FORMATS.includes(format.toLowerCase())) return misuse(`There is no format "${format}".`);
    return {
      file: positionals[0],
      format: format.toUpperCase(),
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
