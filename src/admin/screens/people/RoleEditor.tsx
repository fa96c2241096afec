import { Button, Checkbox, TextInput } from '@mantine/core';
import { Link, useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { otherProblems, problemsAt } from '../../api/faults';
import type { RoleFactsFragment } from '../../api/generated/graphql';
import { useChange } from '../../api/use-change';
import { Confirm } from '../../components/Confirm';
import { ErrorNote, Problems } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { toast } from '../../components/toast';
import { NotFound } from '../../shell/NotFound';
import classes from './people.module.css';
import { RightsTable } from './RightsTable';
import { CREATE_ROLE, DELETE_ROLE, ROLES, UPDATE_ROLE } from './role-documents';
import { draftOf, inputOf, type RoleDraft } from './role-draft';
import { permissionText, t } from './texts';

/** Permissions that are about no content, in the order in which people think of them. */
const SYSTEM = [
  'media.read',
  'media.write',
  'media.delete',
  'jobs.read',
  'jobs.manage',
  'imports.write',
  'exports.write',
  'exports.read',
  'users.manage',
  'settings.manage',
  'audit.read',
] as const;

/** What one role allows, or a new one. */
export function RoleEditor() {
  const { id } = useParams({ from: '/inside/people/roles/$id' });
  const [{ data, error }] = useQuery({ query: ROLES });
  const role = data?.roles.find(({ roleId }) => roleId === id) ?? null;
  if (error && !data) return <ErrorNote error={error} />;
  if (!data && id !== 'new') {
    return (
      <Page title={t('role')}>
        <SkeletonRows />
      </Page>
    );
  }
  if (role === null && id !== 'new') return <NotFound />;
  return <RoleForm key={id} role={role} />;
}

function RoleForm({ role }: { role: RoleFactsFragment | null }) {
  const navigate = useNavigate();
  const stored = useMemo(() => draftOf(role), [role]);
  const [edited, setEdited] = useState<RoleDraft | null>(null);
  const [asksToDelete, setAsksToDelete] = useState(false);
  const [create, creating] = useChange(CREATE_ROLE);
  const [update, updating] = useChange(UPDATE_ROLE);
  const [remove] = useChange(DELETE_ROLE);
  const { busy, problems } = role ? updating : creating;
  const draft = edited ?? stored;
  const dirty = edited !== null && JSON.stringify(inputOf(edited)) !== JSON.stringify(inputOf(stored));
  const guard = useBlocker({
    shouldBlockFn: () => dirty && !busy,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  const readOnly = role?.builtIn === 'administrator';
  const everybody = role?.builtIn === 'public';
  const change = (part: Partial<RoleDraft>) => setEdited({ ...draft, ...part });

  async function save() {
    const input = inputOf(draft);
    if (role) {
      const { payload } = await update({ input: { roleId: role.roleId, ...input } });
      if (!payload) return;
      setEdited(null);
      toast(t('roleSaved', { name: input.name }));
      return;
    }
    const { payload } = await create({ input });
    if (!payload?.role) return;
    setEdited(null);
    toast(t('roleMade', { name: input.name }));
    await navigate({ to: '/people/roles/$id', params: { id: payload.role.roleId }, ignoreBlocker: true });
  }

  async function drop() {
    if (!role) return;
    const { payload } = await remove({ input: { roleId: role.roleId } });
    if (!payload) return;
    toast(t('deletedRole', { name: role.name }));
    await navigate({ to: '/people/roles', ignoreBlocker: true });
  }

  return (
    <Page
      title={role?.name ?? t('newRole')}
      crumbs={
        <Link to="/people/roles" className="dim">
          {t('roles')}
        </Link>
      }
      note={role?.builtIn ? t('builtIn') : undefined}
      actions={
        !readOnly && (
          <>
            {role && !role.builtIn && (
              <Button className="danger" onClick={() => setAsksToDelete(true)}>
                {t('deleteMenu')}
              </Button>
            )}
            {dirty && <Button onClick={() => setEdited(null)}>{t('discard')}</Button>}
            <Button className="solid" disabled={!dirty} loading={busy} onClick={() => void save()}>
              {role ? t('saveRole') : t('makeRole')}
            </Button>
          </>
        )
      }
    >
      {readOnly && <p className="dim">{t('administratorFixed')}</p>}
      {everybody && <p className="dim">{t('publicHelp')}</p>}
      <Problems problems={otherProblems(problems, ['name', 'description'])} />
      {!readOnly && (
        <div className={classes.section}>
          <div className={classes.twoColumns}>
            <TextInput
              label={t('name')}
              value={draft.name}
              maxLength={100}
              error={problemsAt(problems, 'name')}
              onChange={event => change({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t('description')}
              value={draft.description}
              maxLength={500}
              error={problemsAt(problems, 'description')}
              onChange={event => change({ description: event.currentTarget.value })}
            />
          </div>
        </div>
      )}
      {!readOnly && (
        <section className={classes.section}>
          <h2>{t('content')}</h2>
          <p>{t('contentHelp')}</p>
          <RightsTable draft={draft} readOnly={false} liveOnly={everybody} onChange={cells => change({ cells })} />
        </section>
      )}
      {!readOnly && !everybody && (
        <section className={classes.section}>
          <h2>{t('system')}</h2>
          <p>{t('systemHelp')}</p>
          <div className={classes.twoColumns}>
            {SYSTEM.map(name => (
              <Checkbox
                key={name}
                label={permissionText(name)}
                checked={draft.permissions.includes(name)}
                onChange={event =>
                  change({
                    permissions: event.currentTarget.checked
                      ? [...draft.permissions, name]
                      : draft.permissions.filter(other => other !== name),
                  })
                }
              />
            ))}
          </div>
        </section>
      )}
      <Confirm
        danger
        opened={asksToDelete}
        onClose={() => setAsksToDelete(false)}
        title={t('deleteRoleTitle', { name: role?.name ?? '' })}
        action={t('delete')}
        onConfirm={drop}
      >
        {t('deleteRoleText')}
      </Confirm>
      <Confirm
        opened={guard.status === 'blocked'}
        onClose={() => guard.reset?.()}
        title={t('unsavedTitle')}
        action={t('leave')}
        onConfirm={() => guard.proceed?.()}
      >
        {t('unsavedText')}
      </Confirm>
    </Page>
  );
}
