import { Button } from '@mantine/core';
import { IconDownload, IconFileExport, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import type { ExportsQuery } from '../../api/generated/graphql';
import { ownAddress } from '../../api/own-address';
import { useMay, usePerson } from '../../api/session';
import { usePolling } from '../../api/use-polling';
import { Ago } from '../../components/Ago';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { type FactColumn, FactTable } from '../../components/FactTable';
import { JobActions } from '../../components/JobActions';
import { countsOf, percentOf } from '../../components/JobRow';
import { LinkButton } from '../../components/LinkButton';
import { Page } from '../../components/Page';
import { ProgressBar } from '../../components/ProgressBar';
import { SkeletonRows } from '../../components/Skeleton';
import type { ContentType } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { formatBytes, formatDay, formatMoment, formatNumber } from '../../i18n/formats';
import { isOver } from '../../jobs/job-board';
import { t as words } from '../../jobs/texts';
import { useJob } from '../../jobs/use-job';
import { EXPORT_KINDS, EXPORTS } from './export-documents';
import { Locked } from './Locked';
import { t } from './texts';
import form from './exports.module.css';
import classes from './transfers.module.css';

type Listed = ExportsQuery['jobs']['nodes'][number];

const PAGE = 30;
const MOST = 100;
/** The addresses of files work for some minutes; those on the screen are to work always. */
const RENEW_MS = 240_000;
const TONES: Readonly<Record<Listed['state'], string>> = {
  SCHEDULED: 'grey',
  QUEUED: 'grey',
  RUNNING: 'accent',
  SUCCEEDED: 'green',
  FAILED: 'red',
  CANCELED: 'grey',
};

/** What was taken out, and what is being taken out just now. */
export function Exports() {
  const may = useMay('exports.write');
  const seesAll = useMay('exports.read') && useMay('jobs.read');
  const { user } = usePerson();
  const types = useContentModel()?.types ?? [];
  const [first, setFirst] = useState(PAGE);
  const filter = { kind: EXPORT_KINDS, requestedBy: seesAll ? null : [user.id] };
  const [{ data, error }, reload] = useQuery({ query: EXPORTS, variables: { first, filter }, pause: !may });
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, may ? RENEW_MS : null);
  // Following a job tells of its end, but not of its file.
  const unread = data?.jobs.nodes
    .filter(({ state, result }) => state === 'SUCCEEDED' && !result)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (unread) reload({ requestPolicy: 'network-only' });
  }, [unread, reload]);
  if (!may) return <Locked title={t('exports')} heading={t('exportsForbidden')} text={t('exportsForbiddenText')} />;
  const jobs = data?.jobs;
  const begin = (
    <LinkButton to="/exports/new" className="solid" leftSection={<IconPlus size={14} stroke={2} aria-hidden />}>
      {t('newExport')}
    </LinkButton>
  );
  return (
    <Page title={t('exports')} actions={jobs?.nodes.length === 0 ? undefined : begin}>
      {error && !jobs ? (
        <ErrorNote error={error} onRetry={again} />
      ) : !jobs ? (
        <SkeletonRows height={48} widths={['34%', '14%', '10%', '10%', '14%']} />
      ) : jobs.nodes.length === 0 ? (
        <Empty icon={<IconFileExport size={20} stroke={1.6} />} title={t('noExports')} action={begin}>
          {t('noExportsText')}
        </Empty>
      ) : (
        <>
          <FactTable
            label={t('exports')}
            columns={columnsFor(types)}
            rows={jobs.nodes}
            keyOf={({ id }) => id}
            actions={job => <JobActions job={job} />}
          />
          {jobs.pageInfo.hasNextPage && first < MOST && (
            <div className={classes.more}>
              <Button onClick={() => setFirst(MOST)}>{t('more')}</Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

const fileOf = ({ result }: Listed) => (result?.__typename === 'ExportResult' ? result.file : null);

function columnsFor(types: readonly ContentType[]): FactColumn<Listed>[] {
  return [
    {
      id: 'export',
      label: t('exported'),
      cell: job => (
        <span className={classes.named}>
          <Link to="/jobs/$id" params={{ id: job.id }} className={classes.name}>
            {fileOf(job)?.filename ?? nameOf(job, types)}
          </Link>
          <small>
            {t(job.kind === 'exports.export-query' ? 'exportQuery' : 'exportContent')} · <Ago at={job.createdAt} />
          </small>
          {job.state !== 'SUCCEEDED' && (
            <span className={classes.onPhone}>
              <Standing job={job} />
            </span>
          )}
        </span>
      ),
    },
    { id: 'state', label: t('state'), width: '220px', wide: true, cell: job => <Standing job={job} /> },
    {
      id: 'rows',
      label: t('exportRows'),
      width: '90px',
      align: 'end',
      wide: true,
      cell: job => <span className="num">{formatNumberOf(fileOf(job)?.rows)}</span>,
    },
    {
      id: 'size',
      label: t('size'),
      width: '90px',
      align: 'end',
      wide: true,
      cell: job => <span className="num">{sizeOf(fileOf(job)?.bytes)}</span>,
    },
    {
      id: 'expires',
      label: t('expires'),
      width: '100px',
      align: 'end',
      wide: true,
      cell: job => {
        const file = fileOf(job);
        if (file) return <time title={formatMoment(file.keptUntil)}>{formatDay(file.keptUntil)}</time>;
        return job.state === 'SUCCEEDED' ? t('expired') : '–';
      },
    },
    { id: 'file', label: t('file'), width: '132px', align: 'end', cell: job => <Download job={job} /> },
  ];
}

const formatNumberOf = (rows: number | undefined) => (rows === undefined ? '–' : formatNumber(rows));
const sizeOf = (bytes: number | undefined) => (bytes === undefined ? '–' : formatBytes(bytes));

/** While there is no file that has a name: what its rows are. */
function nameOf({ progress }: Listed, types: readonly ContentType[]): string {
  const unit = progress?.unit;
  const type = types.find(({ plural }) => plural === unit);
  return type || unit ? t('exportOf', { what: type?.pluralLabel.toLowerCase() ?? unit ?? '' }) : t('exported');
}

/** The state of an export; while it goes on its progress, as it happens. */
function Standing({ job }: { job: Listed }) {
  const { job: live } = useJob(isOver(job) ? null : job.id);
  const shown = live?.id === job.id && !isOver(job) ? live : job;
  if (shown.state === 'RUNNING') {
    const { progress } = shown;
    return (
      <span className={form.progress}>
        <ProgressBar
          label={t('exported')}
          fraction={progress?.fraction ?? null}
          text={progress ? countsOf(shown) : undefined}
        />
        <small className="num">
          {[typeof progress?.fraction === 'number' ? percentOf(progress.fraction) : progress?.stage, countsOf(shown)]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
    );
  }
  return (
    <span className={classes.named}>
      <span className={classes.state} data-tone={TONES[shown.state]}>
        <i aria-hidden />
        {words(`state.${shown.state}`)}
      </span>
      {shown.state === 'FAILED' && (
        <small className={classes.fault} title={shown.error?.message}>
          {shown.error?.message}
        </small>
      )}
    </span>
  );
}

function Download({ job }: { job: Listed }) {
  const file = fileOf(job);
  if (!file) return null;
  return (
    <Button
      component="a"
      href={ownAddress(file.url)}
      download={file.filename}
      aria-label={t('downloadNamed', { file: file.filename })}
      leftSection={<IconDownload size={14} stroke={1.6} aria-hidden />}
    >
      {t('downloadFile')}
    </Button>
  );
}
