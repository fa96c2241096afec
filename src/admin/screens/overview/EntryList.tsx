import { Link } from '@tanstack/react-router';
import { Ago } from '../../components/Ago';
import { Face } from '../../components/Face';
import { titleOf } from '../../content/content-type';
import { useNames } from '../../jobs/use-names';
import classes from './Overview.module.css';
import { t } from './texts';
import type { TypedEntry } from './use-overview-content';

interface EntryListProps {
  title: string;
  entries: readonly TypedEntry[];
  when: (entry: TypedEntry) => string | null;
  empty: string;
  withAuthors?: boolean;
}

/** Documents of all types, each with the one time that matters here. */
export function EntryList({ title, entries, when, empty, withAuthors = false }: EntryListProps) {
  const names = useNames(withAuthors ? entries.map(authorOf) : []);
  return (
    <section>
      <h2>{title}</h2>
      {entries.length === 0 ? (
        <p className={classes.none}>{empty}</p>
      ) : (
        <ul className={classes.box}>
          {entries.map(entry => {
            const author = withAuthors ? authorOf(entry) : null;
            const name = author && names(author);
            const at = when(entry);
            return (
              <li key={entry.id}>
                {author && <Face id={author} name={name ?? '?'} size={24} />}
                <div className={classes.words}>
                  <Link to="/content/$type/$id" params={{ type: entry.type.plural, id: entry.id }}>
                    {titleOf({ slug: entry.slug, title: entry.title }, 'title')}
                  </Link>
                  <small>
                    {entry.type.label}
                    {name && ` · ${t('by', { name })}`}
                  </small>
                </div>
                <span className={classes.when}>{at && <Ago at={at} />}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

const authorOf = ({ revisions }: TypedEntry): string | null => revisions?.nodes[0]?.author ?? null;
