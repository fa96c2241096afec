import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { problemsAt, otherProblems } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import classes from './AccessLayout.module.css';
import { AccessTitle } from './AccessTitle';
import { useEnter } from './enter';
import { SecondFactorForm } from './SecondFactorForm';
import { t } from './texts';

const OPTIONS = graphql(`
  query SignInOptions {
    signInOptions {
      firstRun
      provider {
        name
        path
      }
    }
  }
`);

const SIGN_IN = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      user {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Signs in by address and password, then by a code where that is set up; or sends to the provider. */
export function SignIn() {
  const { to } = useSearch({ from: '/access/sign-in' });
  const enter = useEnter();
  const [{ data }] = useQuery({ query: OPTIONS });
  const [signIn, { busy, problems, clear }] = useChange(SIGN_IN);
  const [account, setAccount] = useState({ email: '', password: '' });
  const [asksForCode, setAsksForCode] = useState(false);

  async function submit(code?: string) {
    const outcome = await signIn({ input: { ...account, ...(code === undefined ? {} : { code }) } });
    if (outcome.payload) return enter(to);
    if (outcome.problems.some(problem => problem.code === 'SECOND_FACTOR_REQUIRED')) {
      // It is asked for, not reproached.
      if (code === undefined) clear();
      setAsksForCode(true);
    }
  }

  if (asksForCode) {
    return (
      <SecondFactorForm
        busy={busy}
        problems={problems}
        onSubmit={code => void submit(code)}
        onBack={() => {
          clear();
          setAsksForCode(false);
        }}
      />
    );
  }
  const { firstRun = false, provider = null } = data?.signInOptions ?? {};
  return (
    <>
      <AccessTitle title={t('signIn')} />
      {firstRun && (
        <div className={classes.note}>
          <b>{t('firstRun')}</b>
          <p>{t('firstRunText')}</p>
        </div>
      )}
      <form
        className={classes.form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Problems problems={otherProblems(problems, ['email', 'password'])} />
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={account.email}
          error={problemsAt(problems, 'email')}
          onChange={event => setAccount({ ...account, email: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={account.password}
          error={problemsAt(problems, 'password')}
          onChange={event => setAccount({ ...account, password: event.currentTarget.value })}
        />
        <Button type="submit" size="sm" className="solid" loading={busy} fullWidth>
          {t('signIn')}
        </Button>
        {provider && (
          <>
            <div className={classes.or}>{t('or')}</div>
            <Button component="a" size="sm" fullWidth href={`${provider.path}?returnTo=${returnPath(to)}`}>
              {t('with', { provider: provider.name })}
            </Button>
          </>
        )}
      </form>
      <p className={classes.foot}>
        <Link to="/forgot-password" className="link">
          {t('forgot')}
        </Link>
      </p>
    </>
  );
}

const returnPath = (to = '/') => encodeURIComponent(`/admin${to}`);
