import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { Ago } from '../../components/Ago';
import { Face } from '../../components/Face';
import { useNames } from '../../jobs/use-names';
import classes from './Overview.module.css';
import { t } from './texts';

const RECENT_AUDIT = graphql(`
  query RecentAudit {
    auditLog(first: 5) {
      nodes {
        entryId
        at
        action
        actor
        subjectType
      }
    }
  }
`);

/** What was done lately that matters to the safety of the site. Nothing before anything was. */
export function RecentAudit() {
  const [{ data }] = useQuery({ query: RECENT_AUDIT });
  const entries = data?.auditLog.nodes ?? [];
  const names = useNames(entries.map(({ actor }) => actor));
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{t('audit')}</h2>
      <ul className={classes.box}>
        {entries.map(({ entryId, at, action, actor }) => (
          <li key={entryId}>
            {actor !== null && <Face id={actor} name={names(actor) ?? '?'} size={24} />}
            <div className={classes.words}>
              <Link to="/people/audit" search={{ action }}>
                {actionInWords(action)}
              </Link>
              <small>{actor === null ? t('nobody') : t('by', { name: names(actor) ?? actor })}</small>
            </div>
            <span className={classes.when}>
              <Ago at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `api-token.made` is "Api token made". */
function actionInWords(action: string): string {
  const words = action.replaceAll(/[.-]/g, ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}
