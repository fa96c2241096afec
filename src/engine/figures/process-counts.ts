/** How many things took how long: counts by upper bound in seconds, as Prometheus labels it (`0.005`, `+Inf`); not cumulative. */
export type Latencies = Record<string, number>;

/** Operations that this process has answered since it started. */
export interface CountedOperations {
  requests: number;
  /** Those of them whose answer had errors. */
  errors: number;
  latencies: Latencies;
}

/** Jobs that this process has settled since it started, and what it last saw waiting. */
export interface CountedJobs {
  jobsSucceeded: number;
  jobsFailed: number;
  /** Null in a process that does not look. */
  jobsWaiting: number | null;
}

/** All that is counted. */
export type ProcessCounts = CountedOperations & CountedJobs;

/** Where a process's counts are read. */
export interface CountSources {
  operations(): Promise<CountedOperations>;
  jobs(): Promise<CountedJobs>;
}

/** What was counted between two readings; what waits is no count, and stays what the later one saw. */
export function countsBetween(before: ProcessCounts, now: ProcessCounts): ProcessCounts {
  return {
    requests: now.requests - before.requests,
    errors: now.errors - before.errors,
    latencies: latenciesBetween(before.latencies, now.latencies),
    jobsSucceeded: now.jobsSucceeded - before.jobsSucceeded,
    jobsFailed: now.jobsFailed - before.jobsFailed,
    jobsWaiting: now.jobsWaiting,
  };
}

function latenciesBetween(before: Latencies, now: Latencies): Latencies {
  const counts = Object.entries(now).map(([bound, count]) => [bound, count - (before[bound] ?? 0)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** What a row holds: MariaDB gives JSON as text, MySQL as what it says. */
export function readLatencies(stored: Latencies | string): Latencies {
  return typeof stored === 'string' ? (JSON.parse(stored) as Latencies) : stored;
}

/** Adds counts to a sum. */
export function addLatencies(sum: Latencies, more: Latencies): void {
  for (const [bound, count] of Object.entries(more)) sum[bound] = (sum[bound] ?? 0) + count;
}

/**
 * The time in ms that the given part (0 to 1) of all took at most, or null when there are none. Within a bucket all are taken to be spread
 * evenly, and what is beyond the last bound counts as that bound, as Prometheus's histogram_quantile does.
 */
export function quantileMs(latencies: Latencies, part: number): number | null {
  const buckets = Object.entries(latencies)
    .map(([bound, count]) => ({ bound: bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound), count }))
    .sort((a, b) => a.bound - b.bound);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const rank = part * total;
  let below = 0;
  for (const { bound, count } of buckets) {
    if (below + count < rank) {
      below += count;
      continue;
    }
    const lower = lowerBoundOf(bound);
    if (bound === Number.POSITIVE_INFINITY) return lower * 1000;
    return (lower + ((bound - lower) * (rank - below)) / count) * 1000;
  }
  return null;
}

/** Upper bounds of buckets in which durations are counted, in seconds. */
export const LATENCY_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Empty buckets are not kept, so the bucket below is asked of the bounds. */
function lowerBoundOf(bound: number): number {
  return LATENCY_BOUNDS.filter(one => one < bound).at(-1) ?? 0;
}
