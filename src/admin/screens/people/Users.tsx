import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconPlus, IconSearch, IconUsers } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { UserFactsFragment, UserState } from '../../api/generated/graphql';
import { usePerson } from '../../api/session';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { type FactColumn, FactTable } from '../../components/FactTable';
import { Face } from '../../components/Face';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { formatDay, formatNumber } from '../../i18n/formats';
import { InviteDialog } from './InviteDialog';
import classes from './people.module.css';
import { t } from './texts';
import { USERS } from './user-documents';
import { UserMenu } from './UserMenu';
import { usePages } from './use-pages';

export type UserFacts = UserFactsFragment;

const STATES = ['ACTIVE', 'INVITED', 'DISABLED'] as const;
const SEARCH_AFTER_MS = 180;

/** Who may sign in, and what they may do. */
export function Users() {
  const { q = '', state } = useSearch({ from: '/inside/people/users' });
  const navigate = useNavigate({ from: '/people/users' });
  const [words, setWords] = useState(q);
  const [inviting, { open, close }] = useDisclosure(false);
  const { user: me } = usePerson();
  const wanted = STATES.find(known => known === state) ?? null;
  const { after, pages, showMore } = usePages(`${q} ${wanted}`);
  const search = useDebouncedCallback(
    (text: string) => void navigate({ search: { state, q: text || undefined }, replace: true }),
    SEARCH_AFTER_MS,
  );
  const [{ data, error }, refetch] = useQuery({ query: USERS, variables: variablesOf(null, q, wanted) });
  const total = data?.users.totalCount;

  return (
    <Page
      title={t('users')}
      note={total === undefined ? undefined : formatNumber(total)}
      actions={
        <Button className="solid" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={open}>
          {t('invite')}
        </Button>
      }
    >
      <div className={classes.tools}>
        <div className={classes.states} role="group" aria-label={t('state')}>
          {[null, ...STATES].map(value => (
            <button
              key={value ?? 'all'}
              type="button"
              aria-pressed={wanted === value}
              onClick={() => void navigate({ search: { q: q || undefined, state: value ?? undefined }, replace: true })}
            >
              {value === null ? t('all') : t(value)}
            </button>
          ))}
        </div>
        <div className="grow" />
        <TextInput
          className={classes.find}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={14} stroke={1.8} />}
          value={words}
          onChange={event => {
            setWords(event.currentTarget.value);
            search(event.currentTarget.value.trim());
          }}
        />
      </div>
      {error && !data ? (
        <ErrorNote error={error} onRetry={() => refetch({ requestPolicy: 'network-only' })} />
      ) : total === 0 ? (
        <Empty icon={<IconUsers size={20} stroke={1.6} aria-hidden />} title={t('noneFound')}>
          {q === '' ? t('noneInState') : t('noneFoundText', { words: q })}
        </Empty>
      ) : !data ? (
        <SkeletonRows height={48} widths={['32%', '18%', '12%', '8%']} />
      ) : (
        <>
          {[null, ...after].map((cursor, index) => (
            <UserPage
              key={cursor ?? 'first'}
              variables={variablesOf(cursor, q, wanted)}
              me={me.id}
              last={index === pages}
              onMore={showMore}
            />
          ))}
        </>
      )}
      <InviteDialog opened={inviting} onClose={close} />
    </Page>
  );
}

const variablesOf = (after: string | null, q: string, state: UserState | null) => ({
  after,
  search: q === '' ? null : q,
  state,
});

interface UserPageProps {
  variables: ReturnType<typeof variablesOf>;
  me: string;
  last: boolean;
  onMore: (cursor: string) => void;
}

function UserPage({ variables, me, last, onMore }: UserPageProps) {
  const [{ data }] = useQuery({ query: USERS, variables });
  if (!data) return <SkeletonRows height={48} />;
  const { nodes, pageInfo } = data.users;
  return (
    <>
      <FactTable
        label={t('users')}
        columns={columnsFor(me)}
        rows={nodes}
        keyOf={({ id }) => id}
        actions={user => <UserMenu user={user} />}
      />
      {last && pageInfo.hasNextPage && pageInfo.endCursor && (
        <div className={classes.more}>
          <Button onClick={() => onMore(pageInfo.endCursor ?? '')}>{t('more')}</Button>
        </div>
      )}
    </>
  );
}

const columnsFor = (me: string): readonly FactColumn<UserFacts>[] => [
  {
    id: 'name',
    label: t('name'),
    cell: ({ id, name, email }) => (
      <span className={classes.person}>
        <Face id={id} name={name} size={28} />
        <span>
          <b>
            {name}
            {id === me && <span className={classes.you}>{t('you')}</span>}
          </b>
          <small>{email}</small>
        </span>
      </span>
    ),
  },
  {
    id: 'roles',
    label: t('roles'),
    width: '28%',
    wide: true,
    cell: ({ roles }) => roles.map(rolesText).join(', ') || <span className="dim">{t('noRoles')}</span>,
  },
  {
    id: 'state',
    label: t('state'),
    width: '112px',
    cell: ({ state }) => (
      <span className={classes.state} data-state={state}>
        <i aria-hidden />
        {t(state)}
      </span>
    ),
  },
  {
    id: 'since',
    label: t('since'),
    width: '112px',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <time dateTime={createdAt}>{formatDay(createdAt)}</time>,
  },
];

const rolesText = ({ role, locales }: UserFacts['roles'][number]) =>
  locales && locales.length > 0 ? `${role.name} (${locales.join(', ')})` : role.name;
