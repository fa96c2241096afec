import type { Sql } from '../../platform/database/database';
import { addLatencies, type Latencies, quantileMs, readLatencies } from './process-counts';

/** What all processes together did in one step of time. */
export interface Figures {
  /** The step's beginning. */
  at: Date;
  requests: number;
  errors: number;
  /** Times in ms that half, 95 % and 99 % of the operations took at most; null when there were none. */
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  jobsSucceeded: number;
  jobsFailed: number;
  /** The most jobs that waited at the end of a minute; null when nobody looked. */
  jobsWaiting: number | null;
}

/** Figures are kept for so long; beyond it nothing is known. */
export const KEPT_HOURS = 48;

const MINUTE_MS = 60_000;
/** A graph has no room for more points than about this. */
const MOST_POINTS = 200;
/** Minutes that a step may last. */
const STEPS = [1, 2, 5, 10, 15, 30];

interface Row {
  minute: Date;
  requests: number;
  errors: number;
  latencies: Latencies | string;
  jobsSucceeded: number;
  jobsFailed: number;
  jobsWaiting: number | null;
}

type Sum = Omit<Figures, 'p50Ms' | 'p95Ms' | 'p99Ms'> & { latencies: Latencies };

/** The minutes of one step, so that the time since then makes no more points than a graph has room for. */
export function stepMinutesFor(since: Date, now: Date): number {
  const minutes = (now.getTime() - since.getTime()) / MINUTE_MS;
  return STEPS.find(step => minutes / step <= MOST_POINTS) ?? STEPS[STEPS.length - 1];
}

/** What all processes did since then, step by step, oldest first and without gaps. The step that has not ended is left out. */
export async function readFigures(db: Sql, since: Date, now: Date): Promise<Figures[]> {
  const stepMs = stepMinutesFor(since, now) * MINUTE_MS;
  const floor = (time: number) => Math.floor(time / stepMs) * stepMs;
  const from = floor(Math.max(since.getTime(), now.getTime() - KEPT_HOURS * 60 * MINUTE_MS));
  const until = floor(now.getTime());
  const rows = await db.select<Row>(
    `SELECT minute, requests, errors, latencies, jobs_succeeded AS jobsSucceeded, jobs_failed AS jobsFailed, jobs_waiting AS jobsWaiting
     FROM minute_figures WHERE minute >= ? AND minute < ? ORDER BY minute`,
    [new Date(from), new Date(until)],
  );
  const steps = new Map<number, Sum>();
  for (let at = from; at < until; at += stepMs) steps.set(at, emptyStep(new Date(at)));
  for (const row of rows) {
    const step = steps.get(floor(row.minute.getTime()));
    if (step) add(step, row);
  }
  return [...steps.values()].map(({ latencies, ...sum }) => ({
    ...sum,
    p50Ms: quantileMs(latencies, 0.5),
    p95Ms: quantileMs(latencies, 0.95),
    p99Ms: quantileMs(latencies, 0.99),
  }));
}

function emptyStep(at: Date): Sum {
  return { at, requests: 0, errors: 0, latencies: {}, jobsSucceeded: 0, jobsFailed: 0, jobsWaiting: null };
}

/** All processes look at the same jobs, so what waits is not summed. */
function add(step: Sum, row: Row): void {
  step.requests += Number(row.requests);
  step.errors += Number(row.errors);
  step.jobsSucceeded += Number(row.jobsSucceeded);
  step.jobsFailed += Number(row.jobsFailed);
  if (row.jobsWaiting !== null) step.jobsWaiting = Math.max(step.jobsWaiting ?? 0, Number(row.jobsWaiting));
  addLatencies(step.latencies, readLatencies(row.latencies));
}
