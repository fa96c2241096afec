import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopyCheck, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useClient } from 'urql';
import { graphql } from '../api/graphql';
import { ProgressBar } from '../components/ProgressBar';
import { formatBytes } from '../i18n/formats';
import { isOver } from '../jobs/job-board';
import { useJob } from '../jobs/use-job';
import './asset-fragment';
import classes from './media.module.css';
import { t } from './texts';
import { isSettled, type Upload, uploads, useUploads } from './uploads';

const FETCHED = graphql(`
  query FetchedAsset($id: ID!) {
    job(id: $id) {
      id
      result {
        __typename
        ... on FetchAssetResult {
          assetId
          wasThere
        }
      }
    }
  }
`);

const ONE = graphql(`
  query OneAsset($id: ID!) {
    asset(id: $id) {
      ...AssetCard
    }
  }
`);

/** What is on its way into the library, and what became of it; nothing when nothing is. */
export function UploadPanel() {
  const items = useUploads();
  if (items.length === 0) return null;
  const open = items.filter(item => !isSettled(item));
  const faults = items.filter(({ state }) => state === 'FAILED').length;
  const heading =
    open.length > 0
      ? t('uploading', { count: open.length })
      : faults < items.length
        ? t('settled', { count: items.length - faults })
        : t('settledFaults', { count: faults });
  return (
    <section className={classes.panel} aria-label={t('uploads')}>
      <header>
        <b aria-live="polite">{heading}</b>
        {open.length === 0 && faults > 0 && faults < items.length && (
          <small className={classes.fault}>{t('settledFaults', { count: faults })}</small>
        )}
        <span className="grow" />
        {open.length === 0 && (
          <ActionIcon size={24} aria-label={t('dismiss')} onClick={() => uploads.clear()}>
            <IconX size={14} stroke={1.7} />
          </ActionIcon>
        )}
      </header>
      <ul>
        {items.toReversed().map(item => (
          <UploadRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ item }: { item: Upload }) {
  const { id, name, state, bytes, sent, reason, jobId } = item;
  const busy = !isSettled(item);
  return (
    <li>
      {jobId !== null && busy && <Fetching id={id} jobId={jobId} />}
      <span className={classes.upload}>
        {state === 'DONE' && <IconCheck size={14} stroke={2} className={classes.good} aria-hidden />}
        {state === 'THERE' && <IconCopyCheck size={14} stroke={1.7} className={classes.known} aria-hidden />}
        {state === 'FAILED' && <IconAlertTriangle size={14} stroke={1.7} className={classes.fault} aria-hidden />}
        <span className={classes.uploadName} title={name}>
          {name}
        </span>
        <small className={state === 'FAILED' ? classes.fault : 'dim num'}>{textOf(item)}</small>
        {busy && jobId === null && (
          <ActionIcon size={22} aria-label={t('cancel', { name })} onClick={() => uploads.cancel(id)}>
            <IconX size={13} stroke={1.7} />
          </ActionIcon>
        )}
        {state === 'FAILED' && item.again && (
          <Button size="compact-xs" onClick={() => uploads.retry(id)}>
            {t('retry')}
          </Button>
        )}
      </span>
      {busy && state !== 'WAITING' && (
        <ProgressBar
          label={name}
          fraction={state === 'SENDING' ? sent / Math.max(1, bytes) : null}
          text={textOf(item)}
        />
      )}
      {reason && <small className={classes.fault}>{reason}</small>}
    </li>
  );
}

function textOf({ state, sent, bytes }: Upload): string {
  if (state === 'SENDING') return t('sending', { sent: formatBytes(sent), total: formatBytes(bytes) });
  if (state === 'FAILED') return '';
  return t(
    ({ WAITING: 'waiting', STORING: 'storing', FETCHING: 'fetching', DONE: 'done', THERE: 'there' } as const)[state],
  );
}

/** Follows the job that fetches a file, and tells the list of uploads when it is over. */
function Fetching({ id, jobId }: { id: number; jobId: string }) {
  const client = useClient();
  const { job } = useJob(jobId);
  const over = job !== null && isOver(job);
  const reason = job?.error?.message ?? t('fetchFailed');
  const worked = job?.state === 'SUCCEEDED';
  useEffect(() => {
    if (!over) return;
    if (!worked) return uploads.settle(id, 'FAILED', null, reason);
    const once = { requestPolicy: 'network-only' } as const;
    void client
      .query(FETCHED, { id: jobId }, once)
      .toPromise()
      .then(async ({ data }) => {
        const result = data?.job?.result;
        if (result?.__typename !== 'FetchAssetResult') return uploads.settle(id, 'FAILED', null, t('fetchFailed'));
        const { data: found } = await client.query(ONE, { id: result.assetId }, once).toPromise();
        uploads.settle(id, result.wasThere ? 'THERE' : 'DONE', found?.asset ?? null);
      });
  }, [client, id, jobId, over, worked, reason]);
  return null;
}
