import { Kbd } from '@mantine/core';
import { IconCalendarTime, IconEyeOff, IconSend, IconTrash } from '@tabler/icons-react';
import { formatNumber } from '../../i18n/formats';
import classes from './list.module.css';
import { t } from './texts';
import type { BulkVerb } from './use-bulk';

const ICONS = { publish: IconSend, unpublish: IconEyeOff, schedule: IconCalendarTime, trash: IconTrash };

interface BulkBarProps {
  count: number;
  /** How many match in all, when they are more than what is chosen. */
  matching: number | null;
  verbs: readonly BulkVerb[];
  busy: boolean;
  onMatching(): void;
  onVerb(verb: BulkVerb): void;
  onClear(): void;
}

/** What can be done with the rows that are chosen. */
export function BulkBar({ count, matching, verbs, busy, onMatching, onVerb, onClear }: BulkBarProps) {
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('bulk')}>
      <b aria-live="polite">{t('selected', { count })}</b>
      {matching !== null && (
        <button type="button" onClick={onMatching}>
          {t('selectMatching', { count: formatNumber(matching) })}
        </button>
      )}
      <i aria-hidden />
      {verbs.map(verb => {
        const Icon = ICONS[verb];
        return (
          <button key={verb} type="button" disabled={busy} onClick={() => onVerb(verb)}>
            <Icon size={14} stroke={1.6} aria-hidden />
            <span>{t(verb)}</span>
          </button>
        );
      })}
      <i aria-hidden />
      <button type="button" aria-label={t('clearSelection')} onClick={onClear}>
        <Kbd>Esc</Kbd>
      </button>
    </div>
  );
}
