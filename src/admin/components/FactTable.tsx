import type { ReactNode } from 'react';
import classes from './FactTable.module.css';

export interface FactColumn<Row> {
  id: string;
  label: string;
  /** Of the column, such as `160px`; the first one takes what is left. */
  width?: string;
  align?: 'end';
  /** Left out on phones. */
  wide?: boolean;
  cell: (row: Row) => ReactNode;
}

interface FactTableProps<Row> {
  label: string;
  columns: readonly FactColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** At the right end of each row: a menu, a button. */
  actions?: (row: Row) => ReactNode;
  /** Below a row, over its whole width. */
  detail?: (row: Row) => ReactNode;
}

/** A short table of things that are no documents; on phones each row becomes a card. */
export function FactTable<Row>({ label, columns, rows, keyOf, actions, detail }: FactTableProps<Row>) {
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ id, label: heading, width, align, wide }) => (
            <th scope="col" key={id} style={{ width }} data-align={align} data-wide={wide || undefined}>
              {heading}
            </th>
          ))}
          {actions && <td className={classes.actions} />}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => {
          const below = detail?.(row);
          return [
            <tr key={keyOf(row)} data-open={below ? true : undefined}>
              {columns.map(({ id, align, wide, cell }) => (
                <td key={id} data-align={align} data-wide={wide || undefined}>
                  {cell(row)}
                </td>
              ))}
              {actions && <td className={classes.actions}>{actions(row)}</td>}
            </tr>,
            below ? (
              <tr key={`${keyOf(row)} detail`} className={classes.detail}>
                <td colSpan={columns.length + (actions ? 1 : 0)}>{below}</td>
              </tr>
            ) : null,
          ];
        })}
      </tbody>
    </table>
  );
}
