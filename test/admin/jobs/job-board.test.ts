import { JobBoard } from '../../../src/admin/jobs/job-board';
import type { JobSummary } from '../../../src/admin/jobs/job-fragment';

const MOMENT = '2031-05-06T12:00:00.000Z';

function job(id: string, state: JobSummary['state'], more: Partial<JobSummary> = {}): JobSummary {
  return {
    id,
    kind: 'tests.work',
    state,
    queue: 'tests',
    attempt: 1,
    maxAttempts: 3,
    createdAt: MOMENT,
    startedAt: MOMENT,
    finishedAt: null,
    runAt: MOMENT,
    cancelRequestedAt: null,
    requestedBy: null,
    childCount: 0,
    failedChildCount: 0,
    progress: null,
    error: null,
    ...more,
  };
}

const progress = (completed: number, ratePerSecond: number | null): JobSummary['progress'] => ({
  stage: null,
  completed,
  total: 10,
  unit: null,
  fraction: completed / 10,
  ratePerSecond,
  etaSeconds: null,
  message: null,
});

const ids = (jobs: readonly JobSummary[]) => jobs.map(({ id }) => id);

it('a job stands in the group of its latest state', () => {
  const board = new JobBoard();
  board.settleReading(board.beginReading(), [job('a', 'RUNNING'), job('b', 'QUEUED'), job('c', 'FAILED')]);
  board.take(job('a', 'SUCCEEDED', { finishedAt: MOMENT }));
  board.take(job('b', 'RUNNING'));
  const { attention, running, waiting, finished } = board.read();
  expect([attention, running, waiting, finished].map(ids)).toEqual([['c'], ['b'], [], ['a']]);
});

it('a job whose attempt failed and that waits for the next needs attention', () => {
  const board = new JobBoard();
  board.take(job('a', 'SCHEDULED', { error: { code: 'UNAVAILABLE', message: 'No answer.' } }));
  expect(ids(board.read().attention)).toEqual(['a']);
  expect(board.read().waiting).toEqual([]);
});

it('a change that was heard while a list was being read is newer than the list', () => {
  const board = new JobBoard();
  const mark = board.beginReading();
  board.take(job('a', 'SUCCEEDED', { finishedAt: MOMENT }));
  board.settleReading(mark, [job('a', 'RUNNING')]);
  expect(ids(board.read().finished)).toEqual(['a']);
  expect(board.read().running).toEqual([]);
});

it('a job that ended unheard is not shown as running after the next reading', () => {
  const board = new JobBoard();
  board.settleReading(board.beginReading(), [job('a', 'RUNNING')]);
  board.settleReading(board.beginReading(), []);
  expect(board.read().running).toEqual([]);
});

it('a job that began while the list was being read stays', () => {
  const board = new JobBoard();
  const mark = board.beginReading();
  board.take(job('new', 'RUNNING'));
  board.settleReading(mark, []);
  expect(ids(board.read().running)).toEqual(['new']);
});

it('keeps the last rates of a job for as long as it runs', () => {
  const board = new JobBoard();
  for (let rate = 1; rate <= 50; rate++) board.take(job('a', 'RUNNING', { progress: progress(1, rate) }));
  expect(board.read().rates.get('a')).toHaveLength(40);
  expect(board.read().rates.get('a')?.at(-1)).toBe(50);
  board.take(job('a', 'SUCCEEDED', { finishedAt: MOMENT }));
  expect(board.read().rates.has('a')).toBe(false);
});

it('forgets settled jobs beyond the newest, and no active one', () => {
  const board = new JobBoard();
  board.take(job('busy', 'RUNNING'));
  for (let n = 0; n < 500; n++) board.take(job(`f${n}`, 'FAILED', { finishedAt: MOMENT }));
  expect(board.read().attention).toHaveLength(200);
  expect(ids(board.read().running)).toEqual(['busy']);
});
