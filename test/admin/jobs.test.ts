import { setTimeout as pause } from 'node:timers/promises';
import { discoverJobs } from '../../src/engine/discovery';
import { defineJob, type JobDefinition } from '../../src/engine/jobs/define-job';
import { validationFailed } from '../../src/errors';
import { gate, NumberedPayload } from '../harness/jobs';
import { browserTest, useDashboard } from './browser';

/** How far the counting may go; and whether it fails at its end. */
let allowed = 0;
let fault: string | null = null;
let counted = gate();

/** Counts to 200 as the test lets it, with a checkpoint after each step, so that it can be canceled. */
const count = defineJob({
  kind: 'tests.count-boats',
  queue: 'tests',
  payload: NumberedPayload,
  attempts: 1,
  async perform({ n }, job) {
    for (let done = 0; done < n; ) {
      if (done < allowed) done++;
      else await pause(50);
      job.progress({ stage: 'Counting', completed: done, total: n, unit: 'boats' });
      await job.commit(done, async () => {});
    }
    counted.open();
    if (fault) throw validationFailed(fault, []);
    return null;
  },
}) as unknown as JobDefinition;

const dashboard = useDashboard({ kinds: new Map([...discoverJobs(), [count.kind, count]]) });
const enqueue = async (n = 200) => {
  const { id } = await dashboard.api.engine.client.enqueue(count, { n } as object);
  return id;
};
const begin = () => {
  allowed = 0;
  fault = null;
  counted = gate();
};
beforeEach(begin);

const bar = () => dashboard.page.getByRole('progressbar', { name: 'Count boats' });

