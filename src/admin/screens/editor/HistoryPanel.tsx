import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Ago } from '../../components/Ago';
import { SkeletonRows } from '../../components/Skeleton';
import type { ContentType } from '../../content/content-type';
import { historyOf } from '../../editing/edit-documents';
import classes from './editor.module.css';
import { t } from './texts';
import { useActors } from './use-actors';

/** A save of a document, as the history lists it. */
export interface RevisionHead {
  number: number;
  firstNumber: number;
  action: 'CREATED' | 'SAVED' | 'DISCARDED' | 'RESTORED' | 'IMPORTED';
  author: string | null;
  changedFields: string[];
  createdAt: string;
  savedAt: string;
  note: string | null;
  publishedAt: string | null;
}

interface HistoryPanelProps {
  type: ContentType;
  id: string;
  /** The number of the newest one. */
  latest: number;
  chosen: number | null;
  onChoose(revision: RevisionHead | null): void;
}

interface Found {
  entry: { revisions: { nodes: RevisionHead[]; pageInfo: { hasNextPage: boolean } } | null } | null;
}

const STEP = 30;

/** Every save, newest first, by whom and what it changed. */
export function HistoryPanel({ type, id, latest, chosen, onChoose }: HistoryPanelProps) {
  const [first, setFirst] = useState(STEP);
  const [{ data }] = useQuery<Found>({
    query: historyOf(type),
    variables: { id, first },
    requestPolicy: 'cache-and-network',
  });
  const revisions = data?.entry?.revisions;
  const nameOf = useActors(revisions?.nodes.map(({ author }) => author) ?? []);
  const labelOf = (name: string) =>
    name === 'slug' ? t('slug') : (type.fields.find(field => field.name === name)?.label ?? name);
  return (
    <aside className={classes.panel} aria-label={t('history')}>
      <h2 className={classes.historyTitle}>{t('history')}</h2>
      {!revisions && <SkeletonRows rows={5} height={64} widths={['60%']} />}
      <ol className={classes.revisions}>
        {(revisions?.nodes ?? []).map(revision => {
          const { number, author, action, changedFields, savedAt, note, publishedAt } = revision;
          const current = number >= latest;
          const what =
            note ??
            (action === 'SAVED' && changedFields.length > 0
              ? changedFields.map(labelOf).join(', ')
              : t(`action_${action}`));
          return (
            <li key={number}>
              <button
                type="button"
                aria-pressed={chosen === null ? current : chosen === number}
                onClick={() => onChoose(current ? null : revision)}
              >
                <i data-live={publishedAt !== null || undefined} aria-hidden />
                <span>
                  <b>
                    {current ? t('current') : t('version', { number })}
                    {publishedAt !== null && <em>{t('published')}</em>}
                  </b>
                  <small>{what}</small>
                  <small className="dim">
                    {author === null ? t('server') : (nameOf(author) ?? t('somebody'))} · <Ago at={savedAt} />
                  </small>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {revisions?.pageInfo.hasNextPage && first < 100 && (
        <Button onClick={() => setFirst(count => Math.min(100, count + STEP))}>{t('olderVersions')}</Button>
      )}
    </aside>
  );
}
