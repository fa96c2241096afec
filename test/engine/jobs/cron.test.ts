import { type Cron, dueSlots, readCron, slotAfter } from '../../../src/engine/jobs/cron';
import { defineJob, NoPayload } from '../../../src/engine/jobs/define-job';
import { NumberedPayload } from '../../harness/jobs';

const cron = (expression: string, rest: Partial<Cron> = {}) =>
  readCron('tests.clock', { expression, timeZone: 'Europe/Berlin', ...rest });

function slots(schedule: Cron, after: string, count: number): string[] {
  const found: string[] = [];
  let last: Date | null = new Date(after);
  while (found.length < count && last) {
    last = slotAfter(schedule, last);
    if (last) found.push(last.toISOString().slice(0, 16));
  }
  return found;
}

describe('the slots of a schedule when clocks go forward', () => {
  it('has a fixed time of the missing hour once, when the gap ends', () => {
    expect(slots(cron('30 2 * * *'), '2026-03-27T12:00Z', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('keeps a step going by the time that passes', () => {
    expect(slots(cron('*/30 * * * *'), '2026-03-29T00:00Z', 4)).toEqual([
      '2026-03-29T00:30',
      '2026-03-29T01:00',
      '2026-03-29T01:30',
      '2026-03-29T02:00',
    ]);
  });

  it('has no slot for a step within the missing hour', () => {
    expect(slots(cron('*/20 2 * * *'), '2026-03-28T12:00Z', 1)).toEqual(['2026-03-30T00:00']);
  });
});

describe('the slots of a schedule when clocks go back', () => {
  it('has a fixed time of the hour that comes twice once, the first time', () => {
    expect(slots(cron('30 2 * * *'), '2026-10-24T12:00Z', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
    expect(slots(cron('30 2 * * *'), '2026-10-25T00:30Z', 1)).toEqual(['2026-10-26T01:30']);
  });

  it('keeps a step going by the time that passes', () => {
    expect(slots(cron('*/30 * * * *'), '2026-10-24T23:30Z', 5)).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T00:30',
      '2026-10-25T01:00',
      '2026-10-25T01:30',
      '2026-10-25T02:00',
    ]);
  });
});

describe('the slots that are due', () => {
  const FROM = new Date('2026-05-05T09:00:00Z');
  const AFTER_THREE_HOURS = new Date('2026-05-05T12:00:30Z');
  const minutes = (found: Date[]) => found.map(slot => slot.toISOString().slice(11, 16));
  const due = (schedule: Cron, from = FROM, now = AFTER_THREE_HOURS) => {
    const { slots: found, next, dropped } = dueSlots(schedule, from, now);
    return { slots: minutes(found), next: next?.toISOString().slice(11, 16), dropped };
  };

  it('are none before the time, and one at it', () => {
    expect(due(cron('0 * * * *'), FROM, new Date('2026-05-05T08:59:59Z')).slots).toEqual([]);
    expect(due(cron('0 * * * *'), FROM, FROM)).toEqual({ slots: ['09:00'], next: '10:00', dropped: false });
  });

  it('are not missed when they are found a little late', () => {
    const late = new Date('2026-05-05T09:00:50Z');
    expect(due(cron('0 * * * *', { misfire: 'SKIP' }), FROM, late)).toEqual({
      slots: ['09:00'],
      next: '10:00',
      dropped: false,
    });
  });

  it('after an outage of three hours are those that are on time, with SKIP', () => {
    expect(due(cron('30 * * * *', { misfire: 'SKIP' }), new Date('2026-05-05T09:30Z'))).toEqual({
      slots: [],
      next: '12:30',
      dropped: true,
    });
    expect(due(cron('0 * * * *', { misfire: 'SKIP' }))).toEqual({ slots: ['12:00'], next: '13:00', dropped: true });
  });

  it('after an outage of three hours are one for all, with RUN_ONCE', () => {
    expect(due(cron('30 * * * *'), new Date('2026-05-05T09:30Z'))).toEqual({
      slots: ['09:30'],
      next: '12:30',
      dropped: true,
    });
    expect(due(cron('0 * * * *'))).toEqual({ slots: ['12:00'], next: '13:00', dropped: true });
  });

  it('after an outage of three hours are all of them, with CATCH_UP', () => {
    expect(due(cron('0 * * * *', { misfire: 'CATCH_UP', overlap: 'QUEUE' }))).toEqual({
      slots: ['09:00', '10:00', '11:00', '12:00'],
      next: '13:00',
      dropped: false,
    });
  });

  it('come in portions, however long the outage was', () => {
    const everyMinute = cron('* * * * *', { misfire: 'CATCH_UP', overlap: 'QUEUE' });
    const { slots: found, next } = dueSlots(everyMinute, new Date('2026-01-01T00:00Z'), AFTER_THREE_HOURS);
    expect(found).toHaveLength(100);
    expect(next?.toISOString()).toBe('2026-01-01T01:40:00.000Z');
  });
});

describe('a schedule', () => {
  it('is refused when its pattern, its time zone or its policies make no sense', () => {
    expect(() => cron('61 * * * *')).toThrow('The schedule of tests.clock');
    expect(() => cron('0 0 * * *', { timeZone: 'Europe/Atlantis' })).toThrow('The schedule of tests.clock');
    expect(() => cron('0 0 30 2 *')).toThrow('never comes');
    expect(() => cron('* * * * *', { misfire: 'CATCH_UP' })).toThrow('CATCH_UP needs overlap QUEUE');
  });

  it('is refused for a kind whose payload can not be empty', () => {
    const define = (payload: new () => object) =>
      defineJob({
        kind: 'tests.clock',
        queue: 'tests',
        payload,
        attempts: 1,
        cron: '* * * * *',
        perform: async () => 1,
      });
    expect(() => define(NumberedPayload)).toThrow('The payload of tests.clock is not valid');
    expect(define(NoPayload).cron).toEqual({
      expression: '* * * * *',
      timeZone: 'UTC',
      misfire: 'RUN_ONCE',
      overlap: 'SKIP',
    });
  });
});
