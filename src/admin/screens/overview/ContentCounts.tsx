import { Link } from '@tanstack/react-router';
import { STATES } from '../../content/content-type';
import { writeConditions } from '../../content/conditions';
import { formatNumber } from '../../i18n/formats';
import classes from './Overview.module.css';
import { t } from './texts';
import type { TypeCounts } from './use-overview-content';

/** The address's filter for documents in a state. */
export const inState = (...values: string[]): string => writeConditions([{ field: 'state', operator: 'in', values }]);

/** How much there is of each type, by state; every number leads to what it counts. */
export function ContentCounts({ counts }: { counts: readonly TypeCounts[] }) {
  return (
    <section>
      <h2>{t('content')}</h2>
      <div className={classes.frame} role="group" aria-label={t('content')} tabIndex={0}>
        <table className={classes.counts}>
          <thead>
            <tr>
              <th scope="col">{t('type')}</th>
              {STATES.map(state => (
                <th key={state} scope="col">
                  {t(`state.${state}`)}
                </th>
              ))}
              <th scope="col">{t('all')}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map(({ type, all, byState }) => (
              <tr key={type.name}>
                <th scope="row">
                  <Link to="/content/$type" params={{ type: type.plural }}>
                    {type.pluralLabel}
                  </Link>
                </th>
                {STATES.map(state => (
                  <td key={state} className="num">
                    {byState[state] === 0 ? (
                      <span className={classes.zero}>0</span>
                    ) : (
                      <Link to="/content/$type" params={{ type: type.plural }} search={{ filter: inState(state) }}>
                        {formatNumber(byState[state])}
                      </Link>
                    )}
                  </td>
                ))}
                <td className="num">{formatNumber(all)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
