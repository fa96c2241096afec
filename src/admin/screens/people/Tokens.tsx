import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import type { ApiTokensQuery } from '../../api/generated/graphql';
import { useChange } from '../../api/use-change';
import { Ago } from '../../components/Ago';
import { Confirm } from '../../components/Confirm';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { type FactColumn, FactTable } from '../../components/FactTable';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { toast, toastFault } from '../../components/toast';
import { formatDay, formatNumber } from '../../i18n/formats';
import classes from './people.module.css';
import { permissionText, t } from './texts';
import { REVOKE_TOKEN, TOKENS } from './token-documents';
import { TokenDialog } from './TokenDialog';

type Token = ApiTokensQuery['apiTokens'][number];

/** The credentials of frontends and scripts. */
export function Tokens() {
  const [{ data, error }, refetch] = useQuery({ query: TOKENS });
  const [making, { open, close }] = useDisclosure(false);
  const [leaving, setLeaving] = useState<Token | null>(null);
  const [revoke] = useChange(REVOKE_TOKEN);
  const tokens = data?.apiTokens;

  async function revokeIt() {
    if (!leaving) return;
    const { problems } = await revoke({ input: { tokenId: leaving.tokenId } });
    if (problems.length > 0) toastFault(problems[0].message);
    else toast(t('revoked', { name: leaving.name }));
    setLeaving(null);
  }

  const make = (
    <Button className="solid" leftSection={<IconPlus size={14} stroke={1.8} />} onClick={open}>
      {t('newToken')}
    </Button>
  );
  return (
    <Page
      title={t('tokens')}
      note={tokens && tokens.length > 0 ? formatNumber(tokens.length) : undefined}
      actions={tokens?.length === 0 ? undefined : make}
    >
      {error && !data ? (
        <ErrorNote error={error} onRetry={() => refetch({ requestPolicy: 'network-only' })} />
      ) : !tokens ? (
        <SkeletonRows height={48} widths={['30%', '30%', '12%', '12%']} />
      ) : tokens.length === 0 ? (
        <Empty icon={<IconKey size={20} stroke={1.6} aria-hidden />} title={t('noTokens')} action={make}>
          {t('noTokensText')}
        </Empty>
      ) : (
        <FactTable
          label={t('tokens')}
          columns={COLUMNS}
          rows={tokens}
          keyOf={({ tokenId }) => tokenId}
          actions={token => (
            <button
              type="button"
              className="link"
              aria-label={t('revokeOf', { name: token.name })}
              onClick={() => setLeaving(token)}
            >
              {t('revoke')}
            </button>
          )}
        />
      )}
      <TokenDialog opened={making} onClose={close} />
      <Confirm
        danger
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('revokeTitle', { name: leaving?.name ?? '' })}
        action={t('revoke')}
        onConfirm={revokeIt}
      >
        {t('revokeText')}
      </Confirm>
    </Page>
  );
}

const COLUMNS: readonly FactColumn<Token>[] = [
  {
    id: 'name',
    label: t('token'),
    cell: ({ name, prefix }) => (
      <span className={classes.person}>
        <span>
          <b>{name}</b>
          <small className="mono">{prefix}…</small>
        </span>
      </span>
    ),
  },
  {
    id: 'permissions',
    label: t('permissions'),
    width: '32%',
    wide: true,
    cell: ({ permissions, grants }) => {
      const words = permissions.map(name => (permissionText.has(name) ? permissionText(name) : name));
      if (grants.length > 0) words.push(t('limited'));
      return <span title={words.join(', ')}>{words.join(', ') || t('publicOnly')}</span>;
    },
  },
  {
    id: 'used',
    label: t('lastUsed'),
    width: '112px',
    wide: true,
    cell: ({ lastUsedAt }) => (lastUsedAt ? <Ago at={lastUsedAt} /> : <span className="dim">{t('notYet')}</span>),
  },
  {
    id: 'expires',
    label: t('expires'),
    width: '112px',
    wide: true,
    cell: ({ expiresAt }) =>
      expiresAt ? <time dateTime={expiresAt}>{formatDay(expiresAt)}</time> : <span className="dim">{t('never')}</span>,
  },
];