describe('the jobs', () => {
  browserTest('a job is watched from its beginning to its end without a reload', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/jobs');
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByText('Nothing runs, nothing waits').waitFor();
    await enqueue();
    allowed = 118;
    await page.getByText('59%').waitFor();
    await page.getByText('118 of 200').waitFor();
    expect(await bar().getAttribute('aria-valuenow')).toBe('59');
    await page.getByText(/^\d[\d.]*\/s$/).waitFor();
    // An estimate is made after some seconds at the earliest, and shown with the next change.
    const slowly = setInterval(() => {
      allowed = Math.min(190, allowed + 1);
    }, 200);
    await page
      .getByText(/\d+ s left|min .* left/)
      .waitFor()
      .finally(() => clearInterval(slowly));
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await dashboard.axe()).toEqual([]);
    }
    allowed = 200;
    await page.getByRole('heading', { name: 'Finished lately' }).waitFor();
    await bar().waitFor({ state: 'detached' });
  });

  browserTest('a running job is canceled, and a failed one retried, after a question', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    const id = await enqueue();
    allowed = 20;
    await dashboard.open(`/jobs/${id}`);
    await page.getByText('10%').waitFor();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await page.getByRole('dialog').getByText('stops at its next checkpoint').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click();
    await page.getByText('Canceled', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Cancel job' }).waitFor({ state: 'detached' });

    begin();
    fault = 'The 7th boat has no name.';
    allowed = 200;
    const failing = await enqueue();
    await dashboard.open('/jobs');
    await page.getByText('The 7th boat has no name.').waitFor();
    fault = null;
    await page.getByRole('button', { name: 'Retry Count boats' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
    await page.getByText('The 7th boat has no name.').waitFor({ state: 'detached' });
    await dashboard.open(`/jobs/${failing}`);
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
    await page.getByText('Back in the queue').waitFor();
  });

  browserTest('a retried job is followed again on its own page', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    fault = 'The last boat has sunk.';
    allowed = 200;
    const id = await enqueue();
    await dashboard.open(`/jobs/${id}`);
    await page.getByRole('heading', { name: 'Why it failed' }).waitFor();
    expect(await dashboard.axe()).toEqual([]);
    fault = null;
    allowed = 50;
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
    await page.getByText('25%').waitFor();
    allowed = 200;
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
    await page.getByRole('heading', { name: 'Why it failed' }).waitFor({ state: 'detached' });
  });

  browserTest(
    'says that it reconnects, and misses nothing that happened meanwhile',
    async () => {
      const { page } = dashboard;
      dashboard.expectComplaint(/WebSocket|ERR_|Failed to load/);
      let cut = false;
      const sockets: { close(options: { code: number }): Promise<void> }[] = [];
      await page.routeWebSocket('**/graphql', socket => {
        if (cut) return void socket.close({ code: 1013 });
        socket.connectToServer();
        sockets.push(socket);
      });
      await dashboard.signInAs();
      await enqueue();
      allowed = 20;
      await dashboard.open('/jobs');
      await page.getByText('10%').waitFor();
      cut = true;
      for (const socket of sockets.splice(0)) await socket.close({ code: 1013 });
      await page.getByText('Reconnecting').waitFor();
      allowed = 200;
      await counted.opened;
      cut = false;
      await page.getByText('Live', { exact: true }).waitFor();
      await bar().waitFor({ state: 'detached' });
      await page.getByRole('heading', { name: 'Finished lately' }).waitFor();
    },
    90_000,
  );

  browserTest('the history is narrowed by the address, which the filters write', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    allowed = 200;
    await dashboard.api.settled(await enqueue(1));
    await dashboard.api.query('mutation { runScheduleNow(input: { kind: "jobs.prune-jobs" }) { job { id } } }');
    await dashboard.open('/jobs/history');
    await page.getByRole('link', { name: 'Prune jobs' }).waitFor();
    await page.getByRole('button', { name: 'Kind' }).click();
    await page.getByRole('menuitemradio', { name: 'Count boats' }).click();
    await page.waitForURL('**/jobs/history?kind=tests.count-boats');
    await page.getByRole('link', { name: 'Prune jobs' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('link', { name: 'Count boats' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'Prune jobs' }).count()).toBe(0);
    expect(await dashboard.axe()).toEqual([]);
    await page.getByRole('link', { name: 'Clear filters' }).click();
    await page.getByRole('link', { name: 'Prune jobs' }).waitFor();
  });

  browserTest('a long history is paged through in both directions', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    allowed = 200;
    for (let n = 0; n < 35; n++) await enqueue(1);
    await dashboard.open('/jobs/history?kind=tests.count-boats');
    await page.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL('**after=*');
    await page.getByRole('link', { name: 'Previous' }).click();
    await page.waitForURL('**before=*');
    await page.getByRole('button', { name: 'Previous', disabled: true }).waitFor();
  });

  browserTest('a queue is paused and resumed, and the board says that it is', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/queues');
    await page.getByRole('button', { name: 'Pause maintenance' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
    await page
      .getByRole('row', { name: /maintenance/ })
      .getByText('Paused')
      .waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await page.getByRole('link', { name: /^Jobs/ }).first().click();
    await page.getByText('maintenance is paused: its jobs wait.').waitFor();
    await page.getByRole('link', { name: 'Queues' }).first().click();
    await page.getByRole('button', { name: 'Resume maintenance' }).click();
    await page
      .getByRole('row', { name: /maintenance/ })
      .getByText('Open')
      .waitFor();
  });

  browserTest('a schedule is run now, paused and resumed', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/schedules');
    await page.getByText('Daily at 03:17, UTC').waitFor();
    await page.getByRole('button', { name: 'Run Prune jobs now' }).click();
    await page.getByText('Prune jobs is in the queue.').waitFor();
    await page.getByRole('button', { name: 'Pause Prune jobs' }).click();
    await page
      .getByRole('row', { name: /Prune jobs/ })
      .getByText('Paused')
      .waitFor();
    await page.getByRole('button', { name: 'Resume Prune jobs' }).click();
    await page
      .getByRole('row', { name: /Prune jobs/ })
      .getByText(/^in /)
      .waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await dashboard.open('/workers');
    await page.getByRole('row', { name: /tests/ }).waitFor();
    expect(await dashboard.axe()).toEqual([]);
  });

  browserTest('who may not see all jobs sees their own alone, and is offered no queues', async () => {
    const { page } = dashboard;
    fault = 'The first boat leaks.';
    allowed = 200;
    await dashboard.api.settled(await enqueue(1));
    await dashboard.signInAs({ email: 'ed@example.org', password: 'a lantern on the pier', roles: ['editor'] });
    await dashboard.open('/jobs');
    await page.getByText('Nothing runs, nothing waits').waitFor();
    expect(await page.getByRole('button', { name: 'Pause all queues' }).count()).toBe(0);
    await dashboard.open('/queues');
    await page.getByText('Seeing this takes the permission jobs.read.').waitFor();
    expect(await dashboard.axe()).toEqual([]);
  });

  browserTest('a job that is not there, or not to be seen, is told as such', async () => {
    dashboard.expectComplaint(/404|Not Found/);
    await dashboard.signInAs();
    await dashboard.open('/jobs/01JZZZZZZZZZZZZZZZZZZZZZZZ');
    await dashboard.page.getByText('There is no such job').waitFor();
    expect(await dashboard.axe()).toEqual([]);
  });
});
