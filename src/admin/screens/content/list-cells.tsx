import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { Ago } from '../../components/Ago';
import { Status } from '../../components/Status';
import { type ContentLocale, type ContentType, type Entry, fieldOf } from '../../content/content-type';
import { formatMoment } from '../../i18n/formats';
import { listKindOf } from '../../kinds/list-kinds';
import classes from './list.module.css';
import { t } from './texts';

/** What cells need to know beside their document. */
export interface CellWorld {
  type: ContentType;
  types: ReadonlyMap<string, ContentType>;
  locales: readonly ContentLocale[];
}

/** A column of a list. */
export interface Column {
  name: string;
  label: string;
  /** The kind of its values, for the first direction of a sort. */
  kind: string;
  width: string;
  align?: 'end' | undefined;
  cell(entry: Entry): ReactNode;
}

const MOMENTS = ['createdAt', 'updatedAt', 'publishedAt', 'publishAt', 'unpublishAt'] as const;

const BASE_LABELS = {
  state: t('state'),
  _locales: t('_locales'),
  slug: t('slug'),
  createdAt: t('createdAt'),
  updatedAt: t('updatedAt'),
  publishedAt: t('publishedAt'),
  publishAt: t('publishAt'),
  unpublishAt: t('unpublishAt'),
};

/** What people read above a column. */
export function labelOfColumn(type: ContentType, name: string): string {
  return fieldOf(type, name)?.label ?? (name in BASE_LABELS ? BASE_LABELS[name as keyof typeof BASE_LABELS] : name);
}

/** The column of that name. */
export function columnFor(name: string, world: CellWorld): Column {
  const { type, types, locales } = world;
  const label = labelOfColumn(type, name);
  const field = fieldOf(type, name);
  if (field) {
    const { width, align, cell } = listKindOf(field.kind);
    return {
      ...{ name, label, kind: field.kind, width, align },
      cell: entry => {
        const value = entry[name];
        return value === null || value === undefined ? null : cell(value, field, types);
      },
    };
  }
  if (name === 'state') {
    return {
      ...{ name, label, kind: 'STATE', width: '112px' },
      cell: ({ state, publishAt }) =>
        state === 'SCHEDULED' && publishAt ? (
          <Tooltip label={t('goesLive', { at: formatMoment(publishAt) })}>
            <span>
              <Status state={state} />
            </span>
          </Tooltip>
        ) : (
          <Status state={state} />
        ),
    };
  }
  if (name === '_locales') {
    return {
      ...{ name, label, kind: 'LOCALES', width: '100px' },
      cell: entry => <Locales entry={entry} all={locales} />,
    };
  }
  if ((MOMENTS as readonly string[]).includes(name)) {
    return {
      ...{ name, label, kind: 'MOMENT', width: '104px', align: 'end' as const },
      cell: entry => {
        const at = entry[name];
        return typeof at === 'string' ? (
          <span className="dim">
            <Ago at={at} />
          </span>
        ) : null;
      },
    };
  }
  return {
    ...{ name, label, kind: 'SLUG', width: 'minmax(100px, 200px)' },
    cell: entry => <span className="mono dim">{String(entry[name] ?? '')}</span>,
  };
}

/** How far a document is translated: a count and a bar for each language. */
function Locales({ entry, all }: { entry: Entry; all: readonly ContentLocale[] }) {
  const own = new Set(entry._locales);
  const names = all.map(({ tag }) => `${tag}: ${own.has(tag) ? t('translated') : t('notTranslated')}`);
  return (
    <Tooltip label={names.join(' · ')}>
      <span className={classes.locales} role="img" aria-label={t('locales', { count: own.size, total: all.length })}>
        <span className="num dim">{`${own.size}/${all.length}`}</span>
        {all.slice(0, 8).map(({ tag }) => (
          <i key={tag} data-on={own.has(tag) || undefined} />
        ))}
      </span>
    </Tooltip>
  );
}
