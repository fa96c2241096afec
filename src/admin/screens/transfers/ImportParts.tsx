import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { Ago } from '../../components/Ago';
import { LinkButton } from '../../components/LinkButton';
import { useContentModel } from '../../content/content-types';
import { formatBytes } from '../../i18n/formats';
import { isOver } from '../../jobs/job-board';
import type { JobSummary } from '../../jobs/job-fragment';
import { t as words } from '../../jobs/texts';
import { useJobChanges } from '../../jobs/use-job-changes';
import { useNames } from '../../jobs/use-names';
import type { ImportFacts } from './import-documents';
import { ImportStateMark } from './ImportStateMark';
import { t } from './texts';
import classes from './transfers.module.css';

const ICON = { size: 14, stroke: 1.6, 'aria-hidden': true };

/** Stops the job of the step that goes on, after a question. */
export function CancelButton({ job }: { job: JobSummary }) {
  const { mayManage, ask, dialog } = useJobChanges(job);
  if (!mayManage || isOver(job)) return null;
  const asked = job.cancelRequestedAt !== null && job.cancelRequestedAt !== undefined;
  return (
    <>
      <Button
        className="danger"
        leftSection={<IconPlayerStop {...ICON} />}
        disabled={asked}
        onClick={() => ask('cancel')}
      >
        {asked ? words('canceling') : t('stop')}
      </Button>
      {dialog}
    </>
  );
}

/** What is known of the file, and where the import stands. */
export function ImportSummary({ record }: { record: ImportFacts }) {
  const { state, format, bytes, createdAt, createdBy, settings } = record;
  const type = useContentModel()?.byName.get(settings.type ?? '');
  const nameOf = useNames([createdBy ?? null]);
  const name = createdBy ? nameOf(createdBy) : null;
  const facts = [
    t(`format.${format}`),
    formatBytes(bytes),
    ...(type ? [t('becomes', { type: type.pluralLabel.toLowerCase() })] : []),
    ...(settings.publish ? [t('publishing')] : []),
    ...(settings.attachments ? [t('fetching')] : []),
  ];
  return (
    <div className={classes.facts}>
      <ImportStateMark state={state} />
      <span>{facts.join(' · ')}</span>
      <span className={classes.when}>
        {t('uploaded')} <Ago at={createdAt} /> {name && t('uploadedBy', { name })}
      </span>
    </div>
  );
}

/** Why the latest step did not come to its end. */
export function ImportFault({
  record,
  job,
  onReplan,
}: {
  record: ImportFacts;
  job: JobSummary;
  onReplan(): Promise<void>;
}) {
  const step = record.undoJob ? 'Undo' : record.applyJob ? 'Apply' : 'Plan';
  const canceled = job.state === 'CANCELED';
  return (
    <section className={classes.notice} data-tone={canceled ? 'amber' : 'red'}>
      <div>
        <h2>{canceled ? t(`canceled${step}`) : t(`failed${step}`)}</h2>
        {job.error && !canceled && <p>{job.error.message}</p>}
      </div>
      <LinkButton to="/jobs/$id" params={{ id: job.id }}>
        {t('toJob')}
      </LinkButton>
      {step === 'Plan' && (
        <Button className="solid" onClick={() => void onReplan()}>
          {t('replan')}
        </Button>
      )}
    </section>
  );
}
