import { blog } from '../harness/blog';
import { until } from '../harness/keelson-process';
import { startRoles } from '../harness/roles';

const POSTS = 4000;
const PAGES = 60;
const SEEDS = Number(process.env.KEELSON_TEST_SEEDS ?? 10);
const FIRST_SEED = Number(process.env.KEELSON_TEST_SEED ?? 1);

const IMPORT =
  'mutation ($upload: Upload!) { importContent(input: { upload: $upload, format: WXR }) { job { id } userErrors { message } } }';
const JOB = `query ($id: ID!) { job(id: $id) { state error { message } warnings(first: 1) { totalCount }
  result { ... on ImportResult { counts { kind created } } } } }`;

/** mulberry32: small, seeded, good enough to choose moments. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

it.each(Array.from({ length: SEEDS }, (_, n) => FIRST_SEED + n))(
  'an import survives kills at random moments (seed %i)',
  async seed => {
    const random = seeded(seed);
    const roles = await startRoles({ KEELSON_JOBS_LEASE_SECONDS: '2', KEELSON_JOBS_RECONCILE_SECONDS: '1' });
    try {
      const { data } = await roles.upload(IMPORT, blog(POSTS, PAGES));
      const { id } = data.importContent.job;
      const job = async () => (await roles.query(JOB, { id })).data.job;
      const isOver = async () => ['SUCCEEDED', 'FAILED'].includes((await job()).state);
      let worker = roles.startWorker();
      let kills = 0;
      for (; kills < 6 && !(await isOver()); kills++) {
        const killAt = Date.now() + 500 + random() * 3000;
        await until(async () => Date.now() >= killAt || (await isOver()));
        worker.kill(random() < 0.8 ? 'SIGKILL' : 'SIGTERM');
        worker = roles.startWorker();
      }
      await until(isOver);
      console.log(`seed ${seed}: ${kills} kills`);
      const { state, error, warnings, result } = await job();
      expect({ state, error, warnings: warnings.totalCount }).toEqual({
        state: 'SUCCEEDED',
        error: null,
        warnings: POSTS,
      });
      expect(result.counts).toEqual(
        expect.arrayContaining([
          { kind: 'Article', created: POSTS },
          { kind: 'Page', created: PAGES },
        ]),
      );
      const [{ n }] = await roles.database.db.select<{ n: string }>('SELECT COUNT(*) AS n FROM articles');
      expect(Number(n)).toBe(POSTS);
    } finally {
      await roles.close();
    }
  },
  300_000,
);
