import { useEffect, useRef } from 'react';
import { slugify } from '../../../engine/content/slug-format';
import type { ContentField } from '../../content/content-type';
import type { DraftSnapshot } from '../../editing/draft';
import { faultText, type EditPlace } from '../../kinds/widgets/widget';
import { type ActiveEditor, RichTextEditor } from '../../rich-text/RichTextEditor';
import { PlainValue } from './Difference';
import classes from './editor.module.css';
import { languageName, mayWrite, placesOf } from './field-places';
import { t } from './texts';
import { followsTitle } from './begin-draft';
import type { OpenDocument } from './use-open-document';

interface PaperProps {
  open: OpenDocument;
  snapshot: DraftSnapshot;
  place: EditPlace;
  /** Shows the original beside what is being translated. */
  beside: boolean;
  onActive(active: ActiveEditor): void;
}

/** The title and what is long, as a page to write on. */
export function Paper({ open, snapshot, place, beside, onActive }: PaperProps) {
  const { title, main } = placesOf(open.type);
  const form = !main.some(({ kind }) => kind === 'RICH_TEXT');
  return (
    <div className={classes.papers} data-beside={(beside && open.source !== null) || undefined}>
      {beside && open.source && <SourcePaper open={open} />}
      <article className={classes.paper} data-form={form || undefined} lang={open.locale}>
        {title && <TitleField open={open} snapshot={snapshot} field={title} />}
        {main.map((field, index) => (
          <PaperField
            key={field.name}
            open={open}
            snapshot={snapshot}
            place={place}
            field={field}
            first={index === main.findIndex(({ kind }) => kind === 'RICH_TEXT')}
            alone={main.length === 1}
            onActive={onActive}
          />
        ))}
      </article>
    </div>
  );
}

interface FieldProps {
  open: OpenDocument;
  snapshot: DraftSnapshot;
  field: ContentField;
}

function TitleField({ open, snapshot, field }: FieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const value = String(snapshot.values[field.name] ?? '');
  const fault = faultText(snapshot.faults.filter(each => each.field === field.name));
  useEffect(() => {
    const { current } = area;
    if (!current) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight}px`;
  }, [value]);
  useEffect(() => {
    if (open.facts === null) area.current?.focus();
  }, [open.facts === null]);

  const write = (next: string) => {
    const { facts, draft, type, locale } = open;
    const slugIsFree = facts === null || facts.publishedAt === null || !facts._locales.includes(locale);
    const follows = slugIsFree && followsTitle({}, snapshot.values, type);
    draft.set(field.name, next);
    if (follows && mayWrite(open, { name: 'slug', localized: true })) draft.set('slug', slugify(next, ''));
  };
  return (
    <div>
      <textarea
        ref={area}
        className={classes.title}
        rows={1}
        aria-label={field.label}
        aria-required={field.required}
        aria-invalid={fault !== null}
        aria-describedby={fault ? 'title-fault' : undefined}
        placeholder={field.name === 'title' ? t('untitled') : field.label}
        readOnly={!mayWrite(open, field)}
        value={value}
        onChange={event => write(event.currentTarget.value.replace(/\n/g, ' '))}
        onKeyDown={event => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          event.currentTarget.closest('article')?.querySelector<HTMLElement>('[contenteditable="true"]')?.focus();
        }}
      />
      {fault && (
        <p id="title-fault" className={classes.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

interface PaperFieldProps extends FieldProps {
  place: EditPlace;
  first: boolean;
  alone: boolean;
  onActive(active: ActiveEditor): void;
}

function PaperField({ open, snapshot, place, field, first, alone, onActive }: PaperFieldProps) {
  const faults = snapshot.faults.filter(each => each.field === field.name);
  const common = {
    value: snapshot.values[field.name],
    onChange: (value: unknown) => open.draft.set(field.name, value),
    readOnly: !mayWrite(open, field),
  };
  if (field.kind !== 'RICH_TEXT') {
    const Widget = place.widgetOf(field.kind);
    return <Widget {...common} field={field} faults={faults} place={place} />;
  }
  const fault = faultText(faults);
  return (
    <div className={classes.body}>
      {!(alone || first) && <h2 className={classes.fieldName}>{field.label}</h2>}
      <RichTextEditor
        {...common}
        label={field.label}
        lang={open.locale}
        onPaper
        onActive={active => (first || active.editor.isFocused) && onActive(active)}
      />
      {fault && <p className={classes.fault}>{fault}</p>}
    </div>
  );
}

/** What the document says in the default language, to translate from. */
function SourcePaper({ open }: { open: OpenDocument }) {
  const { type, source, model } = open;
  const { title, main } = placesOf(type);
  const language = languageName(model.defaultLocale);
  return (
    <aside className={classes.source} lang={model.defaultLocale} aria-label={t('sourceOf', { language })}>
      <small>{t('sourceOf', { language })}</small>
      {title && <p className={classes.sourceTitle}>{String(source?.[title.name] ?? '')}</p>}
      {main
        .filter(({ localized }) => localized)
        .map(field =>
          field.kind === 'RICH_TEXT' ? (
            <RichTextEditor
              key={field.name}
              value={source?.[field.name]}
              onChange={() => undefined}
              label={`${t('sourceOf', { language })}: ${field.label}`}
              lang={model.defaultLocale}
              onPaper
              readOnly
            />
          ) : (
            <div key={field.name}>
              <h2 className={classes.fieldName}>{field.label}</h2>
              <PlainValue field={field} value={source?.[field.name]} />
            </div>
          ),
        )}
    </aside>
  );
}
