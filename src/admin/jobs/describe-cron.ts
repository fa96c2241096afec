import { region } from '../i18n/language';
import { defineTexts } from '../i18n/texts';

const t = defineTexts('cron', {
  everyMinute: 'Every minute',
  everyMinutes: 'Every {count} minutes',
  hourly: 'Hourly, at :{minute}',
  daily: 'Daily at {time}',
  weekly: '{day} at {time}',
  monthly: 'Monthly, on day {day} at {time}',
});

/** 1 Nov 2026 was a Sunday, as day 0 of the week is. */
const days = new Intl.DateTimeFormat(region, { weekday: 'long', timeZone: 'UTC' });
const dayName = (day: number): string => days.format(new Date(Date.UTC(2026, 10, 1 + (day % 7))));

/** The usual patterns in words, such as "Daily at 03:41"; null for any other, which is best read as it is. */
export function describeCron(cron: string): string | null {
  const match = /^(\*|\d+|\*\/\d+) (\*|\d+) (\*|\d+) \* (\*|\d)$/.exec(cron.trim());
  if (!match) return null;
  const [, minute, hour, day, weekday] = match;
  const fixed = /^\d+$/;
  if (hour === '*') {
    if (day !== '*' || weekday !== '*') return null;
    if (minute === '*') return t('everyMinute');
    if (fixed.test(minute)) return t('hourly', { minute: minute.padStart(2, '0') });
    const count = Number(minute.slice(2));
    return 60 % count === 0 ? t('everyMinutes', { count }) : null;
  }
  if (!fixed.test(minute)) return null;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*') return weekday === '*' ? t('daily', { time }) : t('weekly', { day: dayName(Number(weekday)), time });
  return weekday === '*' ? t('monthly', { day, time }) : null;
}
