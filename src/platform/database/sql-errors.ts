/** What MySQL and MariaDB say when something goes wrong, by error number or the driver's code. */

const DUPLICATE_KEY = 1062;
const MISSING_PARENT = 1452;
const REFERENCED = 1451;
const TOO_LONG = 1406;
/** Deadlock, lock wait timeout, and MariaDB's "record has changed since last read". */
const LOST_RACE = new Set([1213, 1205, 1020]);
const LOST_CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
]);

/** True when a unique key refused the row. */
export function isDuplicateKey(error: unknown): boolean {
  return driverError(error).errno === DUPLICATE_KEY;
}

/** The unique key that refused a row and the value that is there already (parts joined by `-`); null for other errors. */
export function duplicateKeyOf(error: unknown): { key: string; entry: string } | null {
  if (!isDuplicateKey(error)) return null;
  const [, entry = '', key = ''] = /^Duplicate entry '([^]*)' for key '([^']+)'/.exec(messageOf(error)) ?? [];
  // MySQL names the table as well.
  return { entry, key: key.split('.').at(-1) ?? key };
}

/** The table and column of a foreign key that points nowhere; null for other errors. */
export function missingParentOf(error: unknown): { table: string; column: string } | null {
  return driverError(error).errno === MISSING_PARENT ? foreignKeyIn(error) : null;
}

/** True when a foreign key refused to let a row go that others point to. */
export function isReferenced(error: unknown): boolean {
  return driverError(error).errno === REFERENCED;
}

/** True when a value did not fit into its column. */
export function isTooLong(error: unknown): boolean {
  return driverError(error).errno === TOO_LONG;
}

function foreignKeyIn(error: unknown): { table: string; column: string } {
  const [, table = '', column = ''] =
    /\.`([^`]+)`, CONSTRAINT `[^`]+` FOREIGN KEY \(`([^`]+)`/.exec(messageOf(error)) ?? [];
  return { table, column };
}

/** True when the same transaction may succeed if it is started again. */
export function isWorthRetrying(error: unknown): boolean {
  return LOST_RACE.has(driverError(error).errno ?? 0);
}

/** True when the connection is gone or can't be trusted any more. */
export function isConnectionLost(error: unknown): boolean {
  const { code, fatal } = driverError(error);
  return (
    fatal === true ||
    LOST_CONNECTION.has(code ?? '') ||
    /connection is in closed state|Pool is closed|Queue limit reached/i.test(String((error as Error)?.message))
  );
}

function messageOf(error: unknown): string {
  const { sqlMessage, message } = driverError(error);
  return sqlMessage ?? message ?? '';
}

interface DriverError {
  errno?: number;
  code?: string;
  fatal?: boolean;
  sqlMessage?: string;
  message?: string;
}

/** TypeORM wraps the driver's error and keeps it under `driverError`. */
function driverError(error: unknown): DriverError {
  const wrapped = (error as { driverError?: object } | null)?.driverError;
  return (wrapped ?? error ?? {}) as DriverError;
}
