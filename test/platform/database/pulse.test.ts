import { createPulse, type Pulse } from '../../../src/platform/database/pulse';

let alive = true;
let probes = 0;
let pulse: Pulse;

beforeEach(() => {
  jest.useFakeTimers();
  alive = true;
  probes = 0;
  pulse = createPulse(async () => {
    probes++;
    if (!alive) throw new Error('Nobody answers.');
  });
});
afterEach(() => {
  pulse.stop();
  jest.useRealTimers();
});

const endless = () => new Promise<never>(() => undefined);

it('asks nothing while work is done quickly', async () => {
  expect(await pulse.guard(async () => 1, jest.fn())).toBe(1);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(probes).toBe(0);
});

it('lets work take its time while the server gives signs of life', async () => {
  const lost = jest.fn();
  let finish: (outcome: string) => void = () => undefined;
  const done = pulse.guard(() => new Promise<string>(resolve => (finish = resolve)), lost);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(probes).toBeGreaterThan(10);
  finish('late');
  expect(await done).toBe('late');
  expect(lost).not.toHaveBeenCalled();
});

it('fails what waits once the server has been silent twice, and whoever comes, until it answers again', async () => {
  alive = false;
  const lost = jest.fn();
  const waiting = pulse.guard(endless, lost).catch(error => error.code);
  await jest.advanceTimersByTimeAsync(5000);
  expect(await waiting).toBe('UNAVAILABLE');
  expect(lost).toHaveBeenCalledTimes(1);

  const work = jest.fn(async () => 1);
  await expect(pulse.guard(work, lost)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(work).not.toHaveBeenCalled();

  alive = true;
  await jest.advanceTimersByTimeAsync(1000);
  expect(await pulse.guard(work, lost)).toBe(1);
});

it('hands on what the work throws', async () => {
  await expect(pulse.guard(() => Promise.reject(new Error('Its own.')), jest.fn())).rejects.toThrow('Its own.');
});
