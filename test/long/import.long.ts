import { blog } from '../harness/blog';
import { until } from '../harness/keelson-process';
import { startRoles } from '../harness/roles';
import { report, seededRandom, testSeeds } from '../harness/seeded-random';

const POSTS = 4000;
const PAGES = 60;
const seeds = testSeeds(Number(process.env.KEELSON_TEST_SEEDS ?? 10));

const IMPORT =
  'mutation ($upload: Upload!) { importContent(input: { upload: $upload, format: WXR }) { job { id } userErrors { message } } }';
const JOB = `query ($id: ID!) { job(id: $id) { state error { message } warnings(first: 1) { totalCount }
  result { ... on ImportResult { counts { kind created } } } } }`;

it.each(seeds)(
  'an import survives kills at random moments (seed %i)',
  async seed => {
    const random = seededRandom(seed);
    const roles = await startRoles({ KEELSON_JOBS_LEASE_SECONDS: '2', KEELSON_JOBS_RECONCILE_SECONDS: '1' });
    try {
      const { data } = await roles.upload(IMPORT, blog(POSTS, PAGES));
      const { id } = data.importContent.job;
      const job = async () => (await roles.query(JOB, { id })).data.job;
      const isOver = async () => ['SUCCEEDED', 'FAILED'].includes((await job()).state);
      let worker = roles.startWorker();
      let kills = 0;
      for (; kills < 6 && !(await isOver()); kills++) {
        const killAt = Date.now() + random.between(500, 3500);
        await until(async () => Date.now() >= killAt || (await isOver()));
        worker.kill(random.chance(0.8) ? 'SIGKILL' : 'SIGTERM');
        worker = roles.startWorker();
      }
      await until(isOver);
      report(`seed ${seed}: ${kills} kills`);
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
