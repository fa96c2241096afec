import { Button, Select } from '@mantine/core';
import { IconChevronRight, IconHistory } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import type { AuditLogQuery } from '../../api/generated/graphql';
import { graphql } from '../../api/graphql';
import { Ago } from '../../components/Ago';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { type FactColumn, FactTable } from '../../components/FactTable';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { formatMoment } from '../../i18n/formats';
import classes from './people.module.css';
import { actionText, t } from './texts';
import { useActors } from './use-actors';
import { usePages } from './use-pages';

const AUDIT = graphql(`
  query AuditLog($after: String, $filter: AuditFilter) {
    auditLog(first: 50, after: $after, filter: $filter) {
      nodes {
        entryId
        at
        actor
        actorKind
        address
        requestId
        action
        subjectType
        subjectId
        details
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

type Entry = AuditLogQuery['auditLog']['nodes'][number];

/** What can be filtered by; entries with other actions are shown as well. */
const ACTIONS = [
  'session.opened',
  'session.ended',
  'sign-in.refused',
  'password.changed',
  'second-factor.added',
  'second-factor.removed',
  'user.invited',
  'invitation.accepted',
  'user.created',
  'user.linked',
  'user.roles-changed',
  'user.disabled',
  'user.enabled',
  'user.deleted',
  'role.created',
  'role.changed',
  'role.deleted',
  'api-token.created',
  'api-token.revoked',
  'preview-token.created',
  'preview-token.revoked',
  'site-settings.changed',
  'administrator.created',
];

const wordsFor = (action: string): string => (actionText.has(action) ? actionText(action) : action);

/** Who has done what that matters. */
export function Audit() {
  const { action, actor, subject } = useSearch({ from: '/inside/people/audit' });
  const navigate = useNavigate({ from: '/people/audit' });
  const filter = useMemo(
    () => ({
      ...(action === undefined ? {} : { action: [action] }),
      ...(actor === undefined ? {} : { actor }),
      ...(subject === undefined ? {} : { subjectId: subject }),
    }),
    [action, actor, subject],
  );
  const { after, pages, showMore } = usePages(JSON.stringify(filter));
  const [{ data, error }, refetch] = useQuery({ query: AUDIT, variables: { after: null, filter } });
  const names = useActors(useMemo(() => data?.auditLog.nodes.map(entry => entry.actor) ?? [], [data]));
  const filtered = Object.keys(filter).length > 0;
  const actions = action === undefined || ACTIONS.includes(action) ? ACTIONS : [action, ...ACTIONS];
  const people = [...names].map(([value, label]) => ({ value, label }));

  return (
    <Page title={t('audit')}>
      <div className={classes.tools}>
        <Select
          className={classes.filters}
          aria-label={t('action')}
          placeholder={t('anyAction')}
          data={actions.map(value => ({ value, label: wordsFor(value) }))}
          value={action ?? null}
          clearable
          searchable
          onChange={value => void navigate({ search: { actor, subject, action: value ?? undefined }, replace: true })}
        />
        <Select
          className={classes.filters}
          aria-label={t('who')}
          placeholder={t('anybody')}
          data={actor !== undefined && !names.has(actor) ? [...people, { value: actor, label: actor }] : people}
          value={actor ?? null}
          clearable
          onChange={value => void navigate({ search: { action, subject, actor: value ?? undefined }, replace: true })}
        />
        {filtered && (
          <button type="button" className="link" onClick={() => void navigate({ search: {}, replace: true })}>
            {t('clear')}
          </button>
        )}
      </div>
      {error && !data ? (
        <ErrorNote error={error} onRetry={() => refetch({ requestPolicy: 'network-only' })} />
      ) : !data ? (
        <SkeletonRows height={48} widths={['24%', '20%', '20%', '14%']} />
      ) : data.auditLog.nodes.length === 0 ? (
        <Empty icon={<IconHistory size={20} stroke={1.6} aria-hidden />} title={t('noEntries')}>
          {t('noEntriesText')}
        </Empty>
      ) : (
        [null, ...after].map((cursor, index) => (
          <AuditPage key={cursor ?? 'first'} after={cursor} filter={filter} last={index === pages} onMore={showMore} />
        ))
      )}
    </Page>
  );
}

interface AuditPageProps {
  after: string | null;
  filter: object;
  last: boolean;
  onMore: (cursor: string) => void;
}

function AuditPage({ after, filter, last, onMore }: AuditPageProps) {
  const [open, setOpen] = useState<string | null>(null);
  const [{ data }] = useQuery({ query: AUDIT, variables: { after, filter } });
  const names = useActors(useMemo(() => data?.auditLog.nodes.map(entry => entry.actor) ?? [], [data]));
  if (!data) return <SkeletonRows height={48} />;
  const { nodes, pageInfo } = data.auditLog;
  return (
    <>
      <FactTable
        label={t('audit')}
        columns={columnsFor(names, open, setOpen)}
        rows={nodes}
        keyOf={({ entryId }) => entryId}
        detail={entry => entry.entryId === open && <EntryDetail entry={entry} />}
      />
      {last && pageInfo.hasNextPage && pageInfo.endCursor && (
        <div className={classes.more}>
          <Button onClick={() => onMore(pageInfo.endCursor ?? '')}>{t('more')}</Button>
        </div>
      )}
    </>
  );
}

function EntryDetail({ entry: { details, requestId, subjectId, subjectType } }: { entry: Entry }) {
  return (
    <>
      <pre className={classes.detail} tabIndex={0}>
        {JSON.stringify(details, null, 2)}
      </pre>
      <small className="mono dim">
        {subjectType} {subjectId} · {t('request', { id: requestId })}
      </small>
    </>
  );
}

const columnsFor = (
  names: ReadonlyMap<string, string>,
  open: string | null,
  setOpen: (entryId: string | null) => void,
): readonly FactColumn<Entry>[] => [
  {
    id: 'action',
    label: t('action'),
    cell: entry => (
      <>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={entry.entryId === open}
          title={entry.action}
          onClick={() => setOpen(entry.entryId === open ? null : entry.entryId)}
        >
          <IconChevronRight size={14} stroke={1.8} aria-hidden />
          {wordsFor(entry.action)}
        </button>
        <small className={classes.onPhones}>
          {nameOf(entry, names)} · <Ago at={entry.at} />
        </small>
      </>
    ),
  },
  { id: 'who', label: t('who'), width: '26%', wide: true, cell: entry => nameOf(entry, names) },
  { id: 'what', label: t('what'), width: '16%', wide: true, cell: ({ subjectType }) => subjectType },
  {
    id: 'from',
    label: t('from'),
    width: '128px',
    wide: true,
    cell: ({ address }) => <span className="mono">{address ?? ''}</span>,
  },
  {
    id: 'when',
    label: t('when'),
    width: '196px',
    align: 'end',
    wide: true,
    cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time>,
  },
];

function nameOf({ actor, actorKind }: Entry, names: ReadonlyMap<string, string>): string {
  if (actor !== null) return names.get(actor) ?? actor;
  return actorKind === 'system' ? t('server') : t('nobody');
}
