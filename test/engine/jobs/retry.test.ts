import { backoffMs, describeError, finalError, isWorthAnotherAttempt } from '../../../src/engine/jobs/retry';
import { notFound, unavailable } from '../../../src/errors';

describe('the pause between attempts', () => {
  it('doubles up to five minutes, and any part of it may be drawn', () => {
    expect([1, 2, 3].map(attempt => backoffMs(attempt, () => 1))).toEqual([2000, 4000, 8000]);
    expect(backoffMs(30, () => 1)).toBe(300_000);
    expect(backoffMs(5, () => 0)).toBe(0);
    expect(backoffMs(1, () => 0.25)).toBe(500);
  });
});

describe('an error', () => {
  it('is worth another attempt unless it is final, or only other input would mend it', () => {
    expect(isWorthAnotherAttempt(new Error('odd'))).toBe(true);
    expect(isWorthAnotherAttempt(unavailable('The mail server'))).toBe(true);
    expect(isWorthAnotherAttempt(notFound('file', 'x'))).toBe(false);
    expect(isWorthAnotherAttempt(finalError(new Error('odd')))).toBe(false);
  });

  it('shows its owner no more than a public code and sentence', () => {
    expect(describeError(notFound('file', 'x'))).toEqual({ code: 'NOT_FOUND', message: 'There is no file "x".' });
    expect(describeError(new Error("ER_PARSE_ERROR near 'secret'"))).toEqual({
      code: 'INTERNAL',
      message: expect.not.stringContaining('secret'),
    });
  });
});
