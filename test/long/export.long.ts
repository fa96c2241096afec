import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fillWithArticles } from '../../bench/fill-with-articles';
import { EXPORT_JOB, fetchExport, type SettledExport } from '../harness/exports';
import { until } from '../harness/keelson-process';
import { type Roles, startRoles } from '../harness/roles';
import { report, seededRandom, testSeeds } from '../harness/seeded-random';

const ARTICLES = 100_000;
const MOST_MB = 400;
const seeds = testSeeds(Number(process.env.KEELSON_TEST_SEEDS ?? 20));

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles({ KEELSON_JOBS_LEASE_SECONDS: '2', KEELSON_JOBS_RECONCILE_SECONDS: '1' });
  await fillWithArticles(roles.database.db, ARTICLES, 1_000);
}, 300_000);
afterAll(() => roles.close());

const ask = async (input: object) => {
  const { data } = await roles.query(
    'mutation ($input: ExportContentInput!) { exportContent(input: $input) { job { id } userErrors { message } } }',
    { input: { type: 'Article', ...input } },
  );
  return data.exportContent.job.id as string;
};
const jobOf = async (id: string) => (await roles.query(EXPORT_JOB, { id })).data.job as SettledExport;
const isOver = async (id: string) => ['SUCCEEDED', 'FAILED'].includes((await jobOf(id)).state);

function peakMb(pid: number): number {
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

it.each(['CSV', 'JSONL', 'XLSX', 'PARQUET'])(
  'a hundred thousand rows become %s within bounded memory',
  async format => {
    const worker = roles.startWorker();
    const begun = Date.now();
    const id = await ask({ format });
    await until(() => isOver(id));
    const seconds = (Date.now() - begun) / 1000;
    const { state, result } = await jobOf(id);
    expect({ state, rows: result?.file.rows }).toEqual({ state: 'SUCCEEDED', rows: ARTICLES });
    const peak = peakMb(worker.pid as number);
    report(`${format}: ${Math.round(ARTICLES / seconds)} rows/s, peak RSS ${peak} MB, ${result?.file.bytes} bytes`);
    expect(peak).toBeLessThan(MOST_MB);
    if (format === 'CSV') {
      const body = await fetchExport(roles, result?.file.url as string);
      expect(parse(body, { columns: true })).toHaveLength(ARTICLES);
    }
    worker.kill('SIGTERM');
  },
  300_000,
);

it.each(seeds)(
  'an export survives kills at random moments, byte by byte (seed %i)',
  async seed => {
    const random = seededRandom(seed);
    const input = {
      format: random.pick(['CSV', 'JSONL', 'XLSX', 'PARQUET']),
      fields: ['title', 'author', 'tags'],
    };
    const id = await ask(input);
    let worker = roles.startWorker();
    let kills = 0;
    for (; kills < 4 && !(await isOver(id)); kills++) {
      const killAt = Date.now() + random.between(800, 4_000);
      await until(async () => Date.now() >= killAt || (await isOver(id)));
      worker.kill(random.chance(0.8) ? 'SIGKILL' : 'SIGTERM');
      worker = roles.startWorker();
    }
    await until(() => isOver(id));
    const undisturbed = await ask(input);
    await until(() => isOver(undisturbed));
    const files = await Promise.all([id, undisturbed].map(async each => (await jobOf(each)).result?.file));
    report(`seed ${seed}: ${input.format}, ${kills} kills`);
    expect(files[0]?.sha256).toBe(files[1]?.sha256);
    expect(files[0]?.rows).toBe(ARTICLES);
    worker.kill('SIGTERM');
  },
  300_000,
);
