/** What MySQL and MariaDB say when something goes wrong, by error number or the driver's code. */

const DUPLICATE_KEY = 1062;
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

/** TypeORM wraps the driver's error and keeps it under `driverError`. */
function driverError(error: unknown): { errno?: number; code?: string; fatal?: boolean } {
  const wrapped = (error as { driverError?: object } | null)?.driverError;
  return (wrapped ?? error ?? {}) as { errno?: number; code?: string; fatal?: boolean };
}
