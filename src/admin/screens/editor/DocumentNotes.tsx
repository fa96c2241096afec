import { Button } from '@mantine/core';
import { IconGitMerge, IconInfoCircle, IconLifebuoy, IconLock, IconWorld } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { DraftSnapshot } from '../../editing/draft';
import { editedFields } from '../../editing/edit-documents';
import { formatAgo } from '../../i18n/formats';
import classes from './editor.module.css';
import { languageName, mayWrite } from './field-places';
import { t } from './texts';
import type { OpenDocument } from './use-open-document';

interface DocumentNotesProps {
  open: OpenDocument;
  snapshot: DraftSnapshot;
  /** A sentence about what somebody else has just changed. */
  newer: string | null;
  onSeen(): void;
  onCompare(): void;
}

/** Bars below the tools for what one has to know before going on. */
export function DocumentNotes({ open, snapshot, newer, onSeen, onCompare }: DocumentNotesProps) {
  const { type, model, facts, locale, draft, left, source } = open;
  const [dismissed, setDismissed] = useState<unknown>(null);
  const missing = type.localized && facts !== null && !facts._locales.includes(locale);
  const language = languageName(locale);
  const startFromOriginal = () => {
    for (const { name, localized } of editedFields(type)) if (localized) draft.set(name, source?.[name]);
  };
  const whole = snapshot.faults.filter(({ field }) => field === null);
  return (
    <>
      {snapshot.state === 'CONFLICT' && (
        <Note icon={IconGitMerge} tone="amber" action={<Button onClick={onCompare}>{t('openConflict')}</Button>}>
          {t('conflictTitle')}
        </Note>
      )}
      {whole.length > 0 && (
        <Note icon={IconInfoCircle} tone="red">
          {whole.map(({ message }) => message).join(' ')}
        </Note>
      )}
      {!open.rights.has('WRITE') && (
        <Note icon={IconLock} tone="grey">
          {t('readOnly')}
        </Note>
      )}
      {left && dismissed !== left && (
        <Note
          icon={IconLifebuoy}
          tone="amber"
          action={
            <>
              <Button
                onClick={() => {
                  localStorage.removeItem(left.key);
                  setDismissed(left);
                }}
              >
                {t('forget')}
              </Button>
              <Button
                onClick={() => {
                  draft.recover(left.values);
                  setDismissed(left);
                }}
              >
                {t('recover')}
              </Button>
            </>
          }
        >
          {t('recovered', { ago: formatAgo(new Date(left.at)) })}
        </Note>
      )}
      {missing &&
        locale !== model.defaultLocale &&
        snapshot.dirty.size === 0 &&
        mayWrite(open, { name: type.titleField, localized: true }) && (
          <Note
            icon={IconWorld}
            tone="grey"
            action={<Button onClick={startFromOriginal}>{t('startFromOriginal')}</Button>}
          >
            {t('untranslated', { language })}
          </Note>
        )}
      {newer && (
        <Note icon={IconInfoCircle} tone="grey" action={<Button onClick={onSeen}>OK</Button>}>
          {newer}
        </Note>
      )}
    </>
  );
}

interface NoteProps {
  icon: typeof IconWorld;
  tone: 'amber' | 'grey' | 'red';
  action?: ReactNode;
  children: ReactNode;
}

function Note({ icon: Icon, tone, action, children }: NoteProps) {
  return (
    <div className={classes.banner} data-tone={tone} role={tone === 'grey' ? undefined : 'alert'}>
      <Icon size={14} stroke={1.7} aria-hidden />
      <span>{children}</span>
      <div className="grow" />
      {action}
    </div>
  );
}
