import { Button, Checkbox, CopyButton, Modal, Select, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { otherProblems, problemsAt } from '../../api/faults';
import { usePerson } from '../../api/session';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import classes from './people.module.css';
import { permissionText, t } from './texts';
import { CREATE_TOKEN } from './token-documents';

const DAY_SECONDS = 86_400;

const EXPIRIES = [
  { value: String(7 * DAY_SECONDS), label: t('days', { count: 7 }) },
  { value: String(30 * DAY_SECONDS), label: t('days', { count: 30 }) },
  { value: String(90 * DAY_SECONDS), label: t('days', { count: 90 }) },
  { value: String(365 * DAY_SECONDS), label: t('year') },
  { value: '', label: t('never') },
];

const OFFERED = [
  'content.read',
  'content.write',
  'content.publish',
  'content.delete',
  'media.read',
  'media.write',
  'media.delete',
  'imports.write',
  'exports.write',
  'exports.read',
  'jobs.read',
  'jobs.manage',
  'users.manage',
  'settings.manage',
  'audit.read',
] as const;

/** Makes a token, and shows it this once. */
export function TokenDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [token, setToken] = useState<string | null>(null);
  const close = () => {
    onClose();
    setToken(null);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={token === null ? t('newToken') : t('tokenMade')}
      size={600}
      // What is shown once is not to go by a click beside it.
      closeOnClickOutside={token === null}
      closeOnEscape={token === null}
    >
      {token === null ? <TokenForm onMade={setToken} /> : <TokenShown token={token} onClose={close} />}
    </Modal>
  );
}

function TokenForm({ onMade }: { onMade: (token: string) => void }) {
  const person = usePerson();
  const [name, setName] = useState('');
  const [seconds, setSeconds] = useState<string>(EXPIRIES[2].value);
  const [permissions, setPermissions] = useState<string[]>([]);
  const [create, { busy, problems }] = useChange(CREATE_TOKEN);
  const held = OFFERED.filter(known => person.permissions.includes('*') || person.permissions.includes(known));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const ttlSeconds = seconds === '' ? null : Number(seconds);
    const { payload } = await create({ input: { name, permissions, ttlSeconds } });
    if (payload?.token) onMade(payload.token);
  }

  return (
    <form className={classes.form} noValidate onSubmit={event => void submit(event)}>
      <p className="dim">{t('tokenText')}</p>
      <Problems problems={otherProblems(problems, ['name', 'ttlSeconds'])} />
      <TextInput
        label={t('tokenName')}
        data-autofocus
        value={name}
        error={problemsAt(problems, 'name')}
        onChange={event => setName(event.currentTarget.value)}
      />
      <Select
        label={t('expires')}
        data={EXPIRIES}
        value={seconds}
        allowDeselect={false}
        error={problemsAt(problems, 'ttlSeconds')}
        onChange={value => setSeconds(value ?? '')}
      />
      {held.length > 0 && (
        <fieldset className={`${classes.checks} ${classes.inTwo}`}>
          <legend>{t('permissions')}</legend>
          {held.map(known => (
            <Checkbox
              key={known}
              label={permissionText(known)}
              checked={permissions.includes(known)}
              onChange={event =>
                setPermissions(
                  event.currentTarget.checked ? [...permissions, known] : permissions.filter(other => other !== known),
                )
              }
            />
          ))}
        </fieldset>
      )}
      <div className={classes.foot}>
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {t('makeToken')}
        </Button>
      </div>
    </form>
  );
}

function TokenShown({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <>
      <p>{t('tokenOnce')}</p>
      <code className={classes.secret}>{token}</code>
      <p className="dim">{t('tokenUse')}</p>
      <div className={classes.foot}>
        <CopyButton value={token}>
          {({ copied, copy }) => (
            <Button
              size="sm"
              leftSection={copied ? <IconCheck size={14} stroke={1.8} /> : <IconCopy size={14} stroke={1.8} />}
              onClick={copy}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        <Button size="sm" className="solid" onClick={onClose}>
          {t('done')}
        </Button>
      </div>
    </>
  );
}
