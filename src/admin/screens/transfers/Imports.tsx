import { Button } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { ImportsQuery } from '../../api/generated/graphql';
import { useMay } from '../../api/session';
import { usePolling } from '../../api/use-polling';
import { Ago } from '../../components/Ago';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { type FactColumn, FactTable } from '../../components/FactTable';
import { LinkButton } from '../../components/LinkButton';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { formatBytes, formatNumber } from '../../i18n/formats';
import { IMPORTS } from './import-documents';
import { ImportStateMark } from './ImportStateMark';
import { Locked } from './Locked';
import { t } from './texts';
import classes from './transfers.module.css';

type Listed = ImportsQuery['imports']['nodes'][number];

const PAGE = 30;
const MOST = 100;
/** While something is going on. */
const POLL_MS = 2_000;

const COLUMNS: readonly FactColumn<Listed>[] = [
  {
    id: 'file',
    label: t('file'),
    cell: ({ id, filename, bytes, format }) => (
      <span className={classes.named}>
        <Link to="/imports/$id" params={{ id }} className={classes.name}>
          {filename}
        </Link>
        <small>
          {t(`format.${format}`)} · {formatBytes(bytes)}
        </small>
      </span>
    ),
  },
  { id: 'state', label: t('state'), width: '190px', cell: ({ state }) => <ImportStateMark state={state} /> },
  { id: 'records', label: t('records'), width: '170px', wide: true, cell: row => recordsOf(row) },
  {
    id: 'uploaded',
    label: t('uploaded'),
    width: '130px',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <Ago at={createdAt} />,
  },
];

/** All files that were ever taken in, or looked through. */
export function Imports() {
  const may = useMay('imports.write');
  const [first, setFirst] = useState(PAGE);
  const [{ data, error }, reload] = useQuery({ query: IMPORTS, variables: { first }, pause: !may });
  const again = () => reload({ requestPolicy: 'network-only' });
  const list = data?.imports;
  usePolling(again, list?.nodes.some(({ state }) => state.endsWith('ING')) ? POLL_MS : null);
  if (!may) return <Locked title={t('imports')} heading={t('importsForbidden')} text={t('importsForbiddenText')} />;
  const begin = (
    <LinkButton to="/imports/new" className="solid" leftSection={<IconPlus size={14} stroke={2} aria-hidden />}>
      {t('newImport')}
    </LinkButton>
  );
  return (
    <Page
      title={t('imports')}
      note={list && list.totalCount > 0 ? formatNumber(list.totalCount) : undefined}
      actions={list?.totalCount === 0 ? undefined : begin}
    >
      {error && !list ? (
        <ErrorNote error={error} onRetry={again} />
      ) : !list ? (
        <SkeletonRows height={48} widths={['34%', '14%', '14%', '10%']} />
      ) : list.nodes.length === 0 ? (
        <Empty icon={<IconFileImport size={20} stroke={1.6} />} title={t('noImports')} action={begin}>
          {t('noImportsText')}
        </Empty>
      ) : (
        <>
          <FactTable label={t('imports')} columns={COLUMNS} rows={list.nodes} keyOf={({ id }) => id} />
          {list.pageInfo.hasNextPage && first < MOST && (
            <div className={classes.more}>
              <Button onClick={() => setFirst(MOST)}>{t('more')}</Button>
            </div>
          )}
        </>
      )}
    </Page>
  );
}

function recordsOf({ plan, tally, undoTally }: Listed) {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  if (undoTally) {
    return t('undoneCount', { count: sum(undoTally.map(({ created, updated }) => created + updated)) });
  }
  if (tally) return t('importedCount', { count: sum(tally.map(({ created, updated }) => created + updated)) });
  if (plan) return t('planCount', { count: sum(plan.counts.map(({ create, update }) => create + update)) });
  return '–';
}
