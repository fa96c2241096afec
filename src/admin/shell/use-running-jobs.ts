import { useEffect, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { graphql } from '../api/graphql';

const RUNNING = graphql(`
  query RunningJobs {
    jobs(first: 1, filter: { state: [RUNNING], hasParent: false }) {
      totalCount
    }
  }
`);

const CHANGES = graphql(`
  subscription JobStates {
    jobs(first: 1, filter: { hasParent: false }) {
      id
      state
    }
  }
`);

/** Progress arrives many times a second; counting so often would be work for nobody. */
const COUNT_AFTER_MS = 700;

/** How many jobs run that the viewer may see, while the page is open; null when it is not known. */
export function useRunningJobs(): number | null {
  const [{ data }, count] = useQuery({ query: RUNNING });
  const [change, setChange] = useState('');
  const [{ data: told }] = useSubscription({ query: CHANGES });
  const latest = told ? `${told.jobs.id} ${told.jobs.state}` : '';
  if (latest !== change) setChange(latest);
  useEffect(() => {
    if (change === '') return;
    const timer = setTimeout(() => count({ requestPolicy: 'network-only' }), COUNT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [change, count]);
  return data?.jobs.totalCount ?? null;
}
