import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconLogout, IconSelector, IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { graphql } from '../api/graphql';
import { sessionChanged, usePerson } from '../api/session';
import { useChange } from '../api/use-change';
import { Face } from '../components/Face';
import { toastFault } from '../components/toast';
import classes from './AccountMenu.module.css';
import { t } from './texts';

const SIGN_OUT = graphql(`
  mutation SignOut {
    signOut(input: {}) {
      signedOut
      userErrors {
        code
        message
        path
      }
    }
  }
`);

const SCHEMES = [
  ['light', t('light')],
  ['dark', t('dark')],
  ['auto', t('system')],
] as const;

/** Who is signed in: their account, the colours that they like, the way out. */
export function AccountMenu() {
  const { user } = usePerson();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const [signOut] = useChange(SIGN_OUT);

  async function leave() {
    const { problems } = await signOut({});
    if (problems.length > 0 && problems[0].code !== 'UNAUTHENTICATED') return toastFault(problems[0].message);
    await navigate({ to: '/sign-in' });
    sessionChanged();
  }

  return (
    <Menu width={220} position="top-start">
      <Menu.Target>
        <button type="button" className={classes.me}>
          <Face id={user.id} name={user.name} size={24} />
          <span>{user.name}</span>
          <IconSelector size={14} stroke={1.6} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item leftSection={<IconUser size={14} stroke={1.6} />} onClick={() => void navigate({ to: '/account' })}>
          {t('account')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('theme')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(value as typeof colorScheme)}>
          {SCHEMES.map(([value, label]) => (
            <Menu.RadioItem key={value} value={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={14} stroke={1.6} />} onClick={() => void leave()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
