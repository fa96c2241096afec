import { Button } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import type { JobDetailsQuery } from '../../api/generated/graphql';
import { ownAddress } from '../../api/own-address';
import { formatBytes, formatMoment, formatNumber } from '../../i18n/formats';
import classes from './JobResult.module.css';
import { t } from './texts';

type Result = NonNullable<JobDetailsQuery['job']['result']>;

/** What a job has done, as its kind of result is best shown. */
export function JobResult({ result }: { result: Result | null }) {
  return (
    <section>
      <h2>{t('result')}</h2>
      {result === null ? <p className="dim">{t('resultNone')}</p> : <ResultOf result={result} />}
    </section>
  );
}

function ResultOf({ result }: { result: Result }) {
  switch (result.__typename) {
    case 'ExportResult':
      return <ExportedFile result={result} />;
    case 'FetchAssetResult':
      return (
        <Numbers
          numbers={[
            [t('fetchedAsset'), result.wasThere ? 0 : 1],
            [t('hadAsset'), result.wasThere ? 1 : 0],
          ]}
        />
      );
    case 'ImportResult':
      return <ImportCounts counts={result.counts} />;
    case 'BulkChangeResult':
      return (
        <Numbers
          numbers={[
            [t('changedLabel'), result.changed],
            [t('skippedLabel'), result.skipped],
          ]}
        />
      );
    case 'PruneJobsResult':
      return (
        <Numbers
          numbers={[
            [t('prunedJobs'), result.jobs],
            [t('prunedKeys'), result.idempotencyKeys],
            [t('prunedFires'), result.scheduleFires],
          ]}
        />
      );
    case 'PruneEventsResult':
      return <Numbers numbers={[[t('prunedEvents'), result.events]]} />;
    case 'PruneFiguresResult':
      return <Numbers numbers={[[t('prunedMinutes'), result.minutes]]} />;
    case 'PruneSignInsResult':
      return <Numbers numbers={[[t('prunedRows'), result.rows]]} />;
    case 'PurgeFilesResult':
      return <Numbers numbers={[[t('purgedFolders'), result.folders]]} />;
    case 'SweepUploadsResult':
      return <Numbers numbers={[[t('sweptUploads'), result.uploads]]} />;
  }
}

function Numbers({ numbers }: { numbers: readonly (readonly [label: string, value: number])[] }) {
  return (
    <dl className={classes.numbers}>
      {numbers.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">{formatNumber(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function ExportedFile({ result }: { result: Extract<Result, { __typename: 'ExportResult' }> }) {
  const { file, snapshot, deleted } = result;
  if (!file) return <p className="dim">{t('fileGone')}</p>;
  return (
    <>
      <div className={classes.file}>
        <IconFileDownload size={20} stroke={1.6} aria-hidden />
        <div>
          <b>{file.filename}</b>
          <small>
            {[
              t('exportedRows', { count: file.rows }),
              formatBytes(file.bytes),
              ...(deleted > 0 ? [`${t('deletedLabel')}: ${formatNumber(deleted)}`] : []),
              t('keptUntil', { moment: formatMoment(file.keptUntil) }),
            ].join(' · ')}
          </small>
        </div>
        <Button component="a" href={ownAddress(file.url)} download={file.filename} className="solid" size="sm">
          {t('download')}
        </Button>
      </div>
      {!snapshot && <p className="dim">{t('noSnapshot')}</p>}
    </>
  );
}

const COLUMNS = ['created', 'updated', 'unchanged', 'skipped', 'rejected'] as const;
const LABELS = {
  created: t('created'),
  updated: t('updated'),
  unchanged: t('unchanged'),
  skipped: t('skippedColumn'),
  rejected: t('rejected'),
};

function ImportCounts({ counts }: { counts: Extract<Result, { __typename: 'ImportResult' }>['counts'] }) {
  return (
    <div className={classes.scroll} role="group" aria-label={t('result')} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('imported')}</th>
            {COLUMNS.map(column => (
              <th key={column} scope="col">
                {LABELS[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map(count => (
            <tr key={count.kind}>
              <th scope="row">{count.kind}</th>
              {COLUMNS.map(column => (
                <td key={column} className="num" data-none={count[column] === 0 || undefined} data-column={column}>
                  {formatNumber(count[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
