import { TextInput } from '@mantine/core';
import { Ago } from '../../components/Ago';
import type { DraftSnapshot } from '../../editing/draft';
import { slugFault } from '../../../engine/content/slug-format';
import { formatMoment } from '../../i18n/formats';
import { faultText, type EditPlace } from '../../kinds/widgets/widget';
import { valueLines } from '../../editing/value-lines';
import classes from './editor.module.css';
import { languageName, mayWrite, placesOf } from './field-places';
import { PlaceInTree } from './PlaceInTree';
import { t } from './texts';
import type { DocumentActions } from './use-document-actions';
import { followsTitle } from './begin-draft';
import type { OpenDocument } from './use-open-document';
import { Usages } from './Usages';

interface SidePanelProps {
  open: OpenDocument;
  snapshot: DraftSnapshot;
  place: EditPlace;
  actions: DocumentActions;
  onSchedule(): void;
}

/** What stands beside the paper: when readers see it, its name in addresses, and its shorter fields. */
export function SidePanel({ open, snapshot, place, actions, onSchedule }: SidePanelProps) {
  const { type, facts, draft, source } = open;
  const { side } = placesOf(type);
  const values = side.filter(({ kind }) => !isLinked(kind));
  const links = side.filter(({ kind }) => isLinked(kind));
  const field = (each: (typeof side)[number]) => {
    const Widget = place.widgetOf(each.kind);
    const original = source && each.localized ? valueLines(source[each.name], each) : [];
    return (
      <div key={each.name}>
        <Widget
          field={each}
          value={snapshot.values[each.name]}
          faults={snapshot.faults.filter(fault => fault.field === each.name)}
          readOnly={!mayWrite(open, each)}
          place={place}
          onChange={value => draft.set(each.name, value)}
        />
        {original.length > 0 && (
          <p className={classes.original} lang={open.model.defaultLocale}>
            <small>{languageName(open.model.defaultLocale)}</small>
            {original.map(({ text }) => text).join(' · ')}
          </p>
        )}
      </div>
    );
  };
  return (
    <aside className={classes.panel} aria-label={t('fields')}>
      {facts && (
        <section>
          <dl className={classes.rows}>
            <div>
              <dt>{t('liveVersion')}</dt>
              <dd>{facts.publishedAt ? <Ago at={facts.publishedAt} /> : t('never')}</dd>
            </div>
            {(facts.publishAt !== null || facts.state === 'DRAFT') && (
              <div>
                <dt>{t('goesLive')}</dt>
                <dd>
                  <When at={facts.publishAt} may={open.rights.has('PUBLISH')} onSet={onSchedule} />
                </dd>
              </div>
            )}
            {(facts.unpublishAt !== null || facts.state === 'PUBLISHED') && (
              <div>
                <dt>{t('comesDown')}</dt>
                <dd>
                  <When at={facts.unpublishAt} may={open.rights.has('PUBLISH')} onSet={onSchedule} />
                </dd>
              </div>
            )}
          </dl>
        </section>
      )}
      <section>
        <SlugField open={open} snapshot={snapshot} />
        {values.map(field)}
      </section>
      {links.length > 0 && <section>{links.map(field)}</section>}
      {type.tree && facts && <PlaceInTree open={open} facts={facts} actions={actions} />}
      {facts && <Usages type={type} model={open.model} id={facts.id} locale={open.locale} />}
    </aside>
  );
}

const isLinked = (kind: string) => ['REFERENCE', 'REFERENCES', 'MEDIA'].includes(kind);

function When({ at, may, onSet }: { at: string | null; may: boolean; onSet(): void }) {
  if (at) {
    return may ? (
      <button type="button" className="link" onClick={onSet}>
        {formatMoment(at)}
      </button>
    ) : (
      <>{formatMoment(at)}</>
    );
  }
  return may ? (
    <button type="button" className="link" onClick={onSet}>
      {t('setTime')}
    </button>
  ) : (
    <>—</>
  );
}

function SlugField({ open, snapshot }: { open: OpenDocument; snapshot: DraftSnapshot }) {
  const { facts, draft, type } = open;
  const slug = String(snapshot.values.slug ?? '');
  const free = facts === null || facts.publishedAt === null;
  const follows = free && followsTitle({}, snapshot.values, type);
  const fault = faultText(snapshot.faults.filter(({ field }) => field === 'slug'));
  return (
    <TextInput
      label={t('slug')}
      description={follows ? t('slugFollows') : t('slugNote')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={fault ?? (slug === '' ? null : slugFault(slug))}
      classNames={{ input: 'mono' }}
      leftSection={<span className="dim">/</span>}
      leftSectionWidth={22}
      spellCheck={false}
      readOnly={!mayWrite(open, { name: 'slug', localized: true })}
      value={slug}
      onChange={event => draft.set('slug', event.currentTarget.value.trim())}
    />
  );
}
