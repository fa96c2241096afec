import { describeCron } from '../../../src/admin/jobs/describe-cron';

it.each([
  ['* * * * *', 'Every minute'],
  ['*/10 * * * *', 'Every 10 minutes'],
  ['7 * * * *', 'Hourly, at :07'],
  ['41 3 * * *', 'Daily at 03:41'],
  ['53 4 * * 0', 'Sunday at 04:53'],
  ['53 4 * * 7', 'Sunday at 04:53'],
  ['0 6 1 * *', 'Monthly, on day 1 at 06:00'],
])('the usual pattern %s reads as "%s"', (cron, words) => {
  expect(describeCron(cron)).toBe(words);
});

it.each(['*/7 * * * *', '30 2 1 1 *', '0 9-17 * * *', '0 0 12 * * *', '*/5 3 * * *', '0 3 1 * 1'])(
  'the pattern %s is left as it is',
  cron => {
    expect(describeCron(cron)).toBeNull();
  },
);
