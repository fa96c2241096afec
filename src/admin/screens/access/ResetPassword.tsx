import { Button, PasswordInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import classes from './AccessLayout.module.css';
import { AccessTitle } from './AccessTitle';
import { useLinkToken } from './link-token';
import { t } from './texts';

const RESET = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input) {
      reset
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Sets another password by the link of a mail. */
export function ResetPassword() {
  const { token } = useLinkToken();
  const [newPassword, setNewPassword] = useState('');
  const [done, setDone] = useState(false);
  const [reset, { busy, problems }] = useChange(RESET);

  async function submit() {
    const { payload } = await reset({ input: { token: token ?? '', newPassword } });
    if (payload) setDone(true);
  }

  const title = done ? 'resetDone' : token === null ? 'noToken' : 'resetTitle';
  const text = done ? t('resetDoneText') : token === null ? t('noTokenText') : undefined;
  return (
    <>
      <div role="status">
        <AccessTitle title={t(title)}>{text}</AccessTitle>
      </div>
      {!done && token !== null && (
        <form
          className={classes.form}
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Problems problems={otherProblems(problems, ['newPassword'])} />
          <PasswordInput
            label={t('newPassword')}
            description={t('rule')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            name="password"
            autoComplete="new-password"
            autoFocus
            value={newPassword}
            error={problemsAt(problems, 'newPassword')}
            onChange={event => setNewPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="sm" className="solid" loading={busy} fullWidth>
            {t('setPassword')}
          </Button>
        </form>
      )}
      <p className={classes.foot}>
        <Link to="/sign-in" className="link">
          {done ? t('signIn') : t('back')}
        </Link>
      </p>
    </>
  );
}
