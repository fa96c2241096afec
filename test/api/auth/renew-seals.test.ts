import { renewSeals } from '../../../src/features/auth/renew-seals.job';
import { SECOND_FACTOR_SEAL } from '../../../src/features/auth/second-factor';
import { newId } from '../../../src/platform/crypto/new-id';
import { createSeals } from '../../../src/platform/crypto/seals';
import { startApi, type TestApi } from '../../harness/api';

const OLD = 'an old key of at least thirty-two characters';
const NEW = 'a new key of at least thirty-two characters!';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ seals: createSeals([NEW, OLD]) });
});
afterAll(() => api.close());

it('after a day with a new key the old one is not needed any more', async () => {
  const people = Array.from({ length: 3 }, (_, n) => ({ id: newId(), secret: `SECRET${n}` }));
  for (const { id, secret } of people) {
    await api.db.run("INSERT INTO users (id, email, name, created_at) VALUES (?, ?, 'Somebody', UTC_TIMESTAMP(3))", [
      id,
      `${id.toLowerCase()}@example.org`,
    ]);
    await api.db.run(
      'INSERT INTO second_factors (user_id, sealed_secret, created_at) VALUES (?, ?, UTC_TIMESTAMP(3))',
      [id, createSeals([OLD]).seal(SECOND_FACTOR_SEAL, secret)],
    );
  }
  const job = await api.engine.client.enqueue(renewSeals, {});
  await api.settled(job.id);
  const rows = await api.db.select<{ userId: string; sealed: string }>(
    'SELECT user_id AS userId, sealed_secret AS sealed FROM second_factors ORDER BY user_id',
  );
  const opened = rows.map(({ userId, sealed }) => ({
    id: userId,
    secret: createSeals([NEW]).open(SECOND_FACTOR_SEAL, sealed),
  }));
  expect(opened).toHaveLength(3);
  expect(opened).toEqual(expect.arrayContaining(people));
});
