import * as mysql from 'mysql2';

/** A statement as it was given to the database's driver. */
export interface WireStatement {
  sql: string;
  values: readonly unknown[];
}

type Send = (
  this: object,
  statement: string | { sql: string; values?: unknown[] },
  values?: unknown,
  ...rest: unknown[]
) => unknown;
type Driver = Record<'execute' | 'query', Send>;

/** Notes every statement of this process that reaches the driver, whoever sends it, until `stop`. */
export function noteStatements(note: (statement: WireStatement) => void): { stop(): void } {
  let driver = (mysql as unknown as { Connection: { prototype: object } }).Connection.prototype as Driver;
  while (!Object.hasOwn(driver, 'execute')) driver = Object.getPrototypeOf(driver) as Driver;
  const { execute, query } = driver;
  const noting = (send: Send): Send =>
    function (statement, values, ...rest) {
      const sql = typeof statement === 'string' ? statement : statement.sql;
      const own = typeof statement === 'string' ? undefined : statement.values;
      note({ sql, values: Array.isArray(values) ? values : (own ?? []) });
      return send.call(this, statement, values, ...rest);
    };
  driver.execute = noting(execute);
  driver.query = noting(query);
  return { stop: () => void Object.assign(driver, { execute, query }) };
}
