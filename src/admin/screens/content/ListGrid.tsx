import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo } from 'react';
import { type Entry, titleOf } from '../../content/content-type';
import { isChosen, type Selection } from '../../content/selection';
import type { CellWorld, Column } from './list-cells';
import classes from './list.module.css';
import { ListHead } from './ListHead';
import { ListRow, type RowActions } from './ListRow';

const HEAD = 32;
/** Rows that are left below when the next page is asked for. */
const AHEAD = 30;

interface ListGridProps {
  world: CellWorld;
  columns: readonly Column[];
  rows: readonly Entry[];
  total: number;
  loading: boolean;
  hasMore: boolean;
  current: number;
  selection: Selection;
  sort: { stem: string; descending: boolean } | null;
  compact: boolean;
  narrow: boolean;
  scroller: RefObject<HTMLDivElement | null>;
  actions: RowActions;
  onSort(sort: string): void;
  onChooseAll(all: boolean): void;
  onMore(): void;
}

/** The rows of a list, of which only those in sight are drawn. */
export function ListGrid(props: ListGridProps) {
  const { world, columns, rows, current, selection, narrow, compact, scroller, actions, hasMore, onMore } = props;
  const height = narrow ? 76 : compact ? 32 : 40;
  const head = narrow ? 0 : HEAD;
  const rowsInSight = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    scrollMargin: head,
    scrollPaddingStart: head,
    overscan: 10,
    getItemKey: index => rows[index].id,
  });
  useEffect(() => rowsInSight.measure(), [height, rowsInSight]);
  useEffect(() => {
    if (current >= 0 && current < rows.length) rowsInSight.scrollToIndex(current);
    // Only when another row becomes the current one: rows that come in must not move what is looked at.
  }, [current]);
  const items = rowsInSight.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - AHEAD) onMore();
  }, [hasMore, last, rows.length, onMore]);
  const template = useMemo(
    () => `28px minmax(220px, 1fr) ${columns.map(({ width }) => width).join(' ')} 28px`,
    [columns],
  );
  const empty = rows.length === 0 && props.loading;
  return (
    <div className={classes.grid} data-selecting={selection.all || selection.ids.size > 0 || undefined}>
      <div
        className={classes.scroller}
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={world.type.pluralLabel}
        aria-rowcount={props.total + 1}
        aria-multiselectable
        aria-busy={props.loading}
      >
        {!narrow && <ListHead {...props} template={template} />}
        <div role="rowgroup">
          {empty ? (
            Array.from({ length: 14 }, (_row, index) => (
              <div key={index} className={classes.ghost} style={{ gridTemplateColumns: template, height }} role="row">
                <span role="gridcell" />
                <span role="gridcell">
                  <i style={{ width: `${38 + ((index * 37) % 45)}%` }} />
                </span>
                <span role="gridcell">
                  <i style={{ width: 72 }} />
                </span>
              </div>
            ))
          ) : (
            <div style={{ height: rowsInSight.getTotalSize(), position: 'relative' }} role="presentation">
              {items.map(({ index, start }) => (
                <ListRow
                  key={rows[index].id}
                  index={index}
                  entry={rows[index]}
                  title={titleOf(rows[index], world.type.titleField)}
                  columns={columns}
                  template={template}
                  height={height}
                  top={start - head}
                  narrow={narrow}
                  current={index === current}
                  chosen={isChosen(selection, rows[index].id)}
                  actions={actions}
                />
              ))}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
