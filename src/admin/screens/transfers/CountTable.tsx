import { Link } from '@tanstack/react-router';
import { useContentModel } from '../../content/content-types';
import { formatNumber } from '../../i18n/formats';
import { t } from './texts';
import page from './import-page.module.css';
import classes from './transfers.module.css';

interface CountTableProps<Row extends { kind: string }> {
  label: string;
  rows: readonly Row[];
  /** The numbers of each kind; `fault` stands out where it is not zero. */
  columns: readonly { label: string; value(row: Row): number; tone?: 'fault' | 'strong' }[];
}

/** Numbers by content type, each of which leads to its list. */
export function CountTable<Row extends { kind: string }>({ label, rows, columns }: CountTableProps<Row>) {
  const types = useContentModel()?.byName;
  return (
    <div className={classes.frame} role="group" aria-label={label} tabIndex={0}>
      <table className={page.counts}>
        <thead>
          <tr>
            <th scope="col">{t('kind')}</th>
            {columns.map(column => (
              <th key={column.label} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => {
            const type = types?.get(row.kind);
            return (
              <tr key={row.kind}>
                <th scope="row">
                  {type ? (
                    <Link to="/content/$type" params={{ type: type.plural }}>
                      {type.pluralLabel}
                    </Link>
                  ) : (
                    row.kind
                  )}
                </th>
                {columns.map(column => {
                  const value = column.value(row);
                  return (
                    <td key={column.label} className="num" data-tone={column.tone} data-none={value === 0 || undefined}>
                      {formatNumber(value)}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
