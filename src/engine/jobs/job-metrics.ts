import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from '../../platform/telemetry/metrics';
import type { CountedJobs } from '../figures/process-counts';
import type { Job } from './job.entity';
import { type Change, isSettled, type MadeTransition } from './job-state';

const labelNames = ['kind', 'queue'] as const;
const registers = [registry];

const transitions = new Counter({
  name: 'keelson_job_transitions_total',
  help: 'Transitions of jobs, by number (T1 to T11) and the state they led to.',
  labelNames: [...labelNames, 'step', 'to'],
  registers,
});

const waiting = new Histogram({
  name: 'keelson_job_wait_seconds',
  help: 'How long jobs were due before a worker claimed them.',
  labelNames: [...labelNames],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
  registers,
});

const durations = new Histogram({
  name: 'keelson_job_duration_seconds',
  help: 'How long attempts took, from claim to settlement, whatever their outcome.',
  labelNames: [...labelNames],
  buckets: [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200],
  registers,
});

const attempts = new Histogram({
  name: 'keelson_job_attempts',
  help: 'How many attempts jobs had made when they settled.',
  labelNames: [...labelNames],
  buckets: [1, 2, 3, 5, 8, 13],
  registers,
});

const fencedWrites = new Counter({
  name: 'keelson_job_fenced_writes_total',
  help: 'Writes that were refused because the job had gone on without the writer.',
  labelNames: [...labelNames],
  registers,
});

const lost = new Counter({
  name: 'keelson_job_lost_total',
  help: 'Runs that were taken back because their worker fell silent.',
  labelNames: [...labelNames],
  registers,
});

const queueDepth = new Gauge({
  name: 'keelson_queue_depth',
  help: 'Jobs that are due and wait, by what says so: the table, or the hints that wait in Bull.',
  labelNames: ['queue', 'source'],
  registers,
});

const oldestWait = new Gauge({
  name: 'keelson_queue_oldest_wait_seconds',
  help: 'For how long the job that has been due longest waits; 0 when none does.',
  labelNames: ['queue'],
  registers,
});

/** Counts a committed transition; `job` is as it was before. */
export function countTransition(job: MadeTransition['job'], change: Change): void {
  const labels = { kind: job.kind, queue: job.queue };
  transitions.inc({ ...labels, step: change.step, to: change.to });
  if (change.step === 'T8') lost.inc(labels);
  if (isSettled(change.to)) attempts.observe(labels, job.attempt);
}

/** How long a claimed job had been due, in ms. */
export function observeWait(job: Job, ms: number): void {
  waiting.observe({ kind: job.kind, queue: job.queue }, Math.max(0, ms) / 1000);
}

/** How long an attempt took, in ms. */
export function observeDuration(job: Job, ms: number): void {
  durations.observe({ kind: job.kind, queue: job.queue }, ms / 1000);
}

/** A holder whose fence was overtaken tried to write. */
export function countFencedWrite(job: Job): void {
  fencedWrites.inc({ kind: job.kind, queue: job.queue });
}

/** What waits in a queue, by the table and by Bull; null where Bull does not say. */
export function observeQueue(
  queue: string,
  depth: { table: number; bull: number | null; oldestSeconds: number },
): void {
  queueDepth.set({ queue, source: 'table' }, depth.table);
  if (depth.bull === null) queueDepth.remove({ queue, source: 'bull' });
  else queueDepth.set({ queue, source: 'bull' }, depth.bull);
  oldestWait.set({ queue }, depth.oldestSeconds);
}

/** All jobs that this process has settled since it started, and what its worker, if it has one, saw waiting. */
export async function countedJobs(): Promise<CountedJobs> {
  const [made, depth] = await Promise.all([transitions.get(), queueDepth.get()]);
  const settledAs = (state: string) =>
    made.values.filter(({ labels }) => labels.to === state).reduce((sum, { value }) => sum + value, 0);
  const seen = depth.values.filter(({ labels }) => labels.source === 'table');
  return {
    jobsSucceeded: settledAs('succeeded'),
    jobsFailed: settledAs('failed'),
    jobsWaiting: seen.length > 0 ? seen.reduce((sum, { value }) => sum + value, 0) : null,
  };
}
