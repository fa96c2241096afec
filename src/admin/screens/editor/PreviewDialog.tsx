import { Button, CopyButton, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import { formatMoment } from '../../i18n/formats';
import classes from './editor.module.css';
import { t } from './texts';

const TOKENS = graphql(`
  query PreviewTokens($documentId: ID!) {
    previewTokens(documentId: $documentId) {
      tokenId
      expiresAt
    }
  }
`);
const CREATE = graphql(`
  mutation CreatePreviewToken($input: CreatePreviewTokenInput!) {
    createPreviewToken(input: $input) {
      token
      previewToken {
        tokenId
        expiresAt
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
const REVOKE = graphql(`
  mutation RevokePreviewToken($input: RevokePreviewTokenInput!) {
    revokePreviewToken(input: $input) {
      tokenId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** Makes tokens by which a website shows the draft, and ends them. */
export function PreviewDialog({ documentId, onClose }: { documentId: string; onClose(): void }) {
  const [{ data }, again] = useQuery({ query: TOKENS, variables: { documentId }, requestPolicy: 'network-only' });
  const [create, { busy, problems }] = useChange(CREATE);
  const [revoke] = useChange(REVOKE);
  const [seconds, setSeconds] = useState('86400');
  const [token, setToken] = useState<string | null>(null);
  const tokens = data?.previewTokens ?? [];
  const make = async () => {
    const { payload } = await create({ input: { documentId, ttlSeconds: Number(seconds) } });
    setToken(payload?.token ?? null);
    again();
  };
  return (
    <Modal opened onClose={onClose} title={t('previewTitle')} size={480} centered>
      <p className={classes.lead}>{t('previewText')}</p>
      <Problems problems={problems} />
      {token ? (
        <div className={classes.stack}>
          <div className={classes.token}>
            <TextInput aria-label={t('previewTitle')} readOnly value={token} classNames={{ input: 'mono' }} />
            <CopyButton value={token}>
              {({ copied, copy }) => (
                <Button size="sm" className="solid" onClick={copy}>
                  {copied ? t('copied') : t('copy')}
                </Button>
              )}
            </CopyButton>
          </div>
          <small className="dim">
            {t('tokenOnce')} {t('tokenUse')}
          </small>
        </div>
      ) : (
        <div className={classes.token}>
          <SegmentedControl
            size="xs"
            aria-label={t('expires')}
            value={seconds}
            onChange={setSeconds}
            data={[
              { value: '3600', label: t('hour') },
              { value: '86400', label: t('day') },
              { value: '604800', label: t('week') },
            ]}
          />
          <div className="grow" />
          <Button size="sm" className="solid" loading={busy} onClick={() => void make()}>
            {t('makeToken')}
          </Button>
        </div>
      )}
      {tokens.length > 0 && (
        <section className={classes.tokens}>
          <h3>{t('tokens')}</h3>
          <ul>
            {tokens.map(({ tokenId, expiresAt }) => (
              <li key={tokenId}>
                <span>{t('until', { when: formatMoment(expiresAt) })}</span>
                <Button onClick={() => void revoke({ input: { tokenId } }).then(() => again())}>{t('revoke')}</Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Modal>
  );
}
