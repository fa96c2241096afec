import { Link } from '@tanstack/react-router';
import { useContentModel, type ContentModel } from '../../content/content-types';
import { t } from '../../media/texts';
import { useTitles } from '../editor/use-titles';
import classes from './library.module.css';

interface Usages {
  nodes: readonly { type: string; documentId: string; field: string }[];
  totalCount: number;
}

/** Where files are shown, with links to the documents. */
export function UsageList({ usages }: { usages: Usages }) {
  const model = useContentModel();
  return model && <Listed model={model} usages={usages} />;
}

function Listed({ model, usages: { nodes, totalCount } }: { model: ContentModel; usages: Usages }) {
  const ids = nodes.map(({ documentId }) => documentId);
  const titles = useTitles(model, ids, model.defaultLocale);
  return (
    <>
      <ul className={classes.usages}>
        {nodes.map(({ type: of, documentId, field }) => {
          const type = model.byName.get(of);
          const label = type?.fields.find(({ name, inputName }) => name === field || inputName === field)?.label;
          const title = titles.get(documentId) ?? documentId;
          return (
            <li key={`${documentId} ${field}`}>
              {type ? (
                <Link to="/content/$type/$id" params={{ type: type.plural, id: documentId }}>
                  {title}
                </Link>
              ) : (
                <span>{title}</span>
              )}
              <small className="dim">
                {type?.label ?? of} · {label ?? field}
              </small>
            </li>
          );
        })}
      </ul>
      {totalCount > nodes.length && (
        <small className="dim">{t('inUseMore', { count: totalCount - nodes.length })}</small>
      )}
    </>
  );
}
