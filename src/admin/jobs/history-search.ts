import type { JobFilter, JobState } from '../api/generated/graphql';

/** What stands in the address of the history: everything that a colleague needs to see the same page. */
export interface HistorySearch {
  state?: JobState;
  kind?: string;
  queue?: string;
  /** `me`, or the id of whoever asked for the jobs. */
  by?: string;
  within?: Within;
  after?: string;
  before?: string;
}

/** How far back to look. */
export type Within = keyof typeof WITHIN_HOURS;
const WITHIN_HOURS = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };
export const WITHINS = Object.keys(WITHIN_HOURS) as readonly Within[];

export const JOB_STATES: readonly JobState[] = ['SCHEDULED', 'QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'];
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Reads the address; what it can't mean is left out. */
export function readHistorySearch(search: Record<string, unknown>): HistorySearch {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const oneOf = <Value extends string>(values: readonly Value[], value: unknown) => values.find(one => one === value);
  const after = text(search.after);
  return withoutGaps({
    state: oneOf(JOB_STATES, search.state),
    kind: text(search.kind),
    queue: text(search.queue),
    by: text(search.by),
    within: oneOf(WITHINS, search.within),
    after,
    before: after === undefined ? text(search.before) : undefined,
  });
}

/** The same search on its first page, with something else to look for. */
export function narrowed(search: HistorySearch, change: Partial<HistorySearch>): HistorySearch {
  return withoutGaps({ ...search, after: undefined, before: undefined, ...change });
}

/** Whether anything is looked for in particular. */
export function isNarrowed(search: HistorySearch): boolean {
  return Object.keys(search).some(key => key !== 'after' && key !== 'before');
}

/** The API's filter for it. Times go by whole minutes, so that the same question within one is the same question. */
export function historyFilter(search: HistorySearch, viewerId: string, now: number): JobFilter {
  const { state, kind, queue, by, within } = search;
  const since = within && Math.floor(now / MINUTE_MS) * MINUTE_MS - WITHIN_HOURS[within] * HOUR_MS;
  return {
    ...(state ? { state: [state] } : {}),
    ...(kind ? { kind: [kind] } : {}),
    ...(queue ? { queue: [queue] } : {}),
    ...(by ? { requestedBy: [by === 'me' ? viewerId : by] } : {}),
    ...(since ? { since: new Date(since).toISOString() } : {}),
  };
}

function withoutGaps(search: HistorySearch): HistorySearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
