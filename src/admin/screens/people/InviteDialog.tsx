import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import { toast } from '../../components/toast';
import classes from './people.module.css';
import { RoleChoice, type RolesChosen } from './RoleChoice';
import { t } from './texts';
import { INVITE } from './user-documents';

/** Invites somebody by mail. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('inviteTitle')} size={480}>
      <InviteForm onClose={onClose} />
    </Modal>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const [person, setPerson] = useState({ name: '', email: '' });
  const [roles, setRoles] = useState<RolesChosen>({});
  const [invite, { busy, problems }] = useChange(INVITE);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { payload } = await invite({ input: { ...person, roleIds: Object.keys(roles) } });
    if (!payload) return;
    toast(t('invited', { name: person.name }));
    onClose();
  }

  return (
    <form className={classes.form} noValidate onSubmit={event => void submit(event)}>
      <p className="dim">{t('inviteText')}</p>
      <Problems problems={otherProblems(problems, ['name', 'email'])} />
      <TextInput
        label={t('name')}
        data-autofocus
        value={person.name}
        error={problemsAt(problems, 'name')}
        onChange={event => setPerson({ ...person, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('email')}
        type="email"
        value={person.email}
        error={problemsAt(problems, 'email')}
        onChange={event => setPerson({ ...person, email: event.currentTarget.value })}
      />
      <RoleChoice chosen={roles} onChange={setRoles} withLocales={false} />
      <div className={classes.foot}>
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {t('sendInvitation')}
        </Button>
      </div>
    </form>
  );
}
