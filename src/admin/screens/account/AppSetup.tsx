import { Button, CopyButton, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import { CONFIRM_FACTOR } from './account-documents';
import classes from './account.module.css';
import { QrCode } from './QrCode';
import { t } from './texts';

/** Shows what the app needs to know, and asks for its first code. */
export function AppSetup({ secret, url, onDone }: { secret: string; url: string; onDone: (codes: string[]) => void }) {
  const [code, setCode] = useState('');
  const [confirm, { busy, problems }] = useChange(CONFIRM_FACTOR);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { payload } = await confirm({ input: { code: code.replace(/\s/g, '') } });
    if (payload?.recoveryCodes) onDone(payload.recoveryCodes);
  }

  return (
    <form className={classes.dialog} noValidate onSubmit={event => void submit(event)}>
      <p>{t('scan')}</p>
      <QrCode text={url} label={t('qr')} />
      <div>
        <small className="dim">{t('orType')}</small>
        <div className={classes.secret}>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</div>
      </div>
      <Problems problems={otherProblems(problems, ['code'])} />
      <TextInput
        label={t('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        data-autofocus
        value={code}
        error={problemsAt(problems, 'code')}
        onChange={event => setCode(event.currentTarget.value)}
      />
      <div className={classes.foot}>
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {t('turnOn')}
        </Button>
      </div>
    </form>
  );
}

/** The codes for when the app is lost, this once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  return (
    <div className={classes.dialog}>
      <p>{t('recovery')}</p>
      <ul className={classes.codes}>
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.foot}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button size="sm" onClick={copy}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        <Button size="sm" className="solid" onClick={onClose}>
          {t('kept')}
        </Button>
      </div>
    </div>
  );
}
