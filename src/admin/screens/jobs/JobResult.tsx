import type { JobDetailsQuery } from '../../api/generated/graphql';
import { formatNumber } from '../../i18n/formats';
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
