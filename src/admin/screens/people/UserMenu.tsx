import { ActionIcon, Button, Menu, Modal } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { usePerson } from '../../api/session';
import { type Outcome, useChange } from '../../api/use-change';
import { Confirm } from '../../components/Confirm';
import { Problems } from '../../components/ErrorNote';
import { toast, toastFault } from '../../components/toast';
import classes from './people.module.css';
import { RoleChoice, type RolesChosen } from './RoleChoice';
import { t } from './texts';
import { DELETE_USER, DISABLE, ENABLE, RESEND, SET_ROLES } from './user-documents';
import type { UserFacts } from './Users';

/** What can be done with an account; one's own is for somebody else to change. */
export function UserMenu({ user }: { user: UserFacts }) {
  const me = usePerson().user.id;
  const [asks, setAsks] = useState<'roles' | 'disable' | 'delete' | null>(null);
  const [disable] = useChange(DISABLE);
  const [enable] = useChange(ENABLE);
  const [resend] = useChange(RESEND);
  const [remove] = useChange(DELETE_USER);
  const { id, name, email, state } = user;
  const input = { userId: id };
  const close = () => setAsks(null);
  const tell = async (change: Promise<Pick<Outcome<object>, 'problems'>>, done: string) => {
    const { problems } = await change;
    close();
    if (problems.length > 0) toastFault(problems[0].message);
    else toast(done);
  };

  return (
    <>
      <Menu position="bottom-end" width={208}>
        <Menu.Target>
          <ActionIcon aria-label={t('actions', { name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsks('roles')}>{t('editRoles')}</Menu.Item>
          {state === 'INVITED' && (
            <Menu.Item onClick={() => void tell(resend({ input }), t('resent', { email }))}>{t('resend')}</Menu.Item>
          )}
          {id !== me && (
            <>
              <Menu.Divider />
              {state === 'DISABLED' ? (
                <Menu.Item onClick={() => void tell(enable({ input }), t('enabled', { name }))}>
                  {t('enable')}
                </Menu.Item>
              ) : (
                <Menu.Item onClick={() => setAsks('disable')}>{t('disableMenu')}</Menu.Item>
              )}
              <Menu.Item color="red" onClick={() => setAsks('delete')}>
                {t('deleteMenu')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asks === 'roles'} onClose={close} title={t('rolesOf', { name })} size={480}>
        <UserRolesForm user={user} onClose={close} />
      </Modal>
      <Confirm
        opened={asks === 'disable'}
        onClose={close}
        title={t('disableTitle', { name })}
        action={t('disable')}
        onConfirm={() => tell(disable({ input }), t('disabled', { name }))}
      >
        {t('disableText')}
      </Confirm>
      <Confirm
        danger
        opened={asks === 'delete'}
        onClose={close}
        title={t('deleteUserTitle', { name })}
        action={t('delete')}
        onConfirm={() => tell(remove({ input }), t('deletedUser', { name }))}
      >
        {t('deleteUserText')}
      </Confirm>
    </>
  );
}

function UserRolesForm({ user, onClose }: { user: UserFacts; onClose: () => void }) {
  const [chosen, setChosen] = useState<RolesChosen>(() =>
    Object.fromEntries(user.roles.map(({ role, locales }) => [role.roleId, locales])),
  );
  const [setRoles, { busy, problems }] = useChange(SET_ROLES);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const roles = Object.entries(chosen).map(([roleId, locales]) => ({ roleId, locales: locales && [...locales] }));
    const { payload } = await setRoles({ input: { userId: user.id, roles } });
    if (!payload) return;
    toast(t('rolesSaved', { name: user.name }));
    onClose();
  }

  return (
    <form className={classes.form} onSubmit={event => void submit(event)}>
      <Problems problems={problems} />
      <RoleChoice chosen={chosen} onChange={setChosen} />
      <div className={classes.foot}>
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
