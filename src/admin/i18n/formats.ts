import { region } from './language';
import { defineTexts } from './texts';

export { formatNumber } from './language';

const percents = new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short', year: 'numeric' });
const daysOfThisYear = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short' });
const moments = new Intl.DateTimeFormat(region, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const times = new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 59%, of a part between 0 and 1. */
export const formatPercent = (part: number): string => percents.format(part);

/** 1.4 MB; kB = 1000 bytes. */
export function formatBytes(bytes: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(region, {
    style: 'unit',
    unit: BYTE_UNITS[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || bytes / 1000 ** power >= 100 ? 0 : 1,
  }).format(bytes / 1000 ** power);
}

/** 24 Nov, with the year when it is another one. */
export function formatDay(moment: string | Date): string {
  const date = new Date(moment);
  return (date.getFullYear() === new Date().getFullYear() ? daysOfThisYear : days).format(date);
}

/** Tue, 24 Nov 2026, 08:00, in the reader's time zone. */
export const formatMoment = (moment: string | Date): string => moments.format(new Date(moment));

/** 08:00:12 */
export const formatTime = (moment: string | Date): string => times.format(new Date(moment));

/** 36 s, 1 min 48 s, 2 h 5 min, 3 d 4 h. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < MINUTE) return t('seconds', { seconds: whole });
  if (whole < HOUR) return t('minutesSeconds', { minutes: Math.floor(whole / MINUTE), seconds: whole % MINUTE });
  if (whole < DAY) {
    return t('hoursMinutes', { hours: Math.floor(whole / HOUR), minutes: Math.floor((whole % HOUR) / MINUTE) });
  }
  return t('daysHours', { days: Math.floor(whole / DAY), hours: Math.floor((whole % DAY) / HOUR) });
}

/** "just now", "5 min ago", "in 3 h", and beyond a week the day. */
export function formatAgo(moment: string | Date, now: number = Date.now()): string {
  const seconds = Math.round((now - new Date(moment).getTime()) / 1000);
  const far = Math.abs(seconds);
  if (far < 45) return seconds < -5 ? t('soon') : t('now');
  const span =
    far < HOUR - 30
      ? t('minutes', { minutes: Math.max(1, Math.round(far / MINUTE)) })
      : far < DAY
        ? t('hours', { hours: Math.round(far / HOUR) })
        : far < 7 * DAY
          ? t('days', { days: Math.round(far / DAY) })
          : null;
  if (span === null) return formatDay(moment);
  return seconds > 0 ? t('ago', { span }) : t('ahead', { span });
}

const t = defineTexts('formats', {
  now: 'just now',
  soon: 'in a moment',
  ago: '{span} ago',
  ahead: 'in {span}',
  seconds: '{seconds} s',
  minutes: '{minutes} min',
  hours: '{hours} h',
  days: '{days} d',
  minutesSeconds: '{minutes} min {seconds} s',
  hoursMinutes: '{hours} h {minutes} min',
  daysHours: '{days} d {hours} h',
});
