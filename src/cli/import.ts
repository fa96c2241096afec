import { resolve } from 'node:path';
import pc from 'picocolors';
import type { Environment } from '../config/load-config';
import { ApiError, NoAnswer } from './api-client';
import { findServer, type ServerAddress } from './find-server';
import { ImportFileDocument } from './generated/graphql';
import { allWarnings, cancelImport, firstWarnings, followImport, type ImportJob } from './followed-import';
import { type ImportArguments, readImportArguments } from './import-arguments';
import { countsTable, SHOWN_WARNINGS, warningsList } from './import-summary';
import { applyPlanned, findPlan, planTable, sendPlan, undoApplied } from './planned-import';
import { createProgressDisplay } from './progress-bar';
import { reportFault } from './report-fault';
import { StartFault } from './start-fault';
import { bytes, count, duration, printable } from './terminal-text';
import { findFile, type LocalFile, uploadFile } from './upload-file';

const SUCCESS = 0;
const FAILURE = 1;
const INTERRUPTED = 130;

/** `import`: uploads a file through the API, shows the job's progress, and ends with a summary. */
export async function run(argv: string[], env: Environment): Promise<void> {
  process.exitCode = await importFile(argv, env);
}

/** Resolves with the exit status. */
async function importFile(argv: string[], env: Environment): Promise<number> {
  const options = readImportArguments(argv, env);
  if (typeof options === 'number') return options;
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    // npm runs scripts in the clone's directory; the path was typed somewhere else.
    const directory = env.INIT_CWD || process.cwd();
    const server = findServer(env, directory, options.url);
    if (options.cancel !== undefined) return await cancel(server, options.cancel);
    const path = () => resolve(directory, options.file as string);
    if (options.undo !== undefined) {
      return await watch(server, await undoApplied(server, options.undo), options, interruption.signal);
    }
    if (options.job !== undefined) return await watch(server, options.job, options, interruption.signal);
    if (options.wait) return await planAndApply(server, path(), options, interruption.signal);
    const id = await upload(server, path(), options, interruption.signal);
    process.stdout.write(options.json ? `${JSON.stringify({ job: { id } })}\n` : `${id}\n`);
    return SUCCESS;
  } catch (error) {
    if (interruption.signal.aborted) {
      process.stderr.write('\n  Stopped before the server had confirmed an import.\n');
      return INTERRUPTED;
    }
    const known = error instanceof ApiError || error instanceof NoAnswer;
    reportFault(known ? new StartFault(printable(error.message), error) : error);
    return FAILURE;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** Sends the file, says what importing it would do, and does it unless that was all that was asked for. */
async function planAndApply(
  server: ServerAddress,
  path: string,
  options: ImportArguments,
  signal: AbortSignal,
): Promise<number> {
  const stream = outputOf(options);
  const { importId, jobId } = await sending(path, options, (file, onSent) =>
    sendPlan(server, file, options, { onSent, signal }),
  );
  const display = createProgressDisplay(stream);
  let job: ImportJob | null = null;
  for await (job of followImport(server, jobId, signal)) display.update(progressOf(job));
  display.finish();
  signal.throwIfAborted();
  if (job?.state !== 'SUCCEEDED') return job ? report(server, job, options) : FAILURE;
  const planned = await findPlan(server, importId);
  if (options.plan) {
    process.stdout.write(
      options.json ? `${JSON.stringify(planned, null, 2)}\n` : `\n${planTable(planned, colorsOf(stream))}\n\n`,
    );
    return SUCCESS;
  }
  stream.write(`\n${planTable(planned, colorsOf(stream))}\n\n`);
  const status = await watch(server, await applyPlanned(server, importId), options, signal);
  stream.write(`  Take it back:  ${options.program} import --undo ${importId}\n\n`);
  return status;
}

/** Sends the file and gives the id of the job that takes it in. */
async function upload(
  server: ServerAddress,
  path: string,
  options: ImportArguments,
  signal: AbortSignal,
): Promise<string> {
  const operation = {
    document: ImportFileDocument,
    variables: { format: options.format ?? 'WXR' },
    variable: 'upload',
  };
  const { importContent } = await sending(path, options, (file, onSent) =>
    uploadFile(server, file, operation, { onSent, signal }),
  );
  if (importContent.job !== null) return importContent.job.id;
  throw new StartFault(printable(importContent.userErrors[0]?.message ?? 'The server gave no job and no reason.'));
}

/** Shows how far the file is on its way. */
async function sending<Answer>(
  path: string,
  options: ImportArguments,
  send: (file: LocalFile, onSent: (bytes: number) => void) => Promise<Answer>,
): Promise<Answer> {
  const file = await findFile(path);
  const stream = outputOf(options);
  const display = createProgressDisplay(stream);
  const show = (sent: number) =>
    display.update({ stage: 'Sending', fraction: sent / file.bytes, amount: `${bytes(sent)} of ${bytes(file.bytes)}` });
  try {
    const answer = await send(file, show);
    display.finish(doneLine(stream, `Sent ${bytes(file.bytes)}`));
    return answer;
  } catch (error) {
    display.finish();
    throw error;
  }
}

/** Shows the job until it has settled, then what came of it. */
async function watch(
  server: ServerAddress,
  id: string,
  options: ImportArguments,
  signal: AbortSignal,
): Promise<number> {
  const stream = outputOf(options);
  const display = createProgressDisplay(stream);
  const begun = Date.now();
  let job: ImportJob | null = null;
  try {
    for await (job of followImport(server, id, signal)) display.update(progressOf(job));
  } catch (error) {
    display.finish();
    throw error instanceof NoAnswer
      ? new StartFault(`${error.message} The import itself may go on: ${again(options, id)}`, error)
      : error;
  }
  if (signal.aborted || job === null) {
    display.finish();
    const stop = `${options.program} import --cancel ${id}`;
    stream.write(
      `\n  Detached. The import goes on as job ${id}.\n  Look again:  ${again(options, id)}\n  Stop it:     ${stop}\n`,
    );
    return INTERRUPTED;
  }
  display.finish(job.state === 'SUCCEEDED' ? doneLine(stream, `Imported in ${elapsed(begun)}`) : undefined);
  return options.json ? reportJson(server, job) : report(server, job, options);
}

async function report(server: ServerAddress, job: ImportJob, options: ImportArguments): Promise<number> {
  const stream = outputOf(options);
  const colors = colorsOf(stream);
  if (job.state === 'CANCELED') stream.write(`\n  The import was canceled. What it had stored until then stays.\n`);
  if (job.state === 'FAILED') {
    reportFault(new StartFault(`The import failed: ${printable(job.error?.message ?? 'no reason was given.')}`));
  }
  if (job.result?.counts) stream.write(`\n${countsTable(job.result.counts, colors)}\n`);
  const warnings = warningsList(
    await firstWarnings(server, job.id, SHOWN_WARNINGS),
    `${again(options, job.id)} --json`,
    stream.columns,
    colors,
  );
  if (warnings) stream.write(`\n${warnings}\n`);
  stream.write('\n');
  return job.state === 'SUCCEEDED' ? SUCCESS : FAILURE;
}

async function reportJson(server: ServerAddress, job: ImportJob): Promise<number> {
  const { id, state, error, result } = job;
  const warnings = await allWarnings(server, id);
  process.stdout.write(
    `${JSON.stringify({ job: { id, state, error }, counts: result?.counts ?? [], warnings }, null, 2)}\n`,
  );
  return state === 'SUCCEEDED' ? SUCCESS : FAILURE;
}

async function cancel(server: ServerAddress, id: string): Promise<number> {
  const { state, message } = await cancelImport(server, id);
  if (message !== null) throw new StartFault(printable(message));
  const stopped = state === 'CANCELED';
  process.stdout.write(stopped ? 'The import is canceled.\n' : 'The import will stop at its next checkpoint.\n');
  return SUCCESS;
}

function progressOf({ state, progress, attempt }: ImportJob) {
  if (state === 'QUEUED' || state === 'SCHEDULED') {
    return { stage: 'Waiting', fraction: null, amount: attempt > 0 ? 'for the next attempt' : 'for a worker' };
  }
  if (progress === null) return { stage: 'Starting', fraction: null, amount: '' };
  const { completed, total, unit } = progress;
  const amount = `${count(completed)}${total === null ? '' : ` of ${count(total)}`} ${printable(unit ?? '')}`.trim();
  const stage = progress.stage ?? 'Importing';
  return { ...progress, stage: stage[0].toUpperCase() + stage.slice(1), amount };
}

/** With --json, stdout belongs to the JSON. */
function outputOf({ json, wait }: ImportArguments): NodeJS.WriteStream {
  return json || !wait ? process.stderr : process.stdout;
}

function colorsOf(stream: NodeJS.WriteStream): typeof pc {
  return pc.createColors(Boolean(stream.isTTY) && pc.isColorSupported) as typeof pc;
}

function doneLine(stream: NodeJS.WriteStream, text: string): string {
  return stream.isTTY ? `  ${colorsOf(stream).green('✓')} ${text}` : text;
}

function again({ program }: ImportArguments, id: string): string {
  return `${program} import --job ${id}`;
}

function elapsed(since: number): string {
  const seconds = Math.max(0.1, (Date.now() - since) / 1000);
  return seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds);
}
