import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { ContentTree, TreeSnapshot } from '../../content/content-tree';
import { titleOf } from '../../content/content-type';
import { placeAt, type TreePlace, type Zone } from '../../content/tree-places';
import { isChosen, type Selection } from '../../content/selection';
import type { CellWorld, Column } from './list-cells';
import listClasses from './list.module.css';
import { ListHead } from './ListHead';
import type { RowActions } from './ListRow';
import { t } from './texts';
import { TreeGapRow, TreeRow } from './TreeRow';
import classes from './tree.module.css';

const HEAD = 32;
/** How long something is held over a closed document before that opens. */
const OPENS_AFTER_MS = 700;

interface TreeGridProps {
  world: CellWorld;
  columns: readonly Column[];
  tree: ContentTree;
  snapshot: TreeSnapshot;
  /** The id of the row that keys act on. */
  current: string | undefined;
  selection: Selection;
  compact: boolean;
  narrow: boolean;
  mayMove: boolean;
  scroller: RefObject<HTMLDivElement | null>;
  actions: RowActions;
  /** Read out when something was moved. */
  said: string;
  onMove(id: string, place: TreePlace): void;
  onSort(sort: string): void;
  onChooseAll(all: boolean): void;
}

interface Hold {
  over: string;
  zone: Zone;
}

/** Documents below one another; levels are opened, and rows dragged to where they belong. */
export function TreeGrid(props: TreeGridProps) {
  const { world, columns, tree, snapshot, current, selection, narrow, compact, scroller, actions, mayMove } = props;
  const { lines, rows } = snapshot;
  const height = narrow ? 76 : compact ? 32 : 40;
  const head = narrow ? 0 : HEAD;
  const inSight = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    scrollMargin: head,
    scrollPaddingStart: head,
    overscan: 10,
    getItemKey: index => keyOf(lines, index),
  });
  useEffect(() => inSight.measure(), [height, inSight]);
  const at = lines.findIndex(line => line.kind === 'entry' && line.entry.id === current);
  useEffect(() => {
    if (at >= 0) inSight.scrollToIndex(at);
    // Only when another row becomes the current one, or that one moves.
  }, [current, at]);
  const template = useMemo(
    () => `28px minmax(260px, 1fr) ${columns.map(({ width }) => width).join(' ')} 28px`,
    [columns],
  );
  const dragging = useDragging(tree, mayMove && !narrow, props.onMove);
  const numbers = useMemo(() => new Map(rows.map(({ id }, index) => [id, index])), [rows]);
  const items = inSight.getVirtualItems();
  const isCurrentDrawn = items.some(({ index }) => index === at);
  return (
    <div className={listClasses.grid} data-selecting={selection.all || selection.ids.size > 0 || undefined}>
      <div
        className={listClasses.scroller}
        ref={scroller}
        role="treegrid"
        tabIndex={0}
        aria-label={world.type.pluralLabel}
        aria-activedescendant={isCurrentDrawn ? `row-${current}` : undefined}
        aria-rowcount={lines.length + 1}
        aria-multiselectable
        aria-busy={snapshot.loading}
        onDragLeave={dragging.leave}
      >
        {!narrow && <ListHead {...props} rows={rows} sort={null} template={template} />}
        <div role="rowgroup">
          <div style={{ height: inSight.getTotalSize(), position: 'relative' }} role="presentation">
            {items.map(({ index, start }) => {
              const line = lines[index];
              const place = { top: start - head, height, template: narrow ? undefined : template, rowIndex: index + 2 };
              if (line.kind !== 'entry') {
                return <TreeGapRow key={keyOf(lines, index)} {...place} gap={line} onMore={id => void tree.more(id)} />;
              }
              const { id } = line.entry;
              return (
                <TreeRow
                  key={id}
                  {...place}
                  item={line}
                  index={numbers.get(id) ?? 0}
                  title={titleOf(line.entry, world.type.titleField)}
                  columns={columns}
                  narrow={narrow}
                  current={id === current}
                  chosen={isChosen(selection, id)}
                  actions={actions}
                  tree={tree}
                  drag={dragging.handlers}
                  zone={dragging.hold?.over === id ? dragging.hold.zone : null}
                  held={dragging.held === id}
                />
              );
            })}
          </div>
        </div>
      </div>
      <p className="visually-hidden" role="status">
        {props.said}
      </p>
      {dragging.hold && <p className={classes.hint}>{hintOf(tree, dragging.hold, world.type.titleField)}</p>}
    </div>
  );
}

function keyOf(lines: TreeSnapshot['lines'], index: number): string {
  const line = lines[index];
  return line.kind === 'entry' ? line.entry.id : `${line.kind}-${line.parentId ?? ''}`;
}

function hintOf(tree: ContentTree, { over, zone }: Hold, titleField: string): string {
  const entry = tree.entry(over);
  return entry ? t(`drop.${zone}`, { title: titleOf(entry, titleField) }) : '';
}

/** What rows do while something is dragged over them. */
export interface DragHandlers {
  enabled: boolean;
  begin(id: string): void;
  /** `true` when the row takes what is held there. */
  over(target: { id: string; zone: Zone; mayOpen: boolean }): boolean;
  drop(target: { id: string; parentId: string | null; isOpen: boolean }, zone: Zone): void;
  end(): void;
}

function useDragging(tree: ContentTree, enabled: boolean, onMove: (id: string, place: TreePlace) => void) {
  const [held, setHeld] = useState<string | null>(null);
  const [hold, setHold] = useState<Hold | null>(null);
  const state = useRef({ held, hold, onMove });
  state.current = { held, hold, onMove };
  const opening = useRef<{ id: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const handlers = useMemo((): DragHandlers => {
    const show = (next: Hold | null) => {
      const { hold: now } = state.current;
      if (now?.over !== next?.over || now?.zone !== next?.zone) setHold(next);
    };
    const openLater = (id: string | null) => {
      if (opening.current?.id === id) return;
      if (opening.current) clearTimeout(opening.current.timer);
      opening.current = id === null ? null : { id, timer: setTimeout(() => void tree.open(id), OPENS_AFTER_MS) };
    };
    const end = () => {
      openLater(null);
      setHeld(null);
      setHold(null);
    };
    return {
      enabled,
      begin: setHeld,
      over({ id, zone, mayOpen }) {
        const { held: dragged } = state.current;
        const isTaken = dragged !== null && !tree.isWithin(id, dragged);
        openLater(isTaken && zone === 'into' && mayOpen ? id : null);
        show(isTaken ? { over: id, zone } : null);
        return isTaken;
      },
      drop(target, zone) {
        const { held: dragged } = state.current;
        end();
        if (dragged === null || tree.isWithin(target.id, dragged)) return;
        const firstChild = tree.branches.get(target.id)?.find(id => id !== dragged);
        state.current.onMove(dragged, placeAt(zone, target, firstChild));
      },
      end,
    };
  }, [tree, enabled]);
  const leave = (event: { currentTarget: Node; relatedTarget: EventTarget | null }) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setHold(null);
  };
  return { held, hold, handlers, leave };
}
