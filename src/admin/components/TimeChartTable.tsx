import { formatMoment } from '../i18n/formats';
import { t } from './texts';
import classes from './TimeChart.module.css';

interface TimeChartTableProps {
  title: string;
  moments: readonly string[];
  series: readonly { label: string; values: readonly (number | null)[] }[];
  format: (value: number) => string;
}

/** The same as a chart in rows, newest first, for those who would rather read it. */
export function TimeChartTable({ title, moments, series, format }: TimeChartTableProps) {
  return (
    <details className={classes.table}>
      <summary>{t('asTable')}</summary>
      <div role="group" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('time')}</th>
              {series.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {moments
              .map((moment, index) => (
                <tr key={moment}>
                  <th scope="row">{formatMoment(moment)}</th>
                  {series.map(({ label, values }) => (
                    <td key={label} className="num">
                      {values[index] === null || values[index] === undefined ? '–' : format(values[index])}
                    </td>
                  ))}
                </tr>
              ))
              .reverse()}
          </tbody>
        </table>
      </div>
    </details>
  );
}
