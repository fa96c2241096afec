import { IconGripVertical } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { t } from './texts';
import classes from './widgets.module.css';

interface SortableListProps<Item> {
  items: readonly Item[];
  keyOf(item: Item): string;
  /** What an item is called, for the names of its buttons. */
  nameOf(item: Item): string;
  onMove(from: number, to: number): void;
  readOnly?: boolean;
  label: string;
  className?: string | undefined;
  /** `handle` is the button by which it is moved. */
  children(item: Item, handle: ReactNode, index: number): ReactNode;
}

/** A list whose items are put into an order by dragging them, or with the arrow keys on their handles. */
export function SortableList<Item>(props: SortableListProps<Item>) {
  const { items, keyOf, nameOf, onMove, readOnly, label, className, children } = props;
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const grabbed = useRef(false);

  const move = (from: number, to: number) => {
    if (to < 0 || to >= items.length || from === to) return;
    onMove(from, to);
    setSaid(t('moved', { what: nameOf(items[from]), place: to + 1, count: items.length }));
  };
  const keys = (event: KeyboardEvent, index: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(index, index + step);
  };
  return (
    <>
      <ol className={className} aria-label={label}>
        {items.map((item, index) => (
          <li
            key={keyOf(item)}
            draggable={!readOnly}
            data-dragged={dragged === index || undefined}
            data-over={(over === index && dragged !== null && dragged !== index) || undefined}
            data-below={(dragged !== null && dragged < index) || undefined}
            onDragStart={event => {
              // Only by its handle: what is inside has text to select.
              if (!grabbed.current) {
                event.preventDefault();
                return;
              }
              event.stopPropagation();
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', nameOf(item));
              setDragged(index);
            }}
            onDragOver={event => {
              if (dragged === null) return;
              event.preventDefault();
              event.stopPropagation();
              setOver(index);
            }}
            onDrop={event => {
              if (dragged === null) return;
              event.preventDefault();
              event.stopPropagation();
              move(dragged, index);
            }}
            onDragEnd={() => {
              setDragged(null);
              setOver(null);
              grabbed.current = false;
            }}
          >
            {children(
              item,
              readOnly ? null : (
                <button
                  type="button"
                  className={classes.handle}
                  aria-label={t('move', { what: nameOf(item) })}
                  title={t('moveHint')}
                  onPointerDown={() => {
                    grabbed.current = true;
                  }}
                  onPointerUp={() => {
                    grabbed.current = false;
                  }}
                  onKeyDown={event => keys(event, index)}
                >
                  <IconGripVertical size={14} stroke={1.7} />
                </button>
              ),
              index,
            )}
          </li>
        ))}
      </ol>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </>
  );
}

/** A list with one item elsewhere. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
