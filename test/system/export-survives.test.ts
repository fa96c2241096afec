import { fillWithArticles } from '../../bench/fill-with-articles';
import { EXPORT_JOB, fetchExport, type SettledExport } from '../harness/exports';
import { until } from '../harness/keelson-process';
import { type Roles, startRoles } from '../harness/roles';

const ARTICLES = 24_000;

let roles: Roles;
beforeAll(async () => {
  roles = await startRoles({ KEELSON_JOBS_LEASE_SECONDS: '2', KEELSON_JOBS_RECONCILE_SECONDS: '1' });
  await fillWithArticles(roles.database.db, ARTICLES, 2_000);
}, 120_000);
afterAll(() => roles.close());

const ask = async (format: string) => {
  const { data } = await roles.query(
    'mutation ($input: ExportContentInput!) { exportContent(input: $input) { job { id } userErrors { message } } }',
    { input: { type: 'Article', format } },
  );
  return data.exportContent.job.id as string;
};
const jobOf = async (id: string) => (await roles.query(EXPORT_JOB, { id })).data.job as SettledExport;
const partsOf = async (id: string) => {
  const [row] = await roles.database.db.select<{ parts: number | null }>(
    "SELECT JSON_LENGTH(checkpoint, '$.parts') AS parts FROM jobs WHERE public_id = ?",
    [id],
  );
  return Number(row?.parts ?? 0);
};
const settled = async (id: string) => {
  await until(async () => ['SUCCEEDED', 'FAILED'].includes((await jobOf(id)).state));
  return jobOf(id);
};

it.each(['CSV', 'XLSX'])(
  'an export to %s whose worker is killed goes on after its last part, and makes the file of an undisturbed one',
  async format => {
    const id = await ask(format);
    let worker = roles.startWorker();
    for (const parts of [1, 2]) {
      await until(async () => (await partsOf(id)) >= parts);
      worker.kill('SIGKILL');
      worker = roles.startWorker();
    }
    const killed = await settled(id);
    expect(killed).toMatchObject({ state: 'SUCCEEDED', error: null, result: { snapshot: false } });
    expect(killed.attempt).toBeGreaterThan(1);
    const undisturbed = await settled(await ask(format));
    expect(undisturbed.result).toMatchObject({ snapshot: true });
    const [left, right] = [killed, undisturbed].map(({ result }) => result?.file);
    expect({ rows: left?.rows, bytes: left?.bytes, sha256: left?.sha256 }).toEqual({
      rows: ARTICLES,
      bytes: right?.bytes,
      sha256: right?.sha256,
    });
    expect(await fetchExport(roles, left?.url as string)).toHaveLength(left?.bytes as number);
    worker.kill('SIGTERM');
  },
  120_000,
);
