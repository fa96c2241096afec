import { ActionIcon, Checkbox } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type CSSProperties, type DragEvent, memo } from 'react';
import type { ContentTree, TreeGap, TreeItem } from '../../content/content-tree';
import { type Zone, zoneAt } from '../../content/tree-places';
import type { Column } from './list-cells';
import listClasses from './list.module.css';
import { Card, type RowActions, RowMenu } from './ListRow';
import { t } from './texts';
import type { DragHandlers } from './TreeGrid';
import classes from './tree.module.css';

interface RowPlace {
  top: number;
  height: number;
  /** The columns of the grid; none on a phone. */
  template: string | undefined;
  rowIndex: number;
}

interface TreeRowProps extends RowPlace {
  item: TreeItem;
  /** Its number among the documents in sight. */
  index: number;
  title: string;
  columns: readonly Column[];
  narrow: boolean;
  current: boolean;
  chosen: boolean;
  actions: RowActions;
  tree: ContentTree;
  drag: DragHandlers;
  /** Where what is dragged would come to stand, seen from this row. */
  zone: Zone | null;
  /** It is this one that is dragged. */
  held: boolean;
}

const styleOf = ({ top, height, template }: RowPlace, depth: number) =>
  ({ gridTemplateColumns: template, height, transform: `translateY(${top}px)`, '--depth': depth }) as CSSProperties;

function zoneOf({ currentTarget, clientY }: DragEvent): Zone {
  const { top, height } = currentTarget.getBoundingClientRect();
  return zoneAt((clientY - top) / height);
}

/** A document in a tree: indented, with what opens its level. */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { item, index, title, columns, narrow, current, chosen, actions, tree, drag, zone, held } = props;
  const { entry, depth, isOpen, hasChildren, parentId } = item;
  const { id } = entry;
  const menu = (
    <span role="gridcell" className={`${listClasses.more} ${classes.menu}`} onClick={event => event.stopPropagation()}>
      <RowMenu {...{ index, entry, title, current, actions }} />
    </span>
  );
  return (
    <div
      id={`row-${id}`}
      role="row"
      aria-rowindex={props.rowIndex}
      aria-level={depth + 1}
      aria-posinset={item.place}
      aria-setsize={item.siblings}
      aria-expanded={hasChildren ? isOpen : undefined}
      aria-selected={chosen}
      className={`${listClasses.row} ${classes.row}`}
      data-current={current || undefined}
      data-chosen={chosen || undefined}
      data-zone={zone ?? undefined}
      data-within={(zone === 'after' && isOpen) || undefined}
      data-held={held || undefined}
      data-narrow={narrow || undefined}
      style={styleOf(props, depth)}
      draggable={drag.enabled}
      onMouseDown={() => actions.point(index)}
      onClick={event => {
        if (event.shiftKey || event.metaKey || event.ctrlKey) actions.toggle(index, event.shiftKey);
        else actions.open(index);
      }}
      onDragStart={event => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', title);
        drag.begin(id);
      }}
      onDragEnd={drag.end}
      onDragOver={event => {
        if (!drag.over({ id, zone: zoneOf(event), mayOpen: hasChildren && !isOpen })) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
      }}
      onDrop={event => {
        event.preventDefault();
        drag.drop({ id, parentId, isOpen }, zoneOf(event));
      }}
    >
      {narrow ? (
        <>
          <span role="gridcell" className={classes.lead}>
            <Opener {...{ item, title, tree }} />
          </span>
          <Card {...{ entry, title, columns }} />
          {menu}
        </>
      ) : (
        <>
          <span role="gridcell" className={listClasses.check} onClick={event => event.stopPropagation()}>
            <Checkbox
              aria-label={t('select', { title })}
              checked={chosen}
              onChange={() => {}}
              onClick={event => actions.toggle(index, event.shiftKey)}
              tabIndex={current ? 0 : -1}
            />
          </span>
          <span role="gridcell" className={`${listClasses.title} ${classes.title}`}>
            <Opener {...{ item, title, tree }} />
            <span className={classes.text}>{title}</span>
          </span>
          {columns.map(({ name, align, cell }) => (
            <span key={name} role="gridcell" data-align={align}>
              {cell(entry)}
            </span>
          ))}
          {menu}
        </>
      )}
    </div>
  );
});

function Opener({ item: { entry, isOpen, hasChildren }, title, tree }: Pick<TreeRowProps, 'item' | 'title' | 'tree'>) {
  if (!hasChildren) return <i className={classes.leaf} />;
  return (
    <ActionIcon
      className={classes.opener}
      size={24}
      tabIndex={-1}
      aria-label={t(isOpen ? 'collapse' : 'expand', { title })}
      // The tree keeps the focus: its keys act on the current row, not on this button.
      onMouseDown={event => event.preventDefault()}
      onClick={event => {
        event.stopPropagation();
        if (isOpen) tree.close(entry.id);
        else void tree.open(entry.id);
      }}
    >
      <IconChevronRight size={14} stroke={2} data-open={isOpen || undefined} />
    </ActionIcon>
  );
}

/** The row that reads the rest of a level, or stands where a level is on its way. */
export function TreeGapRow({
  gap,
  onMore,
  ...place
}: RowPlace & { gap: TreeGap; onMore(parentId: string | null): void }) {
  return (
    <div
      role="row"
      aria-rowindex={place.rowIndex}
      aria-level={gap.depth + 1}
      className={`${listClasses.row} ${classes.gap}`}
      style={styleOf({ ...place, template: undefined }, gap.depth)}
    >
      <span role="gridcell">
        {gap.kind === 'more' ? (
          <button type="button" className="link" onClick={() => onMore(gap.parentId)}>
            {t('moreBelow', { count: gap.left })}
          </button>
        ) : (
          <span className="dim">{t('loading')}</span>
        )}
      </span>
    </div>
  );
}
