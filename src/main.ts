import 'reflect-metadata';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { reportFault } from './cli/report-fault';

/*
 * At a process's start nearly everything that requests make survives the small collections of a heap that is still small. V8 concludes that
 * such objects live long and allocates them among the old ones from then on, where they and all they hold wait for a full collection:
 * a fifth of a server's time.
 */
setFlagsFromString('--no-allocation-site-pretenuring');

/** argv -> role; each role is a file in `cli/`. */
const ROLES: Record<string, string> = {
  start: 'everything at once, for one machine: private database and Redis, API and worker',
  serve: 'the API: HTTP, GraphQL and WebSockets',
  work: 'a worker: runs jobs',
  migrate: "bring the database's tables up to date",
  seed: 'make the rows that every site has',
  'create-admin': 'make an administrator who may sign in: keelson create-admin <email> [--name <name>]',
  persist: 'make the documents of a frontend known to the server: keelson persist <manifest>',
  reindex: 'make everything findable anew, from the rows of all documents; beside a running site',
  import: 'take in the content of a file, and watch it arrive: keelson import <file>',
  export: 'give out content as a file, and watch it being made: keelson export <type>',
  'emit-schema': 'write schema/schema.graphql (--check: fail when it is stale)',
  'docs-settings': "write the README's table of settings (--check: fail when it is stale)",
  'generate-migration': 'write a migration for what the entities have gained: keelson generate-migration <verb-phrase>',
  'check-migrations': 'fail when the entities ask for tables that no migration makes',
};

async function main([role = 'help', ...argv]: string[]): Promise<void> {
  if (['help', '--help', '-h'].includes(role)) return printHelp();
  if (!Object.hasOwn(ROLES, role)) {
    process.stderr.write(`\n  keelson: there is no command "${role}".\n`);
    printHelp();
    process.exitCode = 2;
    return;
  }
  const { run } = require(join(__dirname, 'cli', role)) as {
    run(argv: string[], env: NodeJS.ProcessEnv): Promise<void>;
  };
  await run(argv, process.env);
}

function printHelp(): void {
  const width = Math.max(...Object.keys(ROLES).map(name => name.length));
  const lines = Object.entries(ROLES).map(([name, purpose]) => `    ${name.padEnd(width)}  ${purpose}`);
  process.stdout.write(`\n  keelson <command>\n\n${lines.join('\n')}\n\n`);
}

main(process.argv.slice(2)).catch(error => {
  reportFault(error);
  process.exitCode = 1;
});
