import { Button, SegmentedControl } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { Ago } from '../../components/Ago';
import { ErrorNote } from '../../components/ErrorNote';
import { SkeletonRows } from '../../components/Skeleton';
import { editedFields } from '../../editing/edit-documents';
import { type AnyField, reviveValue, reviveValues, type Snapshot } from '../../editing/field-values';
import { RichTextEditor } from '../../rich-text/RichTextEditor';
import { Difference, PlainValue } from './Difference';
import classes from './editor.module.css';
import { languageName, placesOf } from './field-places';
import type { RevisionHead } from './HistoryPanel';
import { t } from './texts';
import { useActors } from './use-actors';
import type { OpenDocument } from './use-open-document';
import { linkedIds, useTitles, withTitles } from './use-titles';

const REVISION = graphql(`
  query RevisionContent($id: ID!, $number: Int!) {
    revision(id: $id, number: $number) {
      documentId
      number
      content
    }
  }
`);
const COMPARISON = graphql(`
  query RevisionComparison($id: ID!, $from: Int!, $to: Int!) {
    compareRevisions(id: $id, from: $from, to: $to) {
      field
      locale
      before
      after
    }
  }
`);

interface RevisionViewProps {
  open: OpenDocument;
  id: string;
  revision: RevisionHead;
  latest: number;
  onRestore(): void;
  onClose(): void;
  busy: boolean;
}

/** An old version: what it differs in from the current one, or as it was. */
export function RevisionView({ open, id, revision, latest, onRestore, onClose, busy }: RevisionViewProps) {
  const [view, setView] = useState<'COMPARE' | 'SHOW'>('COMPARE');
  const nameOf = useActors([revision.author]);
  const name = revision.author === null ? t('server') : (nameOf(revision.author) ?? t('somebody'));
  const { number, savedAt } = revision;
  return (
    <>
      <div className={classes.banner} role="status">
        <IconHistory size={14} stroke={1.7} aria-hidden />
        <span>{t.rich('versionBy', { number, name, ago: <Ago at={savedAt} /> })}</span>
        <div className="grow" />
        <SegmentedControl
          size="xs"
          aria-label={t('compare')}
          value={view}
          onChange={next => setView(next as typeof view)}
          data={[
            { value: 'COMPARE', label: t('compare') },
            { value: 'SHOW', label: t('showVersion') },
          ]}
        />
        <Button onClick={onClose}>{t('closeVersion')}</Button>
        {open.rights.has('WRITE') && (
          <Button loading={busy} onClick={onRestore}>
            {t('restore')}
          </Button>
        )}
      </div>
      {view === 'COMPARE' ? (
        <Comparison open={open} id={id} from={number} to={latest} />
      ) : (
        <OldVersion open={open} id={id} number={number} />
      )}
    </>
  );
}

function Comparison({ open, id, from, to }: { open: OpenDocument; id: string; from: number; to: number }) {
  const [{ data, error }] = useQuery({
    query: COMPARISON,
    variables: { id, from, to },
    requestPolicy: 'network-only',
  });
  const slug = { ...placesOf(open.type).title, name: 'slug', label: t('slug'), kind: 'SLUG' } as AnyField;
  const fields: AnyField[] = [...open.type.fields, slug];
  const found = (data?.compareRevisions ?? []).flatMap(({ field: name, locale, before, after }) => {
    const field = fields.find(known => known.name === name);
    return field ? [{ field, locale, before: reviveValue(before, field), after: reviveValue(after, field) }] : [];
  });
  const titles = useTitles(open.model, linkedIds(found.map(({ before, after }) => [before, after])), open.locale);
  if (error) return <ErrorNote error={error} />;
  if (!data) return <SkeletonRows />;
  return (
    <article className={classes.paper} data-form>
      {found.length === 0 && <p className="dim">{t('nothingChanged')}</p>}
      {found.map(({ field, locale, before, after }) => (
        <section key={`${field.name} ${locale ?? ''}`} className={classes.changedField}>
          <h2 className={classes.fieldName}>
            {field.label}
            {locale && <span className="dim"> · {languageName(locale)}</span>}
          </h2>
          <Difference field={field} before={withTitles(before, titles)} after={withTitles(after, titles)} brief />
        </section>
      ))}
    </article>
  );
}

function OldVersion({ open, id, number }: { open: OpenDocument; id: string; number: number }) {
  const { type, model, locale } = open;
  const [{ data, error }] = useQuery({ query: REVISION, variables: { id, number } });
  const snapshot = data?.revision?.content as Snapshot | undefined;
  const old = snapshot
    ? reviveValues(snapshot, editedFields(type), locale === model.defaultLocale ? null : locale)
    : {};
  const titles = useTitles(model, linkedIds(old), locale);
  if (error) return <ErrorNote error={error} />;
  if (!snapshot) return <SkeletonRows />;
  const values = withTitles(old, titles);
  const { title, main, side } = placesOf(type);
  return (
    <article className={classes.paper} lang={locale}>
      {title && <p className={classes.title}>{String(values[title.name] ?? '')}</p>}
      {main.map(field =>
        field.kind === 'RICH_TEXT' ? (
          <RichTextEditor
            key={field.name}
            value={values[field.name]}
            onChange={() => undefined}
            label={field.label}
            lang={locale}
            onPaper
            readOnly
          />
        ) : (
          <Named key={field.name} field={field}>
            <PlainValue field={field} value={values[field.name]} />
          </Named>
        ),
      )}
      {side.map(field => (
        <Named key={field.name} field={field}>
          <PlainValue field={field} value={values[field.name]} />
        </Named>
      ))}
    </article>
  );
}

const Named = ({ field, children }: { field: AnyField; children: ReactNode }) => (
  <section className={classes.changedField}>
    <h2 className={classes.fieldName}>{field.label}</h2>
    {children}
  </section>
);
