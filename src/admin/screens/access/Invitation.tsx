import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { graphql } from '../../api/graphql';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import classes from './AccessLayout.module.css';
import { AccessTitle } from './AccessTitle';
import { useEnter } from './enter';
import { useLinkToken } from './link-token';
import { t } from './texts';

const ACCEPT = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
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

const FIELDS = ['email', 'name', 'password'] as const;

/** Makes one's account ready by the link of an invitation; the first one of a site is made here as well. */
export function Invitation() {
  const { token, first } = useLinkToken();
  const enter = useEnter();
  const [account, setAccount] = useState({ email: '', name: '', password: '' });
  const [accept, { busy, problems }] = useChange(ACCEPT);

  async function submit() {
    const { email, name, password } = account;
    const { payload } = await accept({ input: { token: token ?? '', password, ...(first ? { email, name } : {}) } });
    if (payload) await enter();
  }

  const field = (name: (typeof FIELDS)[number]) => ({
    name,
    value: account[name],
    error: problemsAt(problems, name),
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      setAccount({ ...account, [name]: event.currentTarget.value }),
  });

  if (token === null) {
    return (
      <>
        <AccessTitle title={t('noToken')}>{t('noTokenText')}</AccessTitle>
        <p className={classes.foot}>
          <Link to="/sign-in" className="link">
            {t('back')}
          </Link>
        </p>
      </>
    );
  }
  return (
    <>
      <AccessTitle title={first ? t('firstTitle') : t('invitationTitle')}>{first && t('firstText')}</AccessTitle>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Problems problems={otherProblems(problems, FIELDS)} />
        {first && (
          <>
            <TextInput {...field('name')} label={t('name')} autoComplete="name" autoFocus />
            <TextInput {...field('email')} label={t('email')} type="email" autoComplete="username" />
          </>
        )}
        <PasswordInput
          {...field('password')}
          label={t('password')}
          description={t('rule')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="new-password"
          autoFocus={!first}
        />
        <Button type="submit" size="sm" className="solid" loading={busy} fullWidth>
          {t('create')}
        </Button>
      </form>
    </>
  );
}
