import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from './texts';
import classes from './trash.module.css';

interface PurgeDialogProps {
  title: string;
  onClose(): void;
  onPurge(): Promise<unknown>;
}

/** Asks by a word that has to be typed: what is done here can not be undone. */
export function PurgeDialog({ title, onClose, onPurge }: PurgeDialogProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const isMeant = typed.trim().toLowerCase() === t('purgeWord');
  const purge = async () => {
    setBusy(true);
    await onPurge();
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t('purgeTitle', { title })} size={440} centered>
      <form
        className={classes.dialog}
        onSubmit={event => {
          event.preventDefault();
          if (isMeant) void purge();
        }}
      >
        <p>{t('purgeText')}</p>
        <TextInput
          label={t('purgeType', { word: t('purgeWord') })}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
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
