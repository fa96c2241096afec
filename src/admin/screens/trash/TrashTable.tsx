import { Button, Checkbox } from '@mantine/core';
import { Ago } from '../../components/Ago';
import type { ContentType } from '../../content/content-type';
import { extend, isChosen, type Selection, toggle } from '../../content/selection';
import { t } from './texts';
import classes from './trash.module.css';
import type { Trashed } from './use-trash';

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

interface TrashTableProps {
  nodes: readonly Trashed[];
  types: ReadonlyMap<string, ContentType> | undefined;
  selection: Selection;
  mayDelete(trashed: Trashed): boolean;
  onSelect(selection: Selection): void;
  onRestore(trashed: Trashed): void;
  onPurge(trashed: Trashed): void;
}

/** The title that a document had, or else its slug. */
export const nameOf = ({ title, slug }: Trashed): string => title ?? slug;

/** What lies in the trash, as rows. */
export function TrashTable({ nodes, types, selection, mayDelete, onSelect, onRestore, onPurge }: TrashTableProps) {
  const order = nodes.filter(mayDelete).map(({ documentId }) => documentId);
  const some = selection.ids.size > 0;
  const all = some && order.every(id => selection.ids.has(id));
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{t('caption')}</caption>
      <thead>
        <tr>
          <td className={classes.check}>
            {order.length > 0 && (
              <Checkbox
                aria-label={t('selectAll')}
                checked={all}
                indeterminate={some && !all}
                onChange={({ currentTarget: { checked } }) =>
                  onSelect({ ids: new Set(checked ? order : []), all: false, anchor: null })
                }
              />
            )}
          </td>
          <th scope="col">{t('title')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col">{t('trashed')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {nodes.map(trashed => {
          const { documentId: id, trashedAt } = trashed;
          const title = nameOf(trashed);
          const isMine = mayDelete(trashed);
          return (
            <tr key={id} data-chosen={isChosen(selection, id) || undefined}>
              <td className={classes.check}>
                {isMine && (
                  <Checkbox
                    aria-label={t('select', { title })}
                    checked={isChosen(selection, id)}
                    onChange={() => {}}
                    onClick={({ shiftKey }) =>
                      onSelect(shiftKey ? extend(selection, id, order) : toggle(selection, id))
                    }
                  />
                )}
              </td>
              <th scope="row">{title}</th>
              <td>{types?.get(trashed.type)?.label ?? trashed.type}</td>
              <td>
                <Ago at={trashedAt} />
                <small className="dim">{t('left', { count: daysLeft(trashedAt) })}</small>
              </td>
              <td className={classes.actions}>
                {isMine && (
                  <>
                    <Button aria-label={t('restoreNamed', { title })} onClick={() => onRestore(trashed)}>
                      {t('restore')}
                    </Button>
                    <Button className="danger" aria-label={t('purgeNamed', { title })} onClick={() => onPurge(trashed)}>
                      {t('purge')}
                    </Button>
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function daysLeft(trashedAt: string): number {
  const gone = (Date.now() - new Date(trashedAt).getTime()) / DAY_MS;
  return Math.max(0, Math.ceil(KEPT_DAYS - gone));
}
