import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import type { ContentType } from '../../content/content-type';
import type { ContentModel } from '../../content/content-types';
import { usagesOf } from '../../editing/edit-documents';
import classes from './editor.module.css';
import { t } from './texts';
import { useTitles } from './use-titles';

interface UsagesProps {
  type: ContentType;
  model: ContentModel;
  id: string;
  locale: string;
}

interface Found {
  entry: { usages: { nodes: { type: string; documentId: string; field: string }[]; totalCount: number } | null } | null;
}

/** The documents that refer to this one. */
export function Usages({ type, model, id, locale }: UsagesProps) {
  const [{ data }] = useQuery<Found>({ query: usagesOf(type), variables: { id } });
  const usages = data?.entry?.usages;
  const titles = useTitles(model, usages?.nodes.map(({ documentId }) => documentId) ?? [], locale);
  if (!usages) return null;
  const { nodes, totalCount } = usages;
  return (
    <section>
      <h2 className={classes.sectionName}>
        {t('usedBy')} {totalCount > 0 && <span className="num dim">{totalCount}</span>}
      </h2>
      {totalCount === 0 && <p className="dim">{t('usedByNone')}</p>}
      <ul className={classes.usages}>
        {nodes.map(({ type: of, documentId, field }) => {
          const from = model.byName.get(of);
          const label = from?.fields.find(({ name }) => name === field)?.label ?? field;
          return (
            <li key={`${documentId} ${field}`}>
              {from ? (
                <Link to="/content/$type/$id" params={{ type: from.plural, id: documentId }}>
                  {titles.get(documentId) ?? documentId}
                </Link>
              ) : (
                <span>{documentId}</span>
              )}
              <small className="dim">
                {from?.label ?? of} · {label}
              </small>
            </li>
          );
        })}
      </ul>
      {totalCount > nodes.length && <p className="dim">{t('usedByMore', { count: totalCount - nodes.length })}</p>}
    </section>
  );
}
