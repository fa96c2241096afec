import { useBlocker } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';
import { Confirm } from '../../components/Confirm';
import type { Draft } from '../../editing/draft';
import { t } from './texts';

interface LeaveGuardProps {
  draft: Draft;
  type: string;
  made: RefObject<string | null>;
}

/** Saves on the way out, and asks when that did not work. */
export function LeaveGuard({ draft, type, made }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: async ({ next }) => {
      // The session has ended: what is open lies in the browser, and is offered again.
      if (next.pathname.endsWith('/sign-in')) return false;
      const { id, type: nextType } = next.params as { id?: string; type?: string };
      // A new document that was saved gets its address.
      if (id !== undefined && id === made.current && nextType === type && draft.get().state === 'SAVING') return false;
      return !(await draft.flush());
    },
    enableBeforeUnload: () => draft.get().dirty.size > 0,
    withResolver: true,
  });
  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === 'hidden' || !document.hasFocus()) void draft.flush();
    };
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('blur', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('blur', hidden);
    };
  }, [draft]);
  return (
    <Confirm
      opened={blocker.status === 'blocked'}
      title={t('leaveTitle')}
      action={t('leave')}
      danger
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {t('leaveText')}
    </Confirm>
  );
}
