import type { Viewer } from '../../src/engine/access/viewer';
import { readLocales } from '../../src/engine/content/locales';
import type { WriteContext } from '../../src/engine/content/writing/content-draft';
import type { Database, Transaction } from '../../src/platform/database/database';
import { WRITER } from '../factories/content';

/** Somebody who writes, on a site in English and German. */
export function writer(id = 'editor'): WriteContext {
  const viewer: Viewer = { kind: 'token', id, permissions: new Set(['*']) };
  return { ...WRITER, viewer, locales: readLocales('en, de', '') };
}

/** Statements that a transaction ran, START and COMMIT included. */
export async function countStatements<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<{ result: Result; statements: string[] }> {
  let statements: string[] = [];
  const result = await db.transaction(tx => {
    statements = ['START'];
    return work({
      ...tx,
      select(sql, values) {
        statements.push(sql);
        return tx.select(sql, values);
      },
      run(sql, values) {
        statements.push(sql);
        return tx.run(sql, values);
      },
    });
  });
  return { result, statements: [...statements, 'COMMIT'] };
}

/** The first row that a statement gives; throws when there is none. */
export async function row<Row = Record<string, unknown>>(
  db: Database,
  sql: string,
  values: readonly (string | number)[] = [],
): Promise<Row> {
  const [first] = await db.select<Row>(sql, values);
  if (!first) throw new Error(`No row: ${sql}`);
  return first;
}

/** The error that a write ends with. */
export async function fault(work: Promise<unknown>): Promise<{ code: string; details: Record<string, unknown> }> {
  try {
    await work;
  } catch (error) {
    return error as { code: string; details: Record<string, unknown> };
  }
  throw new Error('Nothing was refused.');
}
