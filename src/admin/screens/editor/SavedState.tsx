import { Tooltip } from '@mantine/core';
import { IconAlertCircle, IconCloudCheck, IconCloudOff, IconCloudUpload, IconGitMerge } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { DraftSnapshot } from '../../editing/draft';
import { formatAgo } from '../../i18n/formats';
import classes from './editor.module.css';
import { t } from './texts';

const ICON = { size: 16, stroke: 1.7, 'aria-hidden': true };

/** Whether what was typed is safe. */
export function SavedState({ snapshot, missing }: { snapshot: DraftSnapshot; missing: readonly string[] }) {
  const { state, savedAt, faults } = snapshot;
  const waiting = state === 'EDITED' && missing.length > 0;
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again(count => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  const shown = {
    SAVED: [IconCloudCheck, savedAt ? t('savedAgo', { ago: formatAgo(savedAt) }) : t('notYet')],
    EDITED: [IconCloudUpload, waiting ? t('notYet') : t('edited')],
    SAVING: [IconCloudUpload, t('saving')],
    RETRYING: [IconCloudOff, t('retrying')],
    REFUSED: [IconAlertCircle, t('refused')],
    CONFLICT: [IconGitMerge, t('conflict')],
  } as const;
  const [Icon, words] = shown[state];
  const reason = waiting ? t('needs', { fields: missing.join(', ') }) : faults.map(({ message }) => message).join(' ');
  const label = (
    <span className={classes.saved} data-state={state} role="status">
      <Icon {...ICON} />
      <span>{words}</span>
    </span>
  );
  return reason === '' ? (
    label
  ) : (
    <Tooltip label={reason} multiline maw={320}>
      {label}
    </Tooltip>
  );
}
