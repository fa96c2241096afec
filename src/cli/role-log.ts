import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { colorsOn } from './terminal-colors';

const MOST_BYTES = 5 * 1024 * 1024;
const OLD_FILES = 3;
const SHOWN_LEVELS = new Set(['error', 'warn', 'info']);

/** Where the lines of the child processes go: all into files, and those that a person wants to see to the terminal. */
export interface RoleLog {
  follow(role: string, stream: Readable): void;
  /** A line of the supervisor's own about a role: into its file, and its text for the terminal. */
  announce(role: string, message: string): string;
  /** From now on lines reach the terminal; before, only the last ones are remembered. */
  show(): void;
  hide(): void;
  /** The last lines of a role, for the message that says why it did not start. */
  lastLines(role: string): string[];
}

/** Keeps `<directory>/<role>.log` for each role, at most 4 files of 5 MB; `format` decides how the terminal shows a line. */
export function createRoleLog(fileOf: (role: string) => string, format: 'json' | 'pretty'): RoleLog {
  const last = new Map<string, string[]>();
  let shown = false;

  function take(role: string, line: string): void {
    if (line.trim() === '') return;
    keep(fileOf(role), line);
    last.set(role, [...(last.get(role) ?? []).slice(-9), plain(line)]);
    if (!shown) return;
    const text = format === 'json' ? line : pretty(role, line);
    if (text !== null) process.stdout.write(`${text}\n`);
  }

  return {
    follow(role, stream) {
      createInterface({ input: stream }).on('line', line => take(role, line));
    },
    announce(role, message) {
      const line = JSON.stringify({ level: 'warn', message, role, timestamp: new Date().toISOString() });
      keep(fileOf(role), line);
      return format === 'json' ? line : (pretty(role, line) ?? message);
    },
    show() {
      shown = true;
    },
    hide() {
      shown = false;
    },
    lastLines: role => last.get(role) ?? [],
  };
}

function keep(file: string, line: string): void {
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) {
      for (let number = OLD_FILES - 1; number >= 1; number--) rename(`${file}.${number}`, `${file}.${number + 1}`);
      rename(file, `${file}.1`);
    }
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
  } catch {
    mkdirSync(dirname(file), { recursive: true });
  }
}

function rename(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to);
}

interface Entry {
  level: string;
  message: string;
  timestamp?: string;
  stack?: string;
  jobId?: string;
  requestId?: string;
  [key: string]: unknown;
}

function parse(line: string): Entry | null {
  try {
    const entry = JSON.parse(line) as Entry;
    return typeof entry?.message === 'string' && typeof entry.level === 'string' ? entry : null;
  } catch {
    return null;
  }
}

/** The message alone, with its stack: for a person who asks why. */
function plain(line: string): string {
  const entry = parse(line);
  return entry ? (entry.stack ?? entry.message) : line;
}

/** One calm line: time, role, message, and what belongs to it in grey; null for what only the file is for. */
function pretty(role: string, line: string): string | null {
  const entry = parse(line);
  const { cyan, dim, red, yellow } = colorsOn(process.stdout);
  const name = cyan(role.padEnd(6));
  if (!entry) return `  ${dim(new Date().toISOString().slice(11, 19))}  ${name}  ${line}`;
  if (!SHOWN_LEVELS.has(entry.level)) return null;
  const { level, message, timestamp, stack, jobId, requestId, role: _role, service: _service, ...rest } = entry;
  const details = Object.entries({ ...(jobId ? { job: jobId } : requestId ? { request: requestId } : {}), ...rest });
  const tail = details
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const mark = level === 'error' ? red : level === 'warn' ? yellow : (text: string) => text;
  const head = `  ${dim(clock(timestamp))}  ${name}  ${mark(oneLine(message))}`;
  return `${head}${tail ? `  ${dim(oneLine(tail))}` : ''}${stack && level === 'error' ? `\n${dim(stack)}` : ''}`;
}

function clock(timestamp?: string): string {
  const date = timestamp ? new Date(timestamp) : new Date();
  return Number.isNaN(date.getTime()) ? '' : date.toTimeString().slice(0, 8);
}

/** Control characters in a logged value can't fake a second line or colour the terminal (CWE-117). */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, char => JSON.stringify(char).slice(1, -1));
}
