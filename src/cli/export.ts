import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import pc from 'picocolors';
import type { Environment } from '../config/load-config';
import { ApiError, NoAnswer } from './api-client';
import { downloadFile, type Target, targetOf } from './download-file';
import { type ExportArguments, readExportArguments } from './export-arguments';
import { findServer, type ServerAddress } from './find-server';
import { askForExport, type ExportJob, followExport } from './followed-export';
import { createProgressDisplay } from './progress-bar';
import { reportFault } from './report-fault';
import { StartFault } from './start-fault';
import { bytes, count, plural, printable } from './terminal-text';

const SUCCESS = 0;
const FAILURE = 1;
const INTERRUPTED = 130;

/** `export`: asks for an export through the API, shows the job's progress, and fetches the file. */
export async function run(argv: string[], env: Environment): Promise<void> {
  process.exitCode = await exportFile(argv, env);
}

/** Resolves with the exit status. */
async function exportFile(argv: string[], env: Environment): Promise<number> {
  const options = readExportArguments(argv, env);
  if (typeof options === 'number') return options;
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    // npm runs scripts in the clone's directory; the path was typed somewhere else.
    const directory = env.INIT_CWD || process.cwd();
    const server = findServer(env, directory, options.url);
    const id = options.job ?? (await askForExport(server, options, await queryOf(options, directory)));
    return await fetchResult(server, id, options, directory, interruption.signal);
  } catch (error) {
    if (interruption.signal.aborted) return INTERRUPTED;
    const known = error instanceof ApiError || error instanceof NoAnswer;
    reportFault(known ? new StartFault(printable(error.message), error) : error);
    return FAILURE;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

async function queryOf({ query }: ExportArguments, directory: string): Promise<string | null> {
  if (query === undefined) return null;
  const path = resolve(directory, query);
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartFault(`"${path}" can't be read (${error.code}).`, error);
  });
}

async function fetchResult(
  server: ServerAddress,
  id: string,
  options: ExportArguments,
  directory: string,
  signal: AbortSignal,
): Promise<number> {
  // With --json and with --out - the standard output belongs to what was asked for.
  const stream = options.json || options.out === '-' ? process.stderr : process.stdout;
  const display = createProgressDisplay(stream);
  let job: ExportJob | null = null;
  try {
    for await (job of followExport(server, id, signal)) display.update(progressOf(job));
    if (signal.aborted || job === null) {
      display.finish();
      stream.write(
        `\n  Detached. The export goes on as job ${id}.\n  Fetch its file:  ${options.program} export --job ${id}\n`,
      );
      return INTERRUPTED;
    }
    if (job.state === 'CANCELED') throw new StartFault('The export was canceled.');
    if (job.state === 'FAILED') {
      throw new StartFault(`The export failed: ${printable(job.error?.message ?? 'no reason was given.')}`);
    }
    const file = job.result?.file;
    if (!file) throw new StartFault(`Job ${id} has no file, or its file has expired.`);
    const target = targetOf(options.out, directory, file.filename);
    const onReceived = (received: number) =>
      display.update({
        stage: 'Fetching',
        fraction: received / file.bytes,
        amount: `${bytes(received)} of ${bytes(file.bytes)}`,
      });
    await downloadFile(server, file, target, { onReceived, signal });
    display.finish(doneLine(stream, `${plural(file.rows, 'row')}, ${bytes(file.bytes)}, SHA-256 checked`));
    if (options.json) report(job, target);
    else explain(stream, job, target, options);
    return SUCCESS;
  } catch (error) {
    display.finish();
    throw error;
  }
}

function report({ id, state, result }: ExportJob, target: Target): void {
  process.stdout.write(`${JSON.stringify({ job: { id, state }, result, path: target }, null, 2)}\n`);
}

function explain(
  stream: NodeJS.WriteStream,
  { result }: ExportJob,
  target: Target,
  { program, type }: ExportArguments,
): void {
  if (target !== null) stream.write(`  ${target}\n`);
  if (result?.deleted)
    stream.write(`  ${plural(result.deleted, 'document')} no longer there: the column \`deleted\` says which.\n`);
  if (result && !result.snapshot) {
    stream.write('  Not from one snapshot: each row is as it was when it was read.\n');
  }
  if (result && type !== undefined) {
    stream.write(`  Next time, only what has changed:  ${program} export ${type} --since ${result.nextSince}\n`);
  }
}

function progressOf({ state, progress, attempt }: ExportJob) {
  if (state === 'QUEUED' || state === 'SCHEDULED') {
    return { stage: 'Waiting', fraction: null, amount: attempt > 0 ? 'for the next attempt' : 'for a worker' };
  }
  if (progress === null) return { stage: 'Starting', fraction: null, amount: '' };
  const { completed, total, unit } = progress;
  const amount = `${count(completed)}${total === null ? '' : ` of ${count(total)}`} ${printable(unit ?? '')}`.trim();
  return { ...progress, stage: progress.stage ?? 'Exporting', amount };
}

function doneLine(stream: NodeJS.WriteStream, text: string): string {
  const colors = pc.createColors(Boolean(stream.isTTY) && pc.isColorSupported);
  return stream.isTTY ? `  ${colors.green('✓')} ${text}` : text;
}
