import type { CombinedError } from '@urql/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../api/graphql';
import type { JobSummary } from './job-fragment';
import { isOver } from './job-board';
import './job-fragment';

const PROGRESS = graphql(`
  subscription JobProgressChanges($id: ID!) {
    jobProgress(id: $id) {
      ...JobRow
    }
  }
`);

/** So many rates make the sparkline. */
const RATES = 40;

/** One job as it goes. */
export interface LiveJob {
  /** Null until something was heard, or when there is no id. */
  job: JobSummary | null;
  /** Its last units per second, oldest first. */
  rates: readonly number[];
  /** Why it can't be followed: there is none, or it may not be seen. */
  error: CombinedError | null;
}

const NOTHING: LiveJob = { job: null, rates: [], error: null };

/**
 * Follows one job: as it is now, then each change, until it has settled. After a lost connection the job is told as it is again, so no state
 * is missed. A settled job that is retried is followed again when `round` changes.
 */
export function useJob(id: string | null, round = 0): LiveJob {
  const client = useClient();
  const [live, setLive] = useState(NOTHING);
  useEffect(() => {
    setLive(before => (before.job?.id === id ? before : NOTHING));
    if (id === null) return;
    const { unsubscribe } = client.subscription(PROGRESS, { id }).subscribe(({ data, error }) => {
      if (error) setLive(before => ({ ...before, error }));
      if (!data) return;
      const job = data.jobProgress;
      setLive(before => ({ job, rates: ratesWith(before, job), error: null }));
    });
    return unsubscribe;
  }, [client, id, round]);
  return live;
}

function ratesWith({ rates }: LiveJob, job: JobSummary): readonly number[] {
  const rate = job.progress?.ratePerSecond;
  if (isOver(job) || typeof rate !== 'number') return rates;
  return [...rates, rate].slice(-RATES);
}
