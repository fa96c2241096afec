import { ActionIcon, Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconCopy, IconDots, IconExternalLink, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { isOver, isRetrying } from '../jobs/job-board';
import type { JobSummary } from '../jobs/job-fragment';
import { jobName } from '../jobs/job-name';
import { t } from '../jobs/texts';
import { useJobChanges } from '../jobs/use-job-changes';
import classes from './JobActions.module.css';
import { toast } from './toast';

const ICON = { size: 14, stroke: 1.6 };

/** What can be done about a job: retry, cancel, open, copy its id. Asks before it does what can't be undone. */
export function JobActions({ job }: { job: JobSummary }) {
  const navigate = useNavigate();
  const { mayManage, ask, dialog } = useJobChanges(job);
  const name = jobName(job.kind);
  const mayRetry = mayManage && job.state === 'FAILED';
  const mayCancel = mayManage && !isOver(job) && !job.cancelRequestedAt;
  const copy = () => {
    void navigator.clipboard?.writeText(job.id).then(() => toast(t('copied')));
  };
  return (
    <div className={classes.actions}>
      {mayRetry && (
        <Button
          leftSection={<IconRefresh {...ICON} aria-hidden />}
          aria-label={t('retryJob', { job: name })}
          onClick={() => ask('retry')}
        >
          <span className={classes.label}>{t('retry')}</span>
        </Button>
      )}
      <Menu position="bottom-end" width={168}>
        <Menu.Target>
          <ActionIcon aria-label={t('more', { job: name })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconExternalLink {...ICON} aria-hidden />}
            onClick={() => void navigate({ to: '/jobs/$id', params: { id: job.id } })}
          >
            {t('open')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy {...ICON} aria-hidden />} onClick={copy}>
            {t('copyId')}
          </Menu.Item>
          {(mayCancel || isRetrying(job)) && mayManage && (
            <>
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconPlayerStop {...ICON} aria-hidden />}
                onClick={() => ask('cancel')}
              >
                {t('cancel')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </div>
  );
}
