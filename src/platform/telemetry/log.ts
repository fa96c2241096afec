import { createLogger, format, type Logger as WinstonLogger, transports } from 'winston';

/** A structured logger; `child({ requestId })` or `child({ jobId })` puts the id on every line. */
export type Logger = WinstonLogger;

export interface LogOptions {
  /** error, warn, info, http, verbose, debug or silly. */
  level: string;
  /** `json` writes one object a line; `pretty` is for people; `auto` asks whether stdout is a terminal. */
  format: 'auto' | 'json' | 'pretty';
  /** On every line, e.g. `api` or `worker`. */
  role: string;
}

/** Creates the process's logger. Lines go to stdout: where they end up is the operator's business. */
export function createLog(options: LogOptions): Logger {
  const pretty = options.format === 'pretty' || (options.format === 'auto' && process.stdout.isTTY);
  return createLogger({
    level: options.level,
    defaultMeta: { role: options.role },
    format: format.combine(
      format.errors({ stack: true, cause: true }),
      spelledOutErrors(),
      format.timestamp(),
      pretty ? prettyFormat() : format.json(),
    ),
    transports: [new transports.Console()],
  });
}

/** An error among a line's values would be written as `{}`: neither its message nor its stack is enumerable. */
const spelledOutErrors = format(line => {
  for (const [key, value] of Object.entries(line)) {
    if (value instanceof Error) line[key] = describeError(value);
  }
  return line;
});

function describeError(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const described = cause instanceof Error ? describeError(cause) : cause;
  return { name, message, stack, ...(described === undefined ? {} : { cause: described }) };
}

function prettyFormat() {
  return format.combine(
    format.colorize({ level: true }),
    format.printf(({ timestamp, level, message, role, requestId, jobId, stack, ...rest }) => {
      const time = String(timestamp).slice(11, 19);
      const id = jobId ?? requestId;
      const tail = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
      const head = [time, level, String(role), ...(id ? [String(id)] : [])].join(' ');
      return `${head}  ${oneLine(message)}${tail.length ? `  ${tail.join(' ')}` : ''}${stack ? `\n${String(stack)}` : ''}`;
    }),
  );
}

/** Control characters in a logged value can't fake a second line or colour the terminal (CWE-117). */
function oneLine(message: unknown): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return String(message).replace(/[\u0000-\u001f\u007f-\u009f]/g, char => JSON.stringify(char).slice(1, -1));
}
