import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import classes from './AccessLayout.module.css';
import { AccessTitle } from './AccessTitle';
import { t } from './texts';

const REQUEST = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) {
      requested
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Asks for a link by which one's password can be set. */
export function ForgotPassword() {
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const [request, { busy, problems }] = useChange(REQUEST);

  async function submit() {
    const { payload } = await request({ input: { email } });
    if (payload) setSent(true);
  }

  return (
    <>
      {sent ? (
        <div role="status">
          <AccessTitle title={t('sent')}>{t.rich('sentText', { email: <b>{email}</b> })}</AccessTitle>
        </div>
      ) : (
        <>
          <AccessTitle title={t('forgotTitle')}>{t('forgotText')}</AccessTitle>
          <form
            className={classes.form}
            noValidate
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Problems problems={otherProblems(problems, ['email'])} />
            <TextInput
              label={t('email')}
              type="email"
              name="email"
              autoComplete="username"
              autoFocus
              value={email}
              error={problemsAt(problems, 'email')}
              onChange={event => setEmail(event.currentTarget.value)}
            />
            <Button type="submit" size="sm" className="solid" loading={busy} fullWidth>
              {t('send')}
            </Button>
          </form>
        </>
      )}
      <p className={classes.foot}>
        <Link to="/sign-in" className="link">
          {t('back')}
        </Link>
      </p>
    </>
  );
}
