import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { usePerson } from '../../api/session';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import { toast } from '../../components/toast';
import { CHANGE_PASSWORD } from './account-documents';
import classes from './account.module.css';
import { t } from './texts';

const EMPTY = { currentPassword: '', newPassword: '' };

/** Changes the password by the one that there is. */
export function PasswordSection() {
  const { user } = usePerson();
  const [passwords, setPasswords] = useState(EMPTY);
  const [change, { busy, problems }] = useChange(CHANGE_PASSWORD);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { payload } = await change({ input: passwords });
    if (!payload) return;
    setPasswords(EMPTY);
    toast(t('changed'));
  }

  return (
    <section className={classes.section}>
      <h2>{t('password')}</h2>
      <p className="dim">{t('passwordText')}</p>
      <form className={classes.form} noValidate onSubmit={event => void submit(event)}>
        <Problems problems={otherProblems(problems, ['currentPassword', 'newPassword'])} />
        {/* Password managers want to know whose it is. */}
        <input type="hidden" autoComplete="username" value={user.email} readOnly />
        <PasswordInput
          label={t('current')}
          autoComplete="current-password"
          value={passwords.currentPassword}
          error={problemsAt(problems, 'currentPassword')}
          onChange={event => setPasswords({ ...passwords, currentPassword: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('next')}
          description={t('rule')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          value={passwords.newPassword}
          error={problemsAt(problems, 'newPassword')}
          onChange={event => setPasswords({ ...passwords, newPassword: event.currentTarget.value })}
        />
        <Button type="submit" size="sm" loading={busy} disabled={passwords.newPassword === ''}>
          {t('change')}
        </Button>
      </form>
    </section>
  );
}
