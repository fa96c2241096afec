import { discoverJobs } from '../../src/engine/discovery';
import { defineJob, type JobDefinition, NoPayload } from '../../src/engine/jobs/define-job';
import { validationFailed } from '../../src/errors';
import { blog } from '../harness/blog';
import { browserTest, useDashboard } from './browser';

const IMPORT =
  'mutation ($upload: Upload!) { importContent(input: { upload: $upload, format: WXR }) { job { id } userErrors { message } } }';

const failing = defineJob({
  kind: 'tests.check-moorings',
  queue: 'tests',
  payload: NoPayload,
  attempts: 1,
  async perform() {
    throw validationFailed('The third mooring has come loose.', []);
  },
}) as unknown as JobDefinition;

const dashboard = useDashboard({ kinds: new Map([...discoverJobs(), [failing.kind, failing]]) });

describe('the overview', () => {
  browserTest('tells what to do first where there is no content', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('');
    await page.getByRole('heading', { name: 'Welcome to Keelson' }).waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await page.getByRole('link', { name: 'Invite your colleagues' }).click();
    await page.waitForURL('**/admin/people/users');
  });

  browserTest('shows a failed job, and leads to it', async () => {
    const { page, api } = dashboard;
    const { id } = await api.engine.client.enqueue(failing, {});
    await api.settled(id);
    await dashboard.signInAs();
    await dashboard.open('');
    await page.getByText('Check moorings: The third mooring has come loose.').waitFor();
    await page.getByRole('link', { name: '1 job has failed in the last days' }).click();
    await page.getByText('The third mooring has come loose.').waitFor();
  });

  browserTest('counts the content by state, and shows what is to be published and who changed what', async () => {
    const { page, api } = dashboard;
    const { data } = await api.upload(IMPORT, blog(12, 2));
    await api.settled(data.importContent.job.id);
    const { data: found } = await api.query('{ articles(first: 2) { nodes { id title } } }');
    const [changed] = found.articles.nodes;
    const change = 'mutation ($input: UpdateArticleInput!) { updateArticle(input: $input) { userErrors { message } } }';
    await api.query(change, { input: { id: changed.id, title: 'A quieter sea' } });
    const { data: made } = await api.query('mutation { createTag(input: { name: "Lighthouses" }) { tag { id } } }');
    await api.query('mutation ($input: ScheduleTagInput!) { scheduleTag(input: $input) { userErrors { message } } }', {
      input: { id: made.createTag.tag.id, publishAt: new Date(Date.now() + 3 * 3_600_000) },
    });
    await dashboard.signInAs();
    await dashboard.open('');
    await page.getByRole('link', { name: '1 published document has unpublished changes' }).waitFor();
    const articles = page.getByRole('row', { name: /^Articles/ });
    expect(await articles.getByRole('cell').allInnerTexts()).toEqual(['0', '0', '11', '1', '12']);
    await page.getByRole('listitem').filter({ hasText: 'Lighthouses' }).getByText('in 3 h').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'A quieter sea' }).getByText('just now').waitFor();
    await page.getByRole('heading', { name: 'Lately in the audit log' }).waitFor();
    await articles.getByRole('link', { name: '11' }).click();
    await page.waitForURL(/\/admin\/content\/articles\?filter=/);
  });

  browserTest('draws the last hours, which can be read by pointer, by keyboard and as a table', async () => {
    const { page, api } = dashboard;
    const minute = (ago: number) => new Date(Math.floor(Date.now() / 60_000) * 60_000 - ago * 60_000);
    for (const [ago, requests] of [
      [12, 40],
      [11, 70],
      [10, 1234],
    ]) {
      await api.db.run(
        `INSERT INTO minute_figures (minute, process, requests, errors, latencies, jobs_succeeded, jobs_failed, jobs_waiting)
         VALUES (?, '01JZZZZZZZZZZZZZZZZZZZZZZZ', ?, 1, ?, 2, 0, 3)`,
        [minute(ago), requests, JSON.stringify({ '0.005': requests })],
      );
    }
    await dashboard.signInAs();
    await dashboard.open('');
    const chart = page.getByRole('figure', { name: 'Requests' });
    await chart.getByText('1,344 in 3 h, 3 with errors').waitFor();
    const slider = chart.getByRole('slider', { name: 'Requests' });
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await chart.getByText(/· Answered 0, With errors 0/).waitFor();
    await slider.hover();
    await slider.blur();
    await chart.getByText('As a table').click();
    await chart.getByRole('row', { name: /1,234/ }).waitFor();
    await page.getByRole('link', { name: '48 hours' }).click();
    await page.waitForURL('**/admin/?hours=48');
    await chart.getByText('1,344 in 48 h, 3 with errors').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await dashboard.axe()).toEqual([]);
    }
  });

  browserTest('keeps the server to those who may see it', async () => {
    const { page } = dashboard;
    await dashboard.signInAs({ email: 'ed@example.org', password: 'a lantern on the pier', roles: ['editor'] });
    await dashboard.open('');
    await page.getByRole('heading', { name: 'Changed lately' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Server' }).count()).toBe(0);
  });
});

describe('without Redis', () => {
  const alone = useDashboard({ redisUrl: 'redis://127.0.0.1:1' });

  browserTest('the overview says so, and jobs are followed all the same', async () => {
    const { page, api } = alone;
    await alone.signInAs();
    await alone.open('');
    await page.getByRole('listitem').filter({ hasText: 'Redis' }).getByText('does not answer').waitFor();
    await alone.open('/jobs');
    await page.getByText('Live', { exact: true }).waitFor();
    await api.query('mutation { runScheduleNow(input: { kind: "jobs.prune-jobs" }) { job { id } } }');
    await page.getByRole('heading', { name: 'Finished lately' }).waitFor();
    await page.getByRole('link', { name: 'Prune jobs' }).waitFor();
  });
});
