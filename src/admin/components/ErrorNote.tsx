import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CombinedError } from '@urql/core';
import { faultOf, type Problem } from '../api/faults';
import classes from './ErrorNote.module.css';
import { t } from './texts';

/** Says that something could not be loaded and why, and offers to try again. */
export function ErrorNote({ error, onRetry }: { error: CombinedError; onRetry?: () => void }) {
  const { message, requestId } = faultOf(error);
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <div>
        <b>{t('failed')}</b>
        <p>{message}</p>
        {requestId && <small className="mono">{t('request', { id: requestId })}</small>}
      </div>
      {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
    </div>
  );
}

/** What is wrong with a form as a whole; nothing when there is nothing. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div className={classes.problems} role="alert">
      {problems.map(({ message }, index) => (
        <p key={index}>{message}</p>
      ))}
    </div>
  );
}
