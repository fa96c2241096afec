import { ActionIcon, Drawer, SegmentedControl, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconEye, IconHistory, IconLayoutSidebarRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type RefObject, useMemo, useState, useSyncExternalStore } from 'react';
import { useMay } from '../../api/session';
import { usePageTitle } from '../../components/Page';
import { toast } from '../../components/toast';
import { type DocumentFacts, editedFields } from '../../editing/edit-documents';
import { missingFields } from '../../editing/field-values';
import { formatAgo } from '../../i18n/formats';
import { widgetOf } from '../../kinds/widgets';
import type { EditPlace } from '../../kinds/widgets/widget';
import { FormatBar } from '../../rich-text/FormatBar';
import type { ActiveEditor } from '../../rich-text/RichTextEditor';
import { DocumentNotes } from './DocumentNotes';
import classes from './editor.module.css';
import { placesOf } from './field-places';
import { HistoryPanel, type RevisionHead } from './HistoryPanel';
import { LeaveGuard } from './LeaveGuard';
import { LocaleMenu } from './LocaleMenu';
import { Paper } from './Paper';
import { PublishButton, type Question } from './PublishButton';
import { Questions } from './Questions';
import { RevisionView } from './RevisionView';
import { SavedState } from './SavedState';
import { SidePanel } from './SidePanel';
import { StatePill } from './StatePill';
import { t } from './texts';
import { useActors } from './use-actors';
import { useChangesElsewhere } from './use-changes-elsewhere';
import { useDocumentActions } from './use-document-actions';
import { useEditorKeys } from './use-editor-keys';
import type { OpenDocument } from './use-open-document';
import { WordCount } from './WordCount';

interface DocumentScreenProps {
  open: OpenDocument;
  reload(): Promise<void>;
  refresh(): Promise<void>;
  tell(facts: DocumentFacts): void;
  /** The id of a new document that was saved on this screen. */
  made: RefObject<string | null>;
}

type Aside = 'FIELDS' | 'HISTORY' | null;

