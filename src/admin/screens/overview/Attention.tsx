import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconCheck, IconMailOff, IconPencil, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { useMay } from '../../api/session';
import { usePolling } from '../../api/use-polling';
import { SkeletonRows } from '../../components/Skeleton';
import { jobName } from '../../jobs/job-name';
import { inState } from './ContentCounts';
import { HEALTH } from './health-query';
import classes from './Overview.module.css';
import { t } from './texts';
import type { TypeCounts } from './use-overview-content';

const FAILURES = graphql(`
  query OverviewFailures($since: DateTime!) {
    failed: jobs(first: 5, filter: { state: [FAILED], since: $since, hasParent: false }) {
      totalCount
      nodes {
        id
        kind
        error {
          code
          message
        }
      }
    }
    mails: jobs(first: 1, filter: { state: [FAILED], kind: ["mail.send-mail"], since: $since }) {
      totalCount
    }
  }
`);

const DAYS_MS = 7 * 86_400_000;
const POLL_MS = 15_000;

/** What somebody should look at, worst first. */
export function Attention({ counts }: { counts: readonly TypeCounts[] }) {
  const seesServer = useMay('jobs.read');
  const [since] = useState(() => new Date(Date.now() - DAYS_MS).toISOString());
  const [{ data, error }, reload] = useQuery({ query: FAILURES, variables: { since } });
  const [{ data: health }] = useQuery({ query: HEALTH, pause: !seesServer });
  usePolling(() => reload({ requestPolicy: 'network-only' }), POLL_MS);
  if (!data && !error) return <SkeletonRows rows={2} height={48} widths={['40%', '20%']} />;
  const rows: ReactNode[] = [];
  for (const { part, state, message } of health?.systemHealth.checks ?? []) {
    if (state === 'OK') continue;
    rows.push(
      <Row
        key={part}
        tone={state === 'FAILED' ? 'red' : 'amber'}
        icon={<IconAlertTriangle size={14} stroke={2} />}
        title={
          <Link to={part === 'WORKERS' ? '/workers' : part === 'QUEUES' ? '/queues' : '/jobs'}>
            {t(`part.${part}`)}
          </Link>
        }
        text={message}
      />,
    );
  }
  const mails = data?.mails.totalCount ?? 0;
  const failed = (data?.failed.totalCount ?? 0) - mails;
  if (mails > 0) {
    rows.push(
      <Row
        key="mails"
        tone="red"
        icon={<IconMailOff size={14} stroke={2} />}
        title={
          <Link to="/jobs/history" search={{ state: 'FAILED', kind: 'mail.send-mail' }}>
            {t('failedMails', { count: mails })}
          </Link>
        }
        text={t('failedMailsText')}
      />,
    );
  }
  if (failed > 0) {
    const [first] = data?.failed.nodes.filter(({ kind }) => kind !== 'mail.send-mail') ?? [];
    rows.push(
      <Row
        key="failed"
        tone="red"
        icon={<IconX size={14} stroke={2} />}
        title={<Link to="/jobs">{t('failedJobs', { count: failed })}</Link>}
        text={first ? `${jobName(first.kind)}: ${first.error?.message ?? ''}` : ''}
      />,
    );
  }
  for (const state of ['CHANGED', 'DRAFT'] as const) {
    const some = counts.filter(({ byState }) => byState[state] > 0);
    const count = some.reduce((sum, { byState }) => sum + byState[state], 0);
    if (count === 0) continue;
    const [most] = [...some].sort((a, b) => b.byState[state] - a.byState[state]);
    rows.push(
      <Row
        key={state}
        tone={state === 'CHANGED' ? 'blue' : 'grey'}
        icon={<IconPencil size={14} stroke={2} />}
        title={
          <Link to="/content/$type" params={{ type: most.type.plural }} search={{ filter: inState(state) }}>
            {t(state === 'CHANGED' ? 'changed' : 'unfinished', { count })}
          </Link>
        }
        text={some
          .map(({ type, byState }) => t('inType', { count: byState[state], type: type.pluralLabel }))
          .join(' · ')}
      />,
    );
  }
  return (
    <section>
      <h2>{t('attention')}</h2>
      <ul className={classes.box}>
        {rows.length > 0 ? (
          rows
        ) : (
          <Row
            tone="green"
            icon={<IconCheck size={14} stroke={2} />}
            title={<b>{t('allWell')}</b>}
            text={seesServer ? t('allWellText') : ''}
          />
        )}
      </ul>
    </section>
  );
}

interface RowProps {
  tone: 'red' | 'amber' | 'green' | 'blue' | 'grey';
  icon: ReactNode;
  title: ReactNode;
  text: string;
}

function Row({ tone, icon, title, text }: RowProps) {
  return (
    <li>
      <span className={classes.disc} data-tone={tone} aria-hidden>
        {icon}
      </span>
      <div className={classes.words}>
        {title}
        {text && <small>{text}</small>}
      </div>
    </li>
  );
}
