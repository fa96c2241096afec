import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import classes from './Confirm.module.css';
import { t } from './texts';

interface ConfirmProps {
  opened: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The verb, such as "Delete". */
  action: string;
  /** The verb for not doing it; "Cancel" when left out. */
  dismiss?: string;
  danger?: boolean;
  /** While its promise is open the buttons wait; the dialog is closed by whoever opened it. */
  onConfirm: () => unknown;
  onClose: () => void;
}

/** Asks before something that is hard to undo. */
export function Confirm({
  opened,
  title,
  children,
  action,
  dismiss,
  danger = false,
  onConfirm,
  onClose,
}: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={440} centered>
      {children}
      <div className={classes.foot}>
        <Button size="sm" onClick={onClose}>
          {dismiss ?? t('cancel')}
        </Button>
        <Button
          size="sm"
          className={danger ? 'solid danger' : 'solid'}
          loading={busy}
          data-autofocus
          onClick={() => void confirm()}
        >
          {action}
        </Button>
      </div>
    </Modal>
  );
}
