import { Button, Modal, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { refreshPerson, usePerson } from '../../api/session';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import { toast } from '../../components/toast';
import { REMOVE_FACTOR, START_FACTOR } from './account-documents';
import classes from './account.module.css';
import { AppSetup, RecoveryCodes } from './AppSetup';
import { t } from './texts';

type Step = { name: 'password' } | { name: 'app'; secret: string; url: string } | { name: 'codes'; codes: string[] };

/** Sets the second factor up, and turns it off. */
export function SecondFactorSection() {
  const { secondFactor } = usePerson();
  const [step, setStep] = useState<Step | null>(null);
  const [removing, setRemoving] = useState(false);
  const [start, starting] = useChange(START_FACTOR);
  const [remove, removal] = useChange(REMOVE_FACTOR);

  async function begin(password: string) {
    const { payload } = await start({ input: { password } });
    if (payload?.secret && payload.url) setStep({ name: 'app', secret: payload.secret, url: payload.url });
  }
  async function turnOff(password: string) {
    const { payload } = await remove({ input: { password } });
    if (!payload) return;
    setRemoving(false);
    toast(t('turnedOff'));
    await refreshPerson();
  }

  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <div>
          <h2>{t('factor')}</h2>
          <p className="dim">{secondFactor ? t('factorOn') : t('factorOff')}</p>
        </div>
        <Button
          size="sm"
          onClick={() => {
            starting.clear();
            removal.clear();
            if (secondFactor) setRemoving(true);
            else setStep({ name: 'password' });
          }}
        >
          {secondFactor ? t('turnOff') : t('setUp')}
        </Button>
      </div>
      <Modal
        opened={step !== null}
        onClose={() => setStep(null)}
        title={step?.name === 'codes' ? t('recoveryTitle') : t('factor')}
        size={440}
        closeOnClickOutside={step?.name !== 'codes'}
        closeOnEscape={step?.name !== 'codes'}
      >
        {step?.name === 'password' && <PasswordForm state={starting} action={t('goOn')} onSubmit={begin} />}
        {step?.name === 'app' && (
          <AppSetup
            {...step}
            onDone={codes => {
              setStep({ name: 'codes', codes });
              void refreshPerson();
            }}
          />
        )}
        {step?.name === 'codes' && <RecoveryCodes codes={step.codes} onClose={() => setStep(null)} />}
      </Modal>
      <Modal opened={removing} onClose={() => setRemoving(false)} title={t('factor')} size={440}>
        <PasswordForm state={removal} action={t('turnOff')} onSubmit={turnOff} />
      </Modal>
    </section>
  );
}

interface PasswordFormProps {
  state: ReturnType<typeof useChange>[1];
  action: string;
  onSubmit: (password: string) => Promise<void>;
}

function PasswordForm({ state: { busy, problems }, action, onSubmit }: PasswordFormProps) {
  const [password, setPassword] = useState('');
  return (
    <form
      className={classes.dialog}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void onSubmit(password);
      }}
    >
      <Problems problems={otherProblems(problems, ['password'])} />
      <PasswordInput
        label={t('confirmPassword')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        error={problemsAt(problems, 'password')}
        onChange={event => setPassword(event.currentTarget.value)}
      />
      <div className={classes.foot}>
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
