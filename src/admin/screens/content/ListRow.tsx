import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Fragment, memo, useState } from 'react';
import type { Entry } from '../../content/content-type';
import { Status } from '../../components/Status';
import type { Column } from './list-cells';
import classes from './list.module.css';
import { t } from './texts';
import { type BulkVerb, VERBS } from './use-bulk';

/** What can be done with a row; the same object for all rows, so that they need not be drawn again. */
export interface RowActions {
  open(index: number): void;
  toggle(index: number, range: boolean): void;
  point(index: number): void;
  verbs: readonly BulkVerb[];
  act(verb: BulkVerb, id: string): void;
  /** Asks where a document of a tree is to stand; left out where nobody may move it. */
  move?: ((id: string) => void) | undefined;
}

interface ListRowProps {
  index: number;
  entry: Entry;
  title: string;
  columns: readonly Column[];
  template: string;
  height: number;
  top: number;
  narrow: boolean;
  current: boolean;
  chosen: boolean;
  actions: RowActions;
}

/** A document in a list: a row of cells, or on a phone a card. */
export const ListRow = memo(function ListRow(props: ListRowProps) {
  const { index, entry, title, columns, template, height, top, narrow, current, chosen, actions } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={classes.row}
      data-current={current || undefined}
      data-chosen={chosen || undefined}
      style={{
        gridTemplateColumns: narrow ? undefined : template,
        height,
        transform: `translateY(${top}px)`,
      }}
      onMouseDown={() => actions.point(index)}
      onClick={event => {
        if (event.shiftKey || event.metaKey || event.ctrlKey) actions.toggle(index, event.shiftKey);
        else actions.open(index);
      }}
    >
      {narrow ? (
        <Card {...props} />
      ) : (
        <>
          <span role="gridcell" className={classes.check} onClick={event => event.stopPropagation()}>
            <Checkbox
              aria-label={t('select', { title })}
              checked={chosen}
              onChange={() => {}}
              onClick={event => actions.toggle(index, event.shiftKey)}
              tabIndex={current ? 0 : -1}
            />
          </span>
          <span role="gridcell" className={classes.title}>
            {title}
          </span>
          {columns.map(({ name, align, cell }) => (
            <span key={name} role="gridcell" data-align={align}>
              {cell(entry)}
            </span>
          ))}
          <span role="gridcell" className={classes.more} onClick={event => event.stopPropagation()}>
            <RowMenu {...props} />
          </span>
        </>
      )}
    </div>
  );
});

type RowMenuProps = Pick<ListRowProps, 'index' | 'entry' | 'title' | 'current' | 'actions'>;

/** A menu costs as much as a whole row: there is one only when it is asked for. */
export function RowMenu({ index, entry, title, current, actions }: RowMenuProps) {
  const [opened, setOpened] = useState(false);
  const button = (
    <ActionIcon
      size={24}
      aria-label={t('actionsFor', { title })}
      aria-haspopup="menu"
      tabIndex={current ? 0 : -1}
      onClick={() => setOpened(true)}
    >
      <IconDots size={16} />
    </ActionIcon>
  );
  if (!opened) return button;
  return (
    <Menu opened onChange={setOpened} position="bottom-end" width={180}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => actions.open(index)}>{t('open')}</Menu.Item>
        {actions.move && <Menu.Item onClick={() => actions.move?.(entry.id)}>{t('moveTo')}</Menu.Item>}
        {actions.verbs.map(verb => (
          <Menu.Item
            key={verb}
            color={verb === 'trash' ? 'red' : undefined}
            disabled={!VERBS[verb].states.includes(entry.state)}
            onClick={() => actions.act(verb, entry.id)}
          >
            {t(verb)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A document on a phone. */
export function Card({ entry, title, columns }: Pick<ListRowProps, 'entry' | 'title' | 'columns'>) {
  const shown = columns.filter(({ name }) => name !== 'state' && name !== '_locales').slice(-2);
  return (
    <div role="gridcell" className={classes.card}>
      <b>{title}</b>
      <span>
        <Status state={entry.state} />
        {shown.map(({ name, cell }) => {
          const content = cell(entry);
          return (
            content !== null && (
              <Fragment key={name}>
                <em aria-hidden>·</em>
                {content}
              </Fragment>
            )
          );
        })}
      </span>
    </div>
  );
}
