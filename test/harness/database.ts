import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { discoverEntities } from '../../src/engine/discovery';
import { createDatabase } from '../../src/platform/database/create-database';
import { createDataSource } from '../../src/platform/database/data-source';
import type { Database } from '../../src/platform/database/database';
import { probeDatabase } from '../../src/platform/database/probe-database';
import { testLog } from './log';

export interface TestDatabase {
  db: Database;
  url: string;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

/** A database of the test file's own, with every table in it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = `${server}/${name}`;
  await statement(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const dataSource = createDataSource({
    url,
    flavour: (await probeDatabase(url)).flavour,
    poolSize: 10,
    entities: discoverEntities(),
    migrations: [],
  });
  const db = await createDatabase(dataSource, { acquireTimeoutMs: 10_000, queryTimeoutMs: 30_000 }, testLog);
  await dataSource.synchronize();
  return {
    db,
    url,
    async drop() {
      await db.close();
      await statement(`DROP DATABASE IF EXISTS ${name}`);
    },
  };
}

async function statement(sql: string): Promise<void> {
  const connection = await createConnection(`${process.env.TEST_DATABASE_URL}/`);
  await connection.query(sql);
  await connection.end();
}
