import { Button, Kbd } from '@mantine/core';
import { IconRestore, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { faultOf, type Problem } from '../../api/faults';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { toast, toastFault } from '../../components/toast';
import { mayDo, mutationOf } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { mutationDocumentFor } from '../../content/document-for';
import { NOTHING } from '../../content/selection';
import { formatNumber } from '../../i18n/formats';
import listClasses from '../content/list.module.css';
import { FilterMenu } from '../jobs/FilterMenu';
import { PurgeDialog } from './PurgeDialog';
import { t } from './texts';
import classes from './trash.module.css';
import { nameOf, TrashTable } from './TrashTable';
import { type Trashed, useTrash } from './use-trash';

/** As many as one request may name. */
const MOST_AT_ONCE = 100;

/** What was deleted in the last 30 days, to be restored or to be deleted for good. */
export function Trash() {
  const model = useContentModel();
  const client = useClient();
  const [type, setType] = useState<string | undefined>();
  const [selection, setSelection] = useState(NOTHING);
  const [purging, setPurging] = useState<readonly Trashed[] | null>(null);
  const { pages, error, forget, retry, more } = useTrash(type);
  const nodes = pages?.nodes ?? [];
  const chosen = nodes.filter(({ documentId }) => selection.ids.has(documentId));
  useEffect(() => setSelection(NOTHING), [type]);
  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      const isElsewhere = target instanceof Element && target.closest('[role=dialog], [role=menu]');
      if (key === 'Escape' && !isElsewhere) setSelection(NOTHING);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  /** Why it was not done, or null. */
  const change = async (mutation: string, input: object, selected: string): Promise<string | null> => {
    const answer = await client.mutation(mutationDocumentFor(mutation, selected), { input }).toPromise();
    if (answer.error) return faultOf(answer.error).message;
    const { userErrors } = (answer.data as { payload: { userErrors: Problem[] } }).payload;
    return userErrors.length === 0 ? null : userErrors.map(({ message }) => message).join(' ');
  };
  const drop = (gone: readonly Trashed[]) => {
    const ids = gone.map(({ documentId }) => documentId);
    forget(ids);
    setSelection(before => ({ ...before, ids: new Set([...before.ids].filter(id => !ids.includes(id))) }));
  };
  const restore = async (wanted: readonly Trashed[]) => {
    for (let start = 0; start < wanted.length; start += MOST_AT_ONCE) {
      const part = wanted.slice(start, start + MOST_AT_ONCE);
      const ids = part.map(({ documentId }) => documentId);
      const refusal = await change('restoreContent', { ids }, 'documents { __typename id state }');
      if (refusal) return toastFault(refusal);
      drop(part);
    }
    const [{ length: count }, title] = [wanted, nameOf(wanted[0])];
    toast(count === 1 ? t('restored', { title }) : t('restoredMany', { count }));
  };
  const purge = async (wanted: readonly Trashed[], tell: (done: number) => void) => {
    const gone: Trashed[] = [];
    for (const trashed of wanted) {
      const facts = model?.byName.get(trashed.type);
      const mutation = facts ? mutationOf(facts, 'purge') : null;
      if (!mutation) continue;
      const refusal = await change(mutation, { id: trashed.documentId }, 'documentId');
      if (refusal) toastFault(t('purgeRefused', { title: nameOf(trashed), message: refusal }));
      else tell(gone.push(trashed));
    }
    drop(gone);
    setPurging(null);
    if (gone.length === 1) toast(t('purged', { title: nameOf(gone[0]) }));
    else if (gone.length > 1) toast(t('purgedMany', { count: gone.length }));
  };
  const mayDelete = (trashed: Trashed) => {
    const facts = model?.byName.get(trashed.type);
    return facts !== undefined && mayDo(facts, 'DELETE');
  };
  return (
    <Page
      title={t('heading')}
      note={pages ? formatNumber(pages.total) : undefined}
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
        <ErrorNote error={error} onRetry={retry} />
      ) : !pages ? (
        <SkeletonRows widths={['34%', '12%', '18%']} height={48} />
      ) : nodes.length === 0 && !pages.hasMore ? (
        <Empty icon={<IconTrash size={20} stroke={1.6} />} title={t('emptyTitle')}>
          {t('empty')}
        </Empty>
      ) : (
        <TrashTable
          {...{ nodes, selection, mayDelete }}
          types={model?.byName}
          onSelect={setSelection}
          onRestore={trashed => void restore([trashed])}
          onPurge={trashed => setPurging([trashed])}
        />
      )}
      {pages?.hasMore && (
        <p className={classes.more}>
          <Button onClick={more}>{t('more')}</Button>
          <span className="num">
            {t('shown', { shown: formatNumber(nodes.length), total: formatNumber(pages.total) })}
          </span>
        </p>
      )}
      {chosen.length > 0 && (
        <div className={listClasses.bulk} role="toolbar" aria-label={t('bulk')}>
          <b aria-live="polite">{t('selected', { count: chosen.length })}</b>
          <i aria-hidden />
          <button type="button" onClick={() => void restore(chosen)}>
            <IconRestore size={14} stroke={1.6} aria-hidden />
            {t('restore')}
          </button>
          <button type="button" onClick={() => setPurging(chosen)}>
            <IconTrash size={14} stroke={1.6} aria-hidden />
            {t('purge')}
          </button>
          <i aria-hidden />
          <button type="button" aria-label={t('clearSelection')} onClick={() => setSelection(NOTHING)}>
            <Kbd>Esc</Kbd>
          </button>
        </div>
      )}
      {purging && (
        <PurgeDialog
          title={purging.length === 1 ? nameOf(purging[0]) : null}
          count={purging.length}
          onClose={() => setPurging(null)}
          onPurge={tell => purge(purging, tell)}
        />
      )}
    </Page>
  );
}
