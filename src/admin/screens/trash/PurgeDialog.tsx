import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProgressBar } from '../../components/ProgressBar';
import { t } from './texts';
import classes from './trash.module.css';

interface PurgeDialogProps {
  /** What the document is called; null when they are several. */
  title: string | null;
  count: number;
  onClose(): void;
  /** Tells how many are gone already. */
  onPurge(tell: (done: number) => void): Promise<unknown>;
}

/** Asks by a word that has to be typed: what is done here can not be undone. */
export function PurgeDialog({ title, count, onClose, onPurge }: PurgeDialogProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(0);
  const isMeant = typed.trim().toLowerCase() === t('purgeWord');
  const purge = async () => {
    setBusy(true);
    await onPurge(setDone);
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title === null ? t('purgeManyTitle', { count }) : t('purgeTitle', { title })}
      size={440}
      centered
    >
      <form
        className={classes.dialog}
        onSubmit={event => {
          event.preventDefault();
          if (isMeant) void purge();
        }}
      >
        <p>{t('purgeText', { count })}</p>
        <TextInput
          label={t('purgeType', { word: t('purgeWord') })}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        {busy && count > 1 && (
          <ProgressBar label={t('purging')} fraction={done / count} text={t('purgeProgress', { done, count })} />
        )}
        <div className={classes.foot}>
          <Button size="sm" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button size="sm" type="submit" className="solid danger" disabled={!isMeant} loading={busy}>
            {t('purgeVerb')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
