import { KeelsonError } from '../../errors';

/** The first pause between two attempts is at most this long, in ms. */
const BASE_MS = 1000;
/** No pause is longer than this, in ms. */
const CAP_MS = 5 * 60_000;

const finalErrors = new WeakSet<Error>();

/** Marks an error as one that another attempt would meet again: the job fails at once. */
export function finalError<Fault extends Error>(error: Fault): Fault {
  finalErrors.add(error);
  return error;
}

/** True when another attempt may end better: not for what is marked final, nor for what only other input would mend. */
export function isWorthAnotherAttempt(error: unknown): boolean {
  if (error instanceof KeelsonError && error.mendable) return false;
  return !(error instanceof Error && finalErrors.has(error));
}

/** The pause after the given attempt (1, 2, ...), in ms: "full jitter", so that jobs that failed together do not return together. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
}

/** A time around the given one, a third more or less: workers that started together don't look together. */
export function jitter(ms: number): number {
  return ms * (2 / 3 + (Math.random() * 2) / 3);
}

/** What the job's owner may learn of an error; the rest stays in the log under the job's id. */
export function describeError(error: unknown): { code: string; message: string } {
  if (error instanceof KeelsonError) return { code: error.code, message: error.message.slice(0, 1000) };
  return { code: 'INTERNAL', message: 'The job met an unexpected fault; the log has it under the id of the job.' };
}
