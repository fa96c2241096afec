import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Empty } from '../../components/Empty';
import type { ContentType } from '../../content/content-type';
import { isNarrowed, type ListSearch } from '../../content/list-query';
import { iconOf } from '../../shell/Navigation';
import classes from './list.module.css';
import { t } from './texts';

interface NothingHereProps {
  type: ContentType;
  search: ListSearch;
  onClear(): void;
  /** What makes the first document. */
  action: ReactNode;
}

/** An empty list says why it is empty. */
export function NothingHere({ type, search, onClear, action }: NothingHereProps) {
  const Icon = iconOf(type);
  const label = type.label.toLowerCase();
  return (
    <div className={classes.nothing}>
      {isNarrowed(search) ? (
        <Empty
          icon={<IconFilterOff size={20} stroke={1.6} />}
          title={t('nothingTitle')}
          action={<Button onClick={onClear}>{t('clearFilters')}</Button>}
        >
          {search.q && !search.filter
            ? t('nothingSearched', { type: label, text: search.q })
            : t('nothingFiltered', { type: label })}
        </Empty>
      ) : (
        <Empty
          icon={<Icon size={20} stroke={1.6} />}
          title={t('emptyTitle', { types: type.pluralLabel.toLowerCase() })}
          action={action}
        >
          {t('empty')}
        </Empty>
      )}
    </div>
  );
}
