import { Button } from '@mantine/core';
import type { Client } from '@urql/core';
import { Provider, useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { ProgressBar } from '../../components/ProgressBar';
import { useJob } from '../../jobs/use-job';
import classes from './list.module.css';
import { t } from './texts';

const RESULT = graphql(`
  query BulkResult($id: ID!) {
    job(id: $id) {
      id
      result {
        ... on BulkChangeResult {
          changed
          skipped
        }
      }
    }
  }
`);

interface JobNoticeProps {
  id: string;
  title: string;
  onDetails: () => void;
}

/** A job's way in a notification. Notifications are drawn outside the screens, hence the client. */
export function JobNotice({ client, ...rest }: JobNoticeProps & { client: Client }) {
  return (
    <Provider value={client}>
      <Notice {...rest} />
    </Provider>
  );
}

function Notice({ id, title, onDetails }: JobNoticeProps) {
  const { job } = useJob(id);
  const state = job?.state ?? 'QUEUED';
  const isDone = state === 'SUCCEEDED';
  const [{ data }] = useQuery({ query: RESULT, variables: { id }, pause: !isDone, requestPolicy: 'network-only' });
  const result = data?.job.result;
  const { completed, total, fraction } = job?.progress ?? {};
  const text = isDone
    ? result && 'changed' in result
      ? t('jobDone', { changed: result.changed, skipped: result.skipped })
      : ''
    : state === 'FAILED'
      ? (job?.error?.message ?? t('jobFailed'))
      : state === 'CANCELED'
        ? t('jobCanceled')
        : typeof completed === 'number' && typeof total === 'number'
          ? t('jobProgress', { done: completed, total })
          : t('jobWaiting');
  const moving = state === 'RUNNING' || state === 'QUEUED' || state === 'SCHEDULED';
  return (
    <div className={classes.jobNotice}>
      <b>{title}</b>
      {moving && <ProgressBar label={title} fraction={fraction ?? null} text={text} />}
      <span>
        <small aria-live="polite">{text}</small>
        <Button onClick={onDetails}>{t('details')}</Button>
      </span>
    </div>
  );
}
