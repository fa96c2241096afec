import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { otherProblems, type Problem, problemsAt } from '../../api/faults';
import { Problems } from '../../components/ErrorNote';
import classes from './AccessLayout.module.css';
import { AccessTitle } from './AccessTitle';
import { t } from './texts';

interface SecondFactorFormProps {
  busy: boolean;
  problems: readonly Problem[];
  onSubmit: (code: string) => void;
  onBack: () => void;
}

const DIGITS = 6;

/** Asks for what the authenticator app shows, or for a recovery code. */
export function SecondFactorForm({ busy, problems, onSubmit, onBack }: SecondFactorFormProps) {
  const [kind, setKind] = useState<'app' | 'recovery'>('app');
  const [code, setCode] = useState('');

  function change(value: string) {
    setCode(value);
    // Whoever has typed the last digit has nothing else to say.
    const digits = value.replace(/\s/g, '');
    if (kind === 'app' && new RegExp(`^\\d{${DIGITS}}$`).test(digits) && !busy) onSubmit(digits);
  }

  return (
    <>
      <AccessTitle title={t('codeTitle')}>{kind === 'app' ? t('codeText') : t('recoveryText')}</AccessTitle>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit(code.trim());
        }}
      >
        <Problems problems={otherProblems(problems, ['code'])} />
        <TextInput
          key={kind}
          className={classes.code}
          data-kind={kind}
          label={kind === 'app' ? t('code') : t('recoveryCode')}
          inputMode={kind === 'app' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          spellCheck={false}
          autoFocus
          value={code}
          error={problemsAt(problems, 'code')}
          onChange={event => change(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" className="solid" loading={busy} fullWidth>
          {t('verify')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          onClick={() => {
            setKind(kind === 'app' ? 'recovery' : 'app');
            setCode('');
          }}
        >
          {kind === 'app' ? t('recovery') : t('useApp')}
        </Button>
      </form>
      <p className={classes.foot}>
        <button type="button" className="link" onClick={onBack}>
          {t('back')}
        </button>
      </p>
    </>
  );
}
