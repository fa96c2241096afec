import { SingleBar } from 'cli-progress';
import pc from 'picocolors';
import { count, duration, printable } from './terminal-text';

/** One moment of something that takes time. */
export interface Progress {
  /** What is being done, in a word or two. */
  stage: string;
  /** 0 to 1, or null when the end is not in sight. */
  fraction: number | null;
  /** How much is done, e.g. `134 of 219 items`. */
  amount: string;
  ratePerSecond?: number | null;
  etaSeconds?: number | null;
  message?: string | null;
}

/** Shows how far something is, until it is over. */
export interface ProgressDisplay {
  update(progress: Progress): void;
  /** Takes the bar away, and leaves this line in its place. */
  finish(line?: string): void;
}

const WIDE_BAR = 28;
const NARROW_BAR = 12;
/** A terminal with fewer columns gets the narrow bar. */
const WIDE_COLUMNS = 100;
const PLAIN_LINE_MS = 5_000;

/** A bar that redraws its line on a terminal; a line now and then elsewhere. */
export function createProgressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  return stream.isTTY ? createBar(stream) : createPlainLines(stream);
}

function createBar(stream: NodeJS.WriteStream): ProgressDisplay {
  const format = (_options: unknown, _params: unknown, payload: { progress?: Progress }) =>
    payload.progress ? barLine(payload.progress, stream.columns || 80) : '';
  const bar = new SingleBar({ stream, format, fps: 12, hideCursor: true, clearOnComplete: true, linewrap: false });
  let started = false;
  return {
    update(progress) {
      // The bar's own arithmetic is not used: the server knows rate and time left better.
      if (!started) bar.start(1, 0, { progress });
      else bar.update(0, { progress });
      started = true;
    },
    finish(line) {
      if (started) bar.stop();
      started = false;
      if (line) stream.write(`${line}\n`);
    },
  };
}

/** `  Articles    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━   61 %   134 of 219 items   88/s   4 s left   Dead reckoning` */
export function barLine(progress: Progress, columns: number, colors = pc): string {
  const stage = printable(progress.stage).slice(0, 20).padEnd(16);
  const width = columns < WIDE_COLUMNS ? NARROW_BAR : WIDE_BAR;
  const done = Math.round((progress.fraction ?? 0) * width);
  const bar = progress.fraction === null ? '' : colors.cyan('━'.repeat(done)) + colors.dim('━'.repeat(width - done));
  const percent = progress.fraction === null ? '' : `${Math.floor(progress.fraction * 100)} %`.padStart(5);
  const parts = [`  ${stage}${bar}`, percent, progress.amount, ...pace(progress)].filter(Boolean);
  const line = parts.join('   ').replace(/ {3}( *\d+ %)/, ' $1');
  const room = columns - visibleLength(line) - 4;
  const message = progress.message ? printable(progress.message) : '';
  if (message === '' || room < 12) return line;
  return `${line}   ${colors.dim(message.length > room ? `${message.slice(0, room - 1)}…` : message)}`;
}

function createPlainLines(stream: NodeJS.WriteStream): ProgressDisplay {
  let stage: string | null = null;
  let writtenAt = 0;
  return {
    update(progress) {
      if (progress.stage === stage && Date.now() - writtenAt < PLAIN_LINE_MS) return;
      stage = progress.stage;
      writtenAt = Date.now();
      const facts = [progress.amount, ...pace(progress)].filter(Boolean).join(', ');
      stream.write(`${printable(stage)}${facts ? `: ${facts}` : ''}\n`);
    },
    finish(line) {
      if (line) stream.write(`${line}\n`);
    },
  };
}

function pace({ ratePerSecond, etaSeconds }: Progress): string[] {
  const rate = ratePerSecond ? `${ratePerSecond < 10 ? ratePerSecond.toFixed(1) : count(ratePerSecond)}/s` : '';
  const left = etaSeconds === null || etaSeconds === undefined ? '' : `${duration(etaSeconds)} left`;
  return [rate, left].filter(Boolean);
}

function visibleLength(line: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour sequences take no room
  return line.replace(/\u001b\[\d+m/g, '').length;
}
