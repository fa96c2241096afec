import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useQuery } from 'urql';
import type { RoleFactsFragment } from '../../api/generated/graphql';
import { ErrorNote } from '../../components/ErrorNote';
import { type FactColumn, FactTable } from '../../components/FactTable';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { formatNumber } from '../../i18n/formats';
import classes from './people.module.css';
import { RIGHTS } from './role-draft';
import { ROLES } from './role-documents';
import { permissionText, t } from './texts';

/** What groups of people may do. */
export function Roles() {
  const [{ data, error }, refetch] = useQuery({ query: ROLES });
  const navigate = useNavigate();
  return (
    <Page
      title={t('roles')}
      note={data && formatNumber(data.roles.length)}
      actions={
        <Button
          className="solid"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          onClick={() => void navigate({ to: '/people/roles/$id', params: { id: 'new' } })}
        >
          {t('newRole')}
        </Button>
      }
    >
      {error && !data ? (
        <ErrorNote error={error} onRetry={() => refetch({ requestPolicy: 'network-only' })} />
      ) : data ? (
        <FactTable label={t('roles')} columns={COLUMNS} rows={data.roles} keyOf={({ roleId }) => roleId} />
      ) : (
        <SkeletonRows height={48} widths={['30%', '40%', '10%']} />
      )}
    </Page>
  );
}

const COLUMNS: readonly FactColumn<RoleFactsFragment>[] = [
  {
    id: 'name',
    label: t('role'),
    cell: ({ roleId, name, description }) => (
      <span className={classes.person}>
        <span>
          <b>
            <Link to="/people/roles/$id" params={{ id: roleId }}>
              {name}
            </Link>
          </b>
          <small>{description}</small>
        </span>
      </span>
    ),
  },
  { id: 'rights', label: t('rights'), width: '36%', wide: true, cell: role => summaryOf(role) },
  {
    id: 'kind',
    label: t('kind'),
    width: '96px',
    align: 'end',
    cell: ({ builtIn }) => <span className="dim">{builtIn === null ? t('custom') : t('builtIn')}</span>,
  },
];

/** "Read, write · Upload and change media" */
function summaryOf({ permissions, grants }: RoleFactsFragment): string {
  if (permissions.includes('*')) return t('everything');
  const content = RIGHTS.filter(
    right => permissions.includes(`content.${right.toLowerCase()}`) || grants.some(grant => grant.right === right),
  ).map(right => t(right));
  const others = permissions
    .filter(name => !name.startsWith('content.'))
    .map(name => (permissionText.has(name) ? permissionText(name) : name));
  const words = content.map((word, index) => (index === 0 ? word : word.toLowerCase())).join(', ');
  return [...(words === '' ? [] : [words]), ...others].join(' · ') || t('none');
}
