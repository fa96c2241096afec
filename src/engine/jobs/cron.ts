/**
 * The times of a schedule. Its moments are called slots, and each slot fires at most once.
 *
 * Slots are read in the schedule's time zone. When clocks go forward, a fixed time in the hour that does not exist (02:30) fires
 * once, when the gap ends (03:00); a pattern with a wildcard or a step that lies wholly within that hour has no slot on that day.
 * When clocks go back, a fixed time in the hour that comes twice fires once, at its first coming; a pattern with a wildcard or a step
 * goes by the time that passes, so every five minutes stays every five minutes.
 */
import { Cron as CronPattern } from 'croner';

/** What becomes of slots that passed while no worker was there. */
export type Misfire = 'SKIP' | 'RUN_ONCE' | 'CATCH_UP';

/** What becomes of a slot that comes while the job of an earlier one has not settled. */
export type Overlap = 'SKIP' | 'QUEUE';

/** When a kind of job is due. */
export interface CronOptions {
  /** Minute, hour, day of the month, month, day of the week: `30 2 * * *`. Six fields begin with the second. */
  expression: string;
  /** An IANA name such as Europe/Berlin; UTC when left out. */
  timeZone?: string;
  /** RUN_ONCE when left out: one job stands for all that were missed. SKIP drops them; CATCH_UP makes a job for each. */
  misfire?: Misfire;
  /** SKIP when left out. QUEUE lets slots wait, and gives each its job when the one before it has settled. */
  overlap?: Overlap;
}

/** A schedule, read and checked. */
export type Cron = Readonly<Required<CronOptions>>;

/** Slots that are due, as `dueSlots` finds them. */
export interface DueSlots {
  /** Those that get a job, oldest first. */
  slots: Date[];
  /** The first slot that is not dealt with yet; null when there will be none. */
  next: Date | null;
  /** True when slots were dropped, because they were found too late. */
  dropped: boolean;
}

/** A slot that is found within this has not been missed: workers look every few seconds. In ms. */
export const ON_TIME_MS = 60_000;
/** How many slots one transaction deals with; the rest is left for the next. */
const MAX_SLOTS = 100;

/** Reads a kind's schedule; throws for a pattern, a time zone or a combination of policies that can't be followed. */
export function readCron(kind: string, options: string | CronOptions): Cron {
  const given = typeof options === 'string' ? { expression: options } : options;
  const cron: Cron = { timeZone: 'UTC', misfire: 'RUN_ONCE', overlap: 'SKIP', ...given };
  if (cron.misfire === 'CATCH_UP' && cron.overlap === 'SKIP') {
    throw new Error(`The schedule of ${kind} would skip what it catches up on: misfire CATCH_UP needs overlap QUEUE.`);
  }
  try {
    if (slotAfter(cron, new Date()) === null) throw new Error('it never comes');
  } catch (error) {
    throw new Error(`The schedule of ${kind} can't be read: ${(error as Error).message}.`, { cause: error });
  }
  return Object.freeze(cron);
}

/** The first slot after the time; null when there is none. */
export function slotAfter({ expression, timeZone }: Cron, time: Date): Date | null {
  return new CronPattern(expression, { timezone: timeZone }).nextRun(time);
}

/** What is to be done about a schedule whose next slot was `from`, when it is `now`. */
export function dueSlots(cron: Cron, from: Date, now: Date): DueSlots {
  const onTimeSince = new Date(now.getTime() - ON_TIME_MS);
  const missed = from < onTimeSince;
  if (missed && cron.misfire !== 'CATCH_UP') {
    const recent = slotsBetween(cron, slotAfter(cron, new Date(onTimeSince.getTime() - 1)), now);
    if (recent.slots.length > 0 || cron.misfire === 'SKIP') return { ...recent, dropped: true };
    return { slots: [from], next: recent.next, dropped: true };
  }
  return { ...slotsBetween(cron, from, now), dropped: false };
}

function slotsBetween(cron: Cron, first: Date | null, now: Date): { slots: Date[]; next: Date | null } {
  const slots: Date[] = [];
  let next = first;
  while (next && next <= now && slots.length < MAX_SLOTS) {
    slots.push(next);
    next = slotAfter(cron, next);
  }
  return { slots, next };
}
