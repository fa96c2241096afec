import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { usePolling } from '../../api/use-polling';
import { JobRow } from '../../components/JobRow';
import { formatNumber } from '../../i18n/formats';
import classes from './JobParts.module.css';
import { t } from './texts';
import '../../jobs/job-fragment';

const PARTS = graphql(`
  query JobParts($id: ID!, $first: Int!) {
    job(id: $id) {
      id
      children(first: $first) {
        totalCount
        nodes {
          ...JobRow
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
`);

const STEP = 20;
const MOST = 100;
const POLL_MS = 2_000;

/** The jobs that this one has spawned. */
export function JobParts({ id, stage, running }: { id: string; stage: string; running: boolean }) {
  const [first, setFirst] = useState(STEP);
  const [{ data }, reload] = useQuery({ query: PARTS, variables: { id, first } });
  usePolling(() => reload({ requestPolicy: 'network-only' }), running ? POLL_MS : null);
  useEffect(() => {
    if (stage) reload({ requestPolicy: 'network-only' });
  }, [stage, reload]);
  const children = data?.job.children;
  if (!children || children.totalCount === 0) return null;
  return (
    <section className={classes.parts}>
      <h2>
        {t('parts')}
        <em className="num">{formatNumber(children.totalCount)}</em>
      </h2>
      <ul>
        {children.nodes.map(child => (
          <JobRow key={child.id} job={child} />
        ))}
      </ul>
      {children.pageInfo.hasNextPage && first < MOST && (
        <Button mt={8} onClick={() => setFirst(count => Math.min(MOST, count + STEP))}>
          {t('showMore')}
        </Button>
      )}
    </section>
  );
}
