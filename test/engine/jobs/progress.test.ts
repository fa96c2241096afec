import { type Progress, ProgressTracker } from '../../../src/engine/jobs/progress';

const START: Progress = {
  seq: 0,
  stage: null,
  completed: 0,
  total: null,
  unit: null,
  message: null,
  rate: null,
  etaSeconds: null,
};

/** A tracker on a clock that the test moves, with everything that it showed. */
function tracked(start: Partial<Progress> = {}) {
  const shown: Progress[] = [];
  const tracker = new ProgressTracker(
    { ...START, ...start },
    progress => shown.push(progress),
    () => performance.now(),
  );
  return { tracker, shown, last: () => shown.at(-1) as Progress };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('progress', () => {
  it('is shown more than twice, and at most three times, a second while a handler reports all the time', () => {
    const { tracker, shown } = tracked();
    for (let ms = 0; ms < 10_000; ms += 5) {
      tracker.report({ completed: ms });
      jest.advanceTimersByTime(5);
    }
    expect(shown.length).toBeGreaterThanOrEqual(20);
    expect(shown.length).toBeLessThanOrEqual(30);
    expect(shown.map(({ seq }) => seq)).toEqual(shown.map((_, index) => index + 1));
  });

  it('shows the last report even when no other follows', () => {
    const { tracker, last } = tracked();
    tracker.report({ completed: 1 });
    tracker.report({ completed: 2 });
    jest.advanceTimersByTime(500);
    expect(last().completed).toBe(2);
  });

  it('shows a new stage at once', () => {
    const { tracker, last } = tracked();
    tracker.report({ stage: 'Reading' });
    tracker.report({ stage: 'Writing' });
    expect(last().stage).toBe('Writing');
  });

  it('never goes down, not even when a released attempt goes on from an earlier checkpoint', () => {
    const { tracker, last } = tracked({ completed: 900, seq: 7 });
    tracker.report({ completed: 850 });
    expect(last()).toMatchObject({ completed: 900, seq: 8 });
    tracker.report({ completed: Number.NaN });
    tracker.report({ completed: -5 });
    jest.advanceTimersByTime(500);
    expect(last().completed).toBe(900);
  });

  it('estimates the time left from a smoothed rate', () => {
    const { tracker, last } = tracked();
    for (let second = 0; second <= 20; second++) {
      tracker.report({ completed: second * 10, total: 1000 });
      jest.advanceTimersByTime(1000);
    }
    expect(last().rate).toBeCloseTo(10, 5);
    expect(last().etaSeconds).toBe(80);
  });

  it.each([
    ['the total is not known', { total: null, seconds: 20, step: 10 }],
    ['less than 2 % is done', { total: 100_000, seconds: 20, step: 10 }],
    ['less than 5 s have passed', { total: 100, seconds: 4, step: 10 }],
    ['nothing moves', { total: 100, seconds: 20, step: 0 }],
  ])('estimates nothing while %s', (_, { total, seconds, step }) => {
    const { tracker, shown } = tracked();
    for (let second = 0; second <= seconds; second++) {
      tracker.report({ completed: second * step, total });
      jest.advanceTimersByTime(1000);
    }
    expect(shown.length).toBeGreaterThanOrEqual(seconds);
    expect(shown.every(({ etaSeconds }) => etaSeconds === null)).toBe(true);
  });

  it('cuts texts to what the row can hold', () => {
    const { tracker, last } = tracked();
    tracker.report({ stage: '🐘'.repeat(80), message: 'm'.repeat(400) });
    expect([...(last().stage ?? '')]).toHaveLength(60);
    expect(last().message).toHaveLength(255);
  });
});
