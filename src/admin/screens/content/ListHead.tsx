import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { nextSort, sortStemOf } from '../../content/list-query';
import type { Selection } from '../../content/selection';
import type { CellWorld, Column } from './list-cells';
import classes from './list.module.css';
import { t } from './texts';

interface ListHeadProps {
  world: CellWorld;
  columns: readonly Column[];
  rows: readonly unknown[];
  selection: Selection;
  sort: { stem: string; descending: boolean } | null;
  template: string;
  onSort(sort: string): void;
  onChooseAll(all: boolean): void;
}

/** The heads of the columns, by which a list is sorted and all of its rows are chosen. */
export function ListHead({ world, columns, rows, selection, sort, template, onSort, onChooseAll }: ListHeadProps) {
  const { type } = world;
  const some = selection.all || selection.ids.size > 0;
  const all = selection.all || (rows.length > 0 && selection.ids.size >= rows.length);
  const heads = [{ name: type.titleField, label: t('title'), kind: 'TEXT', align: undefined }, ...columns];
  return (
    <div role="rowgroup" className={classes.headGroup}>
      <div className={classes.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        <span role="columnheader" className={classes.check}>
          <Checkbox
            aria-label={t('selectAll')}
            checked={all}
            indeterminate={some && !all}
            onChange={event => onChooseAll(event.currentTarget.checked)}
          />
        </span>
        {heads.map(({ name, label, kind, align }) => {
          const stem = sortStemOf(type, name);
          const direction =
            stem !== null && sort?.stem === stem ? (sort.descending ? 'descending' : 'ascending') : null;
          return (
            <span key={name} role="columnheader" data-align={align} aria-sort={direction ?? undefined}>
              {stem ? (
                <button type="button" onClick={() => onSort(nextSort(stem, kind, sort))}>
                  {label}
                  {direction === 'ascending' && <IconArrowUp size={12} aria-hidden />}
                  {direction === 'descending' && <IconArrowDown size={12} aria-hidden />}
                </button>
              ) : (
                label
              )}
            </span>
          );
        })}
        <span role="columnheader">
          <span className="visually-hidden">{t('actions')}</span>
        </span>
      </div>
    </div>
  );
}
