import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { faultOf, type Problem } from '../../api/faults';
import { graphql } from '../../api/graphql';
import type { TrashQuery } from '../../api/generated/graphql';
import { Ago } from '../../components/Ago';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { toast, toastFault } from '../../components/toast';
import { mayDo, mutationOf } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { mutationDocumentFor } from '../../content/document-for';
import { formatNumber } from '../../i18n/formats';
import { FilterMenu } from '../jobs/FilterMenu';
import { PurgeDialog } from './PurgeDialog';
import { t } from './texts';
import classes from './trash.module.css';

const TRASH = graphql(`
  query Trash($types: [String!], $first: Int!) {
    trash(types: $types, first: $first) {
      nodes {
        documentId
        type
        slug
        title
        trashedAt
      }
      pageInfo {
        hasNextPage
      }
      totalCount
    }
  }
`);

export type Trashed = TrashQuery['trash']['nodes'][number];

const PAGE = 50;
const MOST = 100;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** What was deleted in the last 30 days, to be restored or to be deleted for good. */
export function Trash() {
  const model = useContentModel();
  const client = useClient();
  const [type, setType] = useState<string | undefined>();
  const [first, setFirst] = useState(PAGE);
  const [purging, setPurging] = useState<Trashed | null>(null);
  const [{ data, error }, reload] = useQuery({
    query: TRASH,
    variables: { types: type ? [type] : null, first },
    requestPolicy: 'cache-and-network',
  });
  const list = data?.trash;
  const nameOf = ({ title, slug }: Trashed) => title ?? slug;

  const change = async (mutation: string, input: object, selection: string): Promise<boolean> => {
    const { data: answer, error: fault } = await client
      .mutation(mutationDocumentFor(mutation, selection), { input })
      .toPromise();
    const payload = (answer as { payload?: { userErrors: Problem[] } } | undefined)?.payload;
    const message = fault ? faultOf(fault).message : payload?.userErrors.map(problem => problem.message).join(' ');
    if (message) toastFault(message);
    else reload({ requestPolicy: 'network-only' });
    return !message;
  };
  const restore = async (trashed: Trashed) => {
    const done = await change('restoreContent', { ids: [trashed.documentId] }, 'documents { __typename id state }');
    if (done) toast(t('restored', { title: nameOf(trashed) }));
  };
  const purge = async (trashed: Trashed) => {
    const facts = model?.byName.get(trashed.type);
    const mutation = facts ? mutationOf(facts, 'purge') : null;
    if (mutation && (await change(mutation, { id: trashed.documentId }, 'documentId'))) {
      setPurging(null);
      toast(t('purged', { title: nameOf(trashed) }));
    }
  };
  const mayDelete = (trashed: Trashed) => {
    const facts = model?.byName.get(trashed.type);
    return facts !== undefined && mayDo(facts, 'DELETE');
  };
  return (
    <Page
      title={t('heading')}
      note={list ? formatNumber(list.totalCount) : undefined}
      actions={
        <FilterMenu
          label={t('filter')}
          any={t('allTypes')}
          value={type}
          onChange={setType}
          options={(model?.types ?? []).map(({ name, pluralLabel }) => ({ value: name, label: pluralLabel }))}
        />
      }
    >
      {error ? (
        <ErrorNote error={error} onRetry={() => reload()} />
      ) : !list ? (
        <SkeletonRows widths={['34%', '12%', '18%']} height={48} />
      ) : list.nodes.length === 0 ? (
        <Empty icon={<IconTrash size={20} stroke={1.6} />} title={t('emptyTitle')}>
          {t('empty')}
        </Empty>
      ) : (
        <table className={classes.table}>
          <caption className="visually-hidden">{t('caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('title')}</th>
              <th scope="col">{t('type')}</th>
              <th scope="col">{t('trashed')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.nodes.map(trashed => (
              <tr key={trashed.documentId}>
                <th scope="row">{nameOf(trashed)}</th>
                <td>{model?.byName.get(trashed.type)?.label ?? trashed.type}</td>
                <td>
                  <Ago at={trashed.trashedAt} />
                  <small className="dim">{t('left', { count: daysLeft(trashed.trashedAt) })}</small>
                </td>
                <td className={classes.actions}>
                  {mayDelete(trashed) && (
                    <>
                      <Button
                        aria-label={t('restoreNamed', { title: nameOf(trashed) })}
                        onClick={() => void restore(trashed)}
                      >
                        {t('restore')}
                      </Button>
                      <Button
                        className="danger"
                        aria-label={t('purgeNamed', { title: nameOf(trashed) })}
                        onClick={() => setPurging(trashed)}
                      >
                        {t('purge')}
                      </Button>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list?.pageInfo.hasNextPage && first < MOST && (
        <Button mt={16} onClick={() => setFirst(MOST)}>
          {t('more')}
        </Button>
      )}
      {purging && (
        <PurgeDialog title={nameOf(purging)} onClose={() => setPurging(null)} onPurge={() => purge(purging)} />
      )}
    </Page>
  );
}

function daysLeft(trashedAt: string): number {
  const gone = (Date.now() - new Date(trashedAt).getTime()) / DAY_MS;
  return Math.max(0, Math.ceil(KEPT_DAYS - gone));
}
