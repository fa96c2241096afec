import { ANONYMOUS } from '../../../src/engine/access/viewer';
import { defineJob, type JobDefinition, NoPayload } from '../../../src/engine/jobs/define-job';
import { jobApi, MANAGER, READER, STRANGER } from '../../harness/job-api';
import type { NumberedPayload } from '../../harness/jobs';

const yearly = defineJob({
  kind: 'tests.yearly',
  queue: 'tests',
  payload: NoPayload,
  attempts: 1,
  cron: { expression: '30 2 1 1 *', timeZone: 'Europe/Berlin' },
  perform: async () => null,
}) as unknown as JobDefinition<NumberedPayload>;

const api = jobApi([yearly], { keep: true });
const { dataOf, codeOf } = api;

const SCHEDULES = '{ schedules { kind cron timeZone nextFireAt lastFireAt paused misfire overlap } }';
const change = (mutation: string, kind = 'tests.yearly') =>
  `mutation { ${mutation}(input: { kind: "${kind}" }) { schedule { kind paused nextFireAt } userErrors { code path } } }`;
const RUN_NOW =
  'mutation { runScheduleNow(input: { kind: "tests.yearly" }) { job { id kind state requestedBy } userErrors { code } } }';

describe('schedules', () => {
  it('shows each with its next time', async () => {
    const { schedules } = await dataOf(READER, SCHEDULES);
    expect(schedules).toEqual([
      {
        kind: 'tests.yearly',
        cron: '30 2 1 1 *',
        timeZone: 'Europe/Berlin',
        nextFireAt: expect.stringMatching(/-01-01T01:30:00/),
        lastFireAt: null,
        paused: false,
        misfire: 'RUN_ONCE',
        overlap: 'SKIP',
      },
    ]);
  });

  it('can be paused and resumed', async () => {
    const { pauseSchedule } = await dataOf(MANAGER, change('pauseSchedule'));
    expect(pauseSchedule).toEqual({
      schedule: { kind: 'tests.yearly', paused: true, nextFireAt: null },
      userErrors: [],
    });
    const { resumeSchedule } = await dataOf(MANAGER, change('resumeSchedule'));
    expect(resumeSchedule.schedule).toMatchObject({ paused: false, nextFireAt: expect.any(String) });
    const { pauseSchedule: unknown } = await dataOf(MANAGER, change('pauseSchedule', 'tests.none'));
    expect(unknown).toEqual({ schedule: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'kind'] }] });
  });

  it('run now, as a job of the viewer who asked', async () => {
    const { runScheduleNow } = await dataOf(MANAGER, RUN_NOW);
    expect(runScheduleNow).toEqual({
      job: { id: expect.any(String), kind: 'tests.yearly', state: 'QUEUED', requestedBy: 'manager' },
      userErrors: [],
    });
  });
});

describe('queues and workers', () => {
  const QUEUES = '{ queues { name depth oldestWaitSeconds running paused workers } }';
  const WORKERS = '{ workers { name host queues running startedAt lastSeenAt } }';
  const pause = (mutation: string, name = 'tests') =>
    `mutation { ${mutation}(input: { name: "${name}" }) { queue { name paused } userErrors { code path } } }`;

  it('shows what waits, and a queue can be paused and resumed', async () => {
    const { queues } = await dataOf(READER, QUEUES);
    expect(queues).toEqual([
      { name: 'tests', depth: 1, oldestWaitSeconds: expect.any(Number), running: 0, paused: false, workers: 0 },
    ]);
    const { pauseQueue } = await dataOf(MANAGER, pause('pauseQueue'));
    expect(pauseQueue).toEqual({ queue: { name: 'tests', paused: true }, userErrors: [] });
    const { resumeQueue } = await dataOf(MANAGER, pause('resumeQueue'));
    expect(resumeQueue).toEqual({ queue: { name: 'tests', paused: false }, userErrors: [] });
    const { pauseQueue: unknown } = await dataOf(MANAGER, pause('pauseQueue', 'nowhere'));
    expect(unknown).toEqual({ queue: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'name'] }] });
  });

  it('shows the workers that were seen lately', async () => {
    const worker = api.jobs.startWorker();
    await worker.reconcile();
    const { workers } = await dataOf(READER, WORKERS);
    expect(workers).toMatchObject([{ name: worker.name, queues: ['tests'], startedAt: expect.any(String) }]);
  });

  it('are for jobs.read to see and for jobs.manage to change, and for nobody else', async () => {
    for (const source of [QUEUES, WORKERS, SCHEDULES]) {
      expect(await codeOf(STRANGER, source)).toBe('FORBIDDEN');
      expect(await codeOf(ANONYMOUS, source)).toBe('UNAUTHENTICATED');
    }
    const mutations = [
      pause('pauseQueue'),
      pause('resumeQueue'),
      change('pauseSchedule'),
      change('resumeSchedule'),
      RUN_NOW,
    ];
    for (const source of mutations) expect(await codeOf(READER, source)).toBe('FORBIDDEN');
  });
});

it('whoever changes a queue, a schedule or a job is in the audit log with it', async () => {
  await dataOf(MANAGER, 'mutation { pauseQueue(input: { name: "tests" }) { userErrors { code } } }');
  const { runScheduleNow } = await dataOf(MANAGER, RUN_NOW);
  const { id } = runScheduleNow.job;
  await dataOf(
    MANAGER,
    `mutation {
      pauseSchedule(input: { kind: "tests.yearly" }) { userErrors { code } }
      resumeSchedule(input: { kind: "tests.yearly" }) { userErrors { code } }
      cancelJob(input: { id: "${id}" }) { userErrors { code } }
      retryJob(input: { id: "${id}" }) { userErrors { code } }
      resumeQueue(input: { name: "tests" }) { userErrors { code } }
    }`,
  );
  const entries = await api.db.select<{ action: string; actor: string; subjectId: string }>(
    'SELECT action, actor, subject_id AS subjectId FROM audit_entries ORDER BY id DESC LIMIT 20',
  );
  const found = new Map(entries.map(({ action, actor, subjectId }) => [action, `${actor} ${subjectId}`]));
  expect(Object.fromEntries(found)).toMatchObject({
    'schedule.run': 'manager tests.yearly',
    'schedule.paused': 'manager tests.yearly',
    'schedule.resumed': 'manager tests.yearly',
    'queue.paused': 'manager tests',
    'queue.resumed': 'manager tests',
    'job.canceled': `manager ${id}`,
  });
});
