import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import type { JobWarningSeverity } from '../../api/generated/graphql';
import { graphql } from '../../api/graphql';
import { usePolling } from '../../api/use-polling';
import { formatNumber } from '../../i18n/formats';
import { FilterMenu } from './FilterMenu';
import classes from './JobWarnings.module.css';
import { t } from './texts';

const WARNINGS = graphql(`
  query JobWarnings($id: ID!, $first: Int!, $severity: JobWarningSeverity) {
    job(id: $id) {
      id
      warnings(first: $first, severity: $severity) {
        totalCount
        nodes {
          seq
          severity
          line
          subject
          code
          message
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
`);

const SEVERITIES = ['REJECTED', 'SKIPPED', 'WARNING', 'NOTICE'] as const;
const STEP = 20;
const MOST = 100;
const POLL_MS = 3_000;

/** What the job met and went on. Nothing while it has met nothing. */
export function JobWarnings({ id, stage, running }: { id: string; stage: string; running: boolean }) {
  const [severity, setSeverity] = useState<JobWarningSeverity | undefined>();
  const [first, setFirst] = useState(STEP);
  const [{ data }, reload] = useQuery({ query: WARNINGS, variables: { id, first, severity } });
  usePolling(() => reload({ requestPolicy: 'network-only' }), running ? POLL_MS : null);
  useEffect(() => {
    if (stage) reload({ requestPolicy: 'network-only' });
  }, [stage, reload]);
  const warnings = data?.job.warnings;
  if (!warnings || (warnings.totalCount === 0 && severity === undefined)) return null;
  return (
    <section>
      <div className={classes.head}>
        <h2>
          {t('warnings')}
          <em className="num">{formatNumber(warnings.totalCount)}</em>
        </h2>
        <FilterMenu
          label={t('show')}
          any={t('anySeverity')}
          value={severity}
          options={SEVERITIES.map(one => ({ value: one, label: t(`severity.${one}`) }))}
          onChange={value => setSeverity(SEVERITIES.find(one => one === value))}
        />
      </div>
      <ul className={classes.list}>
        {warnings.nodes.map(warning => (
          <li key={warning.seq} data-severity={warning.severity}>
            <span className={classes.place}>
              {warning.line !== null && <span className="num">{t('line', { line: warning.line })}</span>}
              {warning.subject && <b>{warning.subject}</b>}
              <span className="mono">{warning.code}</span>
            </span>
            {warning.message}
          </li>
        ))}
      </ul>
      {warnings.nodes.length === 0 && <p className="dim">{t('warningsNone')}</p>}
      {warnings.pageInfo.hasNextPage && first < MOST && (
        <Button mt={8} onClick={() => setFirst(count => Math.min(MOST, count + STEP))}>
          {t('showMore')}
        </Button>
      )}
    </section>
  );
}
