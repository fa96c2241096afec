import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowBackUp, IconFileImport, IconRefresh } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { useMay } from '../../api/session';
import { Confirm } from '../../components/Confirm';
import { Empty } from '../../components/Empty';
import { ErrorNote, Problems } from '../../components/ErrorNote';
import { JobStanding } from '../../components/JobStanding';
import { LinkButton } from '../../components/LinkButton';
import { LiveDot } from '../../components/LiveDot';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import type { ContentType } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { isOver } from '../../jobs/job-board';
import type { JobSummary } from '../../jobs/job-fragment';
import { useJob } from '../../jobs/use-job';
import { documentCountsFor } from '../../shell/use-document-counts';
import { type ColumnMapping, mappingOf } from './column-mapping';
import { IMPORT, type ImportFacts } from './import-documents';
import { JobWarnings } from '../jobs/JobWarnings';
import { ImportColumns } from './ImportColumns';
import { CancelButton, ImportFault, ImportSummary } from './ImportParts';
import { ImportPlan } from './ImportPlan';
import { ImportReport } from './ImportReport';
import { ImportRows } from './ImportRows';
import { Locked } from './Locked';
import { t } from './texts';
import classes from './transfers.module.css';
import { useImportSteps } from './use-import-steps';

const ICON = { size: 14, stroke: 1.6, 'aria-hidden': true };

/** One import: its plan, what it is doing just now, and what it has done. */
export function ImportPage() {
  const { id } = useParams({ from: '/inside/imports/$id' });
  const may = useMay('imports.write');
  const [{ data, error }, reload] = useQuery({ query: IMPORT, variables: { id }, pause: !may });
  const again = () => reload({ requestPolicy: 'network-only' });
  if (!may) return <Locked title={t('imports')} heading={t('importsForbidden')} text={t('importsForbiddenText')} />;
  const crumbs = <Link to="/imports">{t('imports')}</Link>;
  if (!data?.import) {
    return (
      <Page title={t('importTitle')} crumbs={crumbs}>
        {error ? (
          <ErrorNote error={error} onRetry={again} />
        ) : data ? (
          <Empty
            icon={<IconFileImport size={20} stroke={1.6} />}
            title={t('notFound')}
            action={<LinkButton to="/imports">{t('toImports')}</LinkButton>}
          >
            {t('notFoundText')}
          </Empty>
        ) : (
          <SkeletonRows rows={6} height={48} />
        )}
      </Page>
    );
  }
  return <ImportScreen key={id} record={data.import} onChange={again} />;
}

/** The job of the step that goes on, or was the latest. */
function latestJob({ state, planJob, applyJob, undoJob }: ImportFacts): JobSummary | null {
  if (state === 'UNDOING') return undoJob ?? null;
  if (state === 'APPLYING') return applyJob ?? null;
  if (state === 'PLANNING') return planJob ?? null;
  return undoJob ?? applyJob ?? planJob ?? null;
}