/** An open document: its bar, its paper, and what stands beside it. */
export function DocumentScreen({ open, reload, refresh, tell, made }: DocumentScreenProps) {
  const { type, model, facts, draft, locale } = open;
  const snapshot = useSyncExternalStore(draft.subscribe, draft.get);
  const actions = useDocumentActions(open, reload, tell);
  const small = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false });
  const [aside, setAside] = useState<Aside>('FIELDS');
  const [tab, setTab] = useState<'CONTENT' | 'FIELDS'>('CONTENT');
  const [question, setQuestion] = useState<Question | null>(null);
  const [revision, setRevision] = useState<RevisionHead | null>(null);
  const [active, setActive] = useState<ActiveEditor | null>(null);
  const [beside, setBeside] = useState(true);
  const [newer, setNewer] = useState<{ actor: string | null; at: string } | null>(null);
  const nameOf = useActors([newer?.actor ?? null]);
  const mayPreview = [useMay('content.read'), useMay('content.write')].every(Boolean);
  const place = useMemo<EditPlace>(
    () => ({ types: model.byName, locale, translating: locale !== model.defaultLocale && type.localized, widgetOf }),
    [model, locale, type],
  );
  useEditorKeys({
    save: () => void draft.flush().then(done => done && toast(t('savedNow'))),
    publish: () => open.rights.has('PUBLISH') && void actions.publish(),
  });
  useChangesElsewhere(open, {
    onNewer: (actor, at) => {
      setNewer({ actor, at });
      void reload();
    },
    onState: () => void refresh(),
  });

  const title =
    String(snapshot.values[type.titleField] ?? '') ||
    t(facts ? 'untitled' : 'new', { what: type.label.toLowerCase() } as never);
  usePageTitle(title);
  const { main } = placesOf(type);
  // The paper makes its editors anew when it comes back from an old version.
  const usable = active && !active.editor.isDestroyed ? active : null;
  const hasText = main.some(({ kind }) => kind === 'RICH_TEXT');
  const missing = missingFields(snapshot.values, editedFields(type)).map(({ label }) => label);
  const panel = (
    <SidePanel
      open={open}
      snapshot={snapshot}
      place={place}
      actions={actions}
      onSchedule={() => setQuestion('SCHEDULE')}
    />
  );
  const history = facts && (
    <HistoryPanel
      type={type}
      id={facts.id}
      latest={snapshot.revision}
      chosen={revision?.number ?? null}
      onChoose={chosen => {
        setRevision(chosen);
        if (small) setAside('FIELDS');
      }}
    />
  );
  const choose = (next: Aside) => {
    setAside(aside === next ? null : next);
    setRevision(null);
  };
  return (
    <div className={classes.screen}>
      <header className={classes.topBar}>
        {small ? (
          <ActionIcon
            size={36}
            aria-label={t('back', { what: type.pluralLabel.toLowerCase() })}
            renderRoot={root => <Link {...root} to="/content/$type" params={{ type: type.plural }} />}
          >
            <IconArrowLeft size={18} stroke={1.7} />
          </ActionIcon>
        ) : (
          <nav className={classes.crumbs} aria-label={t('breadcrumb')}>
            <Link to="/content/$type" params={{ type: type.plural }}>
              {type.pluralLabel}
            </Link>
            <i aria-hidden>/</i>
          </nav>
        )}
        <h1 className={small ? 'visually-hidden' : undefined} tabIndex={-1} data-page-heading>
          {title}
        </h1>
        {!small && facts && <StatePill state={facts.state} />}
        {open.rights.has('WRITE') && <SavedState snapshot={snapshot} missing={facts ? [] : missing} />}
        <div className="grow" />
        {type.localized && model.locales.length > 1 && (
          <LocaleMenu
            open={open}
            small={small}
            beside={beside}
            onBeside={setBeside}
            onRemove={() => setQuestion('REMOVE_TRANSLATION')}
          />
        )}
        {!small && facts && (
          <>
            {mayPreview && <BarIcon label={t('preview')} icon={IconEye} onClick={() => setQuestion('PREVIEW')} />}
            <BarIcon
              label={t('history')}
              icon={IconHistory}
              pressed={aside === 'HISTORY'}
              onClick={() => choose('HISTORY')}
            />
          </>
        )}
        {!small && (
          <BarIcon
            label={t('panel')}
            icon={IconLayoutSidebarRight}
            pressed={aside === 'FIELDS'}
            onClick={() => choose('FIELDS')}
          />
        )}
        <PublishButton
          open={open}
          snapshot={snapshot}
          actions={actions}
          small={small}
          mayPreview={mayPreview}
          ready={facts !== null || missing.length === 0}
          onAsk={setQuestion}
          onHistory={() => setAside('HISTORY')}
        />
      </header>
      {small && (
        <div className={classes.tabs}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('section')}
            value={tab}
            onChange={next => setTab(next as typeof tab)}
            data={[
              { value: 'CONTENT', label: t('content') },
              { value: 'FIELDS', label: t('fields') },
            ]}
          />
        </div>
      )}
      <div className={classes.columns}>
        {(!small || tab === 'CONTENT') && (
          <div className={classes.main}>
            {hasText && !revision && (
              <div className={classes.tools} role="toolbar" aria-label={t('formatting')}>
                {usable && <FormatBar editor={usable.editor} ask={usable.ask} />}
                <div className="grow" />
                {usable && !small && <WordCount editor={usable.editor} />}
              </div>
            )}
            <DocumentNotes
              open={open}
              snapshot={snapshot}
              newer={newer && t('changedBy', { name: nameOf(newer.actor) ?? t('somebody'), ago: formatAgo(newer.at) })}
              onSeen={() => setNewer(null)}
              onCompare={() => setQuestion('CONFLICT')}
            />
            {revision && facts ? (
              <RevisionView
                open={open}
                id={facts.id}
                revision={revision}
                latest={snapshot.revision}
                busy={actions.busy}
                onRestore={() => void actions.restore(revision.number).then(done => done && setRevision(null))}
                onClose={() => setRevision(null)}
              />
            ) : (
              <Paper open={open} snapshot={snapshot} place={place} beside={beside && !small} onActive={setActive} />
            )}
          </div>
        )}
        {small ? tab === 'FIELDS' && panel : aside === 'HISTORY' ? history : aside === 'FIELDS' && panel}
      </div>
      {small && (
        <Drawer
          opened={aside === 'HISTORY'}
          onClose={() => setAside('FIELDS')}
          position="bottom"
          size="72%"
          title={t('history')}
          closeButtonProps={{ 'aria-label': t('close') }}
          attributes={{ content: { 'aria-label': t('history') } }}
        >
          {history}
        </Drawer>
      )}
      <Questions
        open={open}
        snapshot={snapshot}
        actions={actions}
        question={question}
        onClose={() => setQuestion(null)}
      />
      <LeaveGuard draft={draft} type={type.plural} made={made} />
    </div>
  );
}

interface BarIconProps {
  label: string;
  icon: typeof IconEye;
  pressed?: boolean;
  onClick(): void;
}

function BarIcon({ label, icon: Icon, pressed, onClick }: BarIconProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={pressed} onClick={onClick}>
        <Icon size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
