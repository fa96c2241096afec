import { type ReactNode, useState } from 'react';
import { graphql } from '../api/graphql';
import { useMay, usePerson } from '../api/session';
import { useChange } from '../api/use-change';
import { Confirm } from '../components/Confirm';
import { toast, toastFault } from '../components/toast';
import type { JobSummary } from './job-fragment';
import { jobName } from './job-name';
import { t } from './texts';
import './job-fragment';

const CANCEL = graphql(`
  mutation CancelJob($input: CancelJobInput!) {
    cancelJob(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const RETRY = graphql(`
  mutation RetryJob($input: RetryJobInput!) {
    retryJob(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** What somebody may want to do with a job. */
export type JobChange = 'cancel' | 'retry';

/** Whether the person may change the job, how to ask whether they want to, and the dialog that asks. */
export function useJobChanges(job: JobSummary): {
  mayManage: boolean;
  ask: (change: JobChange) => void;
  dialog: ReactNode;
} {
  const { user } = usePerson();
  const managesAll = useMay('jobs.manage');
  const [cancel] = useChange(CANCEL);
  const [retry] = useChange(RETRY);
  const [asked, setAsked] = useState<JobChange | null>(null);
  const [opened, setOpened] = useState(false);
  const name = jobName(job.kind);
  const confirm = async () => {
    const input = { id: job.id };
    const { problems } = asked === 'cancel' ? await cancel({ input }) : await retry({ input });
    setOpened(false);
    if (problems.length > 0) toastFault(problems.map(({ message }) => message).join(' '));
    else toast(asked === 'cancel' ? t('cancelRequested', { job: name }) : t('retried', { job: name }));
  };
  return {
    mayManage: managesAll || job.requestedBy === user.id,
    ask: change => {
      setAsked(change);
      setOpened(true);
    },
    dialog: asked && (
      <Confirm
        opened={opened}
        title={asked === 'cancel' ? t('cancelTitle') : t('retryTitle')}
        action={asked === 'cancel' ? t('cancel') : t('retry')}
        dismiss={asked === 'cancel' ? t('keep') : undefined}
        danger={asked === 'cancel'}
        onConfirm={confirm}
        onClose={() => setOpened(false)}
      >
        {asked === 'retry'
          ? t('retryText', { job: name })
          : job.state === 'RUNNING'
            ? t('cancelRunning', { job: name })
            : t('cancelWaiting', { job: name })}
      </Confirm>
    ),
  };
}