function ImportScreen({ record, onChange }: { record: ImportFacts; onChange(): void }) {
  const { id, state, plan, tally, undoTally } = record;
  const steps = useImportSteps(record);
  const client = useClient();
  const narrow = useMediaQuery('(max-width: 760px)');
  const types = useRef<readonly ContentType[]>([]);
  types.current = useContentModel()?.types ?? [];
  const [mapping, setMapping] = useState<ColumnMapping | null>(null);
  const [undoing, setUndoing] = useState(false);
  const busy = state.endsWith('ING');
  const latest = latestJob(record);
  const live = useJob(busy && latest ? latest.id : null);
  const job = live.job && live.job.id === latest?.id ? live.job : latest;
  // What the step has brought comes with its end.
  const over = busy && live.job !== null && live.job.id === latest?.id && isOver(live.job);
  useEffect(() => {
    if (!over) return;
    onChange();
    const counts = documentCountsFor(types.current);
    void client.query(counts, {}, { requestPolicy: 'network-only' }).toPromise();
  }, [over]);
  const changes = plan?.counts.reduce((sum, { create, update }) => sum + create + update, 0) ?? 0;
  const open = record.applyJob === null || record.applyJob === undefined;

  const replan = async (next: { type: string | null; mapping: ColumnMapping | null; publish: boolean }) => {
    const { attachments } = record.settings;
    const options = { publish: next.publish, attachments };
    const { type, mapping: columns } = next;
    const done = await steps.replan({ importId: id, type, mapping: columns?.map(entry => ({ ...entry })), options });
    if (done) setMapping(null);
  };
  const planAgain = () =>
    replan({ type: record.settings.type ?? null, mapping: tableOf(record), publish: record.settings.publish });

  const primary = () => {
    if (busy || !job) return null;
    if (state === 'PLANNED') {
      if (plan?.stale) return null;
      return (
        <Button
          className={`solid ${classes.action}`}
          disabled={mapping !== null || steps.busy || changes === 0}
          onClick={() => void steps.apply()}
        >
          {changes === 0 ? t('apply') : t('applyWhole', { count: changes })}
        </Button>
      );
    }
    if (state === 'FAILED' && open) return null;
    return (
      <Button
        className={classes.action}
        leftSection={narrow ? undefined : <IconRefresh {...ICON} />}
        disabled={steps.busy}
        onClick={() => void steps.apply()}
      >
        {state === 'FAILED' && record.tally === null ? t('applyRetry') : t('applyAgain')}
      </Button>
    );
  };
  return (
    <Page
      title={record.filename}
      crumbs={<Link to="/imports">{t('imports')}</Link>}
      note={busy ? <LiveDot /> : undefined}
      actions={
        <>
          {busy && job && <CancelButton job={job} />}
          {!busy && !open && state !== 'UNDONE' && (
            <Button
              leftSection={narrow ? undefined : <IconArrowBackUp {...ICON} />}
              className={`danger ${classes.action}`}
              aria-label={t('undo')}
              onClick={() => setUndoing(true)}
            >
              {narrow ? t('undoAction') : t('undo')}
            </Button>
          )}
          {primary()}
        </>
      }
    >
      <div className={classes.sections}>
        <ImportSummary record={record} />
        <Problems problems={steps.problems} />
        {busy && job && <JobStanding job={job} rates={live.rates} />}
        {!busy && job && job.state !== 'SUCCEEDED' && <ImportFault record={record} job={job} onReplan={planAgain} />}
        {state === 'PLANNED' && plan?.stale && (
          <section className={classes.notice} data-tone="amber">
            <div>
              <h2>{t('staleTitle')}</h2>
              <p>{t('staleText')}</p>
            </div>
            <Button disabled={steps.busy} onClick={() => void steps.apply(true)}>
              {t('applyStale')}
            </Button>
            <Button className="solid" disabled={steps.busy} onClick={() => void planAgain()}>
              {t('replan')}
            </Button>
          </section>
        )}
        {open && !busy && record.columns && (
          <ImportColumns record={record} changed={mapping} onChange={setMapping} onReplan={replan} busy={steps.busy} />
        )}
        {undoTally && <ImportReport record={record} undone />}
        {tally && <ImportReport record={record} undone={false} />}
        {!open && !busy && !tally && (
          <section className={classes.section}>
            <ImportRows record={record} heading={t('rows')} />
          </section>
        )}
        {open && !busy && plan && <ImportPlan record={record} outdated={mapping !== null} />}
        {job && (
          <div className={classes.section}>
            <JobWarnings id={job.id} stage={job.state} running={job.state === 'RUNNING'} />
          </div>
        )}
      </div>
      <Confirm
        opened={undoing}
        title={t('undoTitle')}
        action={t('undoAction')}
        danger
        onConfirm={async () => {
          await steps.undo();
          setUndoing(false);
        }}
        onClose={() => setUndoing(false)}
      >
        {t('undoText')}
      </Confirm>
    </Page>
  );
}

const tableOf = (record: ImportFacts): ColumnMapping | null => (record.columns ? mappingOf(record) : null);
