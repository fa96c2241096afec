import { createTestDatabase, type TestDatabase } from '../../harness/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.run('CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL) ENGINE=InnoDB');
  await database.db.run('INSERT INTO counters VALUES (1, 0), (2, 0)');
});
afterAll(() => database.drop());

it('works in UTC and READ COMMITTED on every connection', async () => {
  const rows = await Promise.all(
    Array.from({ length: 20 }, () =>
      database.db.select<{ zone: string }>('SELECT @@session.time_zone AS zone, SLEEP(0.01)'),
    ),
  );
  expect(new Set(rows.map(([row]) => row.zone))).toEqual(new Set(['+00:00']));
});

it('keeps nothing of a transaction that throws', async () => {
  const failing = database.db.transaction(async tx => {
    await tx.run('UPDATE counters SET n = 99 WHERE id = 1');
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await database.db.select('SELECT n FROM counters WHERE id = 1')).toEqual([{ n: 0 }]);
});

it('runs what follows a commit only after it, and not after a rollback', async () => {
  const seen: string[] = [];
  await database.db.transaction(async tx => {
    tx.afterCommit(() => void seen.push('after'));
    seen.push('inside');
  });
  await database.db
    .transaction(async tx => {
      tx.afterCommit(() => void seen.push('never'));
      throw new Error('no');
    })
    .catch(() => undefined);
  expect(seen).toEqual(['inside', 'after']);
});

it('starts a deadlocked transaction again until both have won', async () => {
  const increment = (first: number, second: number) =>
    database.db.transaction(async tx => {
      await tx.run('UPDATE counters SET n = n + 1 WHERE id = ?', [first]);
      await tx.select('SELECT SLEEP(0.05)');
      await tx.run('UPDATE counters SET n = n + 1 WHERE id = ?', [second]);
    });
  await Promise.all([increment(1, 2), increment(2, 1)]);
  expect(await database.db.select('SELECT SUM(n) AS n FROM counters')).toEqual([{ n: '4' }]);
});

it('answers UNAVAILABLE when no connection is free in time', async () => {
  const blocked = Array.from({ length: 10 }, () => database.db.select('SELECT SLEEP(0.5)'));
  await expect(database.db.ping(50)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await Promise.all(blocked);
  await database.db.ping(5_000);
});
