import { Button, Select } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { ImportRowsQuery } from '../../api/generated/graphql';
import { ownAddress } from '../../api/own-address';
import { ErrorNote } from '../../components/ErrorNote';
import { type FactColumn, FactTable } from '../../components/FactTable';
import { SkeletonRows } from '../../components/Skeleton';
import type { ContentType } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { formatNumber } from '../../i18n/formats';
import { IMPORT_ROWS, type ImportFacts, ROW_DOCUMENTS } from './import-documents';
import { t } from './texts';
import page from './import-page.module.css';
import classes from './transfers.module.css';

type Row = NonNullable<ImportRowsQuery['import']>['rows']['nodes'][number];
type Outcome = Row['outcome'];

const OUTCOMES: readonly Outcome[] = ['CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'REJECTED', 'UNDONE', 'KEPT'];
const PAGE = 20;
const MOST = 100;

interface ImportRowsProps {
  record: ImportFacts;
  heading: string;
  note?: string;
  /** Left out: any, with a choice. */
  outcomes?: readonly Outcome[];
}

/** What became of the records of an import, one by one, or would. */
export function ImportRows({ record, heading, note, outcomes }: ImportRowsProps) {
  const [chosen, setChosen] = useState<Outcome | null>(null);
  const [first, setFirst] = useState(PAGE);
  const wanted = outcomes ? [...outcomes] : chosen ? [chosen] : null;
  const [{ data, error }, reload] = useQuery({
    query: IMPORT_ROWS,
    variables: { id: record.id, first, outcomes: wanted },
    requestPolicy: 'cache-and-network',
  });
  const rows = data?.import?.rows;
  const columns = useColumns(rows?.nodes ?? [], outcomes?.length === 1);
  const url = !outcomes || outcomes.includes('REJECTED') ? record.rejectedRowsUrl : null;
  return (
    <>
      <div className={classes.head}>
        <h2>{heading}</h2>
        {(note ?? rows) && <p className="dim">{note ?? formatNumber(rows?.totalCount ?? 0)}</p>}
        <span className="grow" />
        {!outcomes && (
          <Select
            className={page.outcomeChoice}
            aria-label={t('outcome')}
            allowDeselect={false}
            value={chosen ?? 'ALL'}
            onChange={value => setChosen(value === 'ALL' ? null : (value as Outcome))}
            data={[
              { value: 'ALL', label: t('allOutcomes') },
              ...OUTCOMES.map(value => ({ value, label: t(`outcome.${value}`) })),
            ]}
          />
        )}
        {url && (
          <Button
            component="a"
            href={ownAddress(url)}
            download
            leftSection={<IconDownload size={14} stroke={1.6} aria-hidden />}
          >
            {t('download')}
          </Button>
        )}
      </div>
      {error && !rows ? (
        <ErrorNote error={error} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      ) : !rows ? (
        <SkeletonRows rows={4} height={48} />
      ) : rows.nodes.length === 0 ? (
        <p className="dim">{t('noRows')}</p>
      ) : (
        <>
          <FactTable
            label={heading}
            columns={columns}
            rows={rows.nodes.map((row, index) => ({ ...row, index }))}
            keyOf={({ index }) => String(index)}
          />
          {rows.pageInfo.hasNextPage && first < MOST && (
            <div className={classes.more}>
              <Button onClick={() => setFirst(MOST)}>{t('more')}</Button>
            </div>
          )}
        </>
      )}
    </>
  );
}

function useColumns(rows: readonly Row[], withoutOutcome: boolean): FactColumn<Row & { index: number }>[] {
  const types = useContentModel()?.byName;
  const ids = rows.flatMap(({ documentId, outcome }) => (documentId && outcome !== 'UNDONE' ? [documentId] : []));
  const [{ data }] = useQuery({ query: ROW_DOCUMENTS, variables: { ids }, pause: ids.length === 0 });
  const slugs = new Map(data?.nodes.flatMap(node => (node && 'slug' in node ? [[node.id, node.slug]] : [])));
  const told = rows.some(({ reason }) => reason);
  return [
    {
      id: 'record',
      label: t('record'),
      cell: row => <RecordName row={row} type={types?.get(row.kind)} slug={slugs.get(row.documentId ?? '')} />,
    },
    ...(told
      ? [
          {
            id: 'why',
            label: t('why'),
            width: '52%',
            wide: true,
            cell: ({ reason }: Row) => <span className={page.reason}>{reason}</span>,
          },
        ]
      : []),
    ...(withoutOutcome
      ? []
      : [
          {
            id: 'outcome',
            label: t('outcome'),
            width: '120px',
            cell: ({ outcome }: Row) => (
              <span className={page.outcome} data-outcome={outcome}>
                {t(`outcome.${outcome}`)}
              </span>
            ),
          },
        ]),
    { id: 'line', label: t('line'), width: '80px', align: 'end', wide: true, cell: ({ line }) => formatNumber(line) },
  ];
}

function RecordName({ row, type, slug }: { row: Row; type: ContentType | undefined; slug: string | undefined }) {
  const { subject, documentId, outcome, kind, reason } = row;
  const name = subject ?? slug ?? `${type?.label ?? kind}`;
  return (
    <span className={classes.named}>
      {documentId && slug && type && outcome !== 'UNDONE' ? (
        <Link to="/content/$type/$id" params={{ type: type.plural, id: documentId }} className={classes.name}>
          {name}
        </Link>
      ) : (
        <b>{name}</b>
      )}
      <small>{type?.label ?? kind}</small>
      {reason && <span className={`${classes.onPhone} ${page.reason}`}>{reason}</span>}
    </span>
  );
}
