import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconCopy, IconDots, IconDownload, IconPhotoOff, IconReplace, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useQuery } from 'urql';
import { usePolling } from '../../api/use-polling';
import { useMay } from '../../api/session';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { LinkButton } from '../../components/LinkButton';
import { Page } from '../../components/Page';
import { ProgressBar } from '../../components/ProgressBar';
import { SkeletonRows } from '../../components/Skeleton';
import { toast, toastFault } from '../../components/toast';
import { ownAddress } from '../../api/own-address';
import { t } from '../../media/texts';
import { reasonOf, replaceFile } from '../../media/upload-file';
import { useAutosave } from '../../media/use-autosave';
import { useChange } from '../../api/use-change';
import type { UpdateAssetInput } from '../../api/generated/graphql';
import { ASSET_DETAILS, type AssetDetails, UPDATE_ASSET } from './asset-document';
import { AssetFacts } from './AssetFacts';
import { AssetWords } from './AssetWords';
import { DeleteDialog } from './DeleteDialog';
import classes from './asset.module.css';
import { Stage } from './Stage';
import { UsageList } from './UsageList';

const PROCESSING_MS = 2_000;

/** One file: a look at it, what is said of it, and where it is used. */
export function AssetPage() {
  const { id } = useParams({ from: '/inside/media/$id' });
  const [{ data, error, fetching }, reload] = useQuery({
    query: ASSET_DETAILS,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const asset = data?.asset;
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, asset?.state === 'PROCESSING' ? PROCESSING_MS : null);
  if (asset) return <Shown key={asset.id} asset={asset} onChanged={again} />;
  return (
    <Page title={t('heading')}>
      {error ? (
        <ErrorNote error={error} onRetry={again} />
      ) : fetching ? (
        <SkeletonRows widths={['60%', '20%']} />
      ) : (
        <Empty
          icon={<IconPhotoOff size={20} stroke={1.6} />}
          title={t('gone')}
          action={<LinkButton to="/media">{t('toMedia')}</LinkButton>}
        >
          {t('goneText')}
        </Empty>
      )}
    </Page>
  );
}

/** What of an asset can be changed. */
export type AssetChange = Omit<UpdateAssetInput, 'id'>;

function Shown({ asset, onChanged }: { asset: AssetDetails; onChanged(): void }) {
  const navigate = useNavigate();
  const mayWrite = useMay('media.write');
  const mayDelete = useMay('media.delete');
  const [deleting, setDeleting] = useState(false);
  const [sent, setSent] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const [update] = useChange(UPDATE_ASSET);
  const saving = useAutosave<AssetChange>(async change => {
    const { problems } = await update({ input: { id: asset.id, ...change } });
    return problems;
  });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(asset.url);
      toast(t('copied'));
    } catch {
      toastFault(t('copyFailed'));
    }
  };
  const replace = async (file: File) => {
    setSent(0);
    try {
      await replaceFile(asset.id, file, {
        signal: new AbortController().signal,
        onProgress: bytes => setSent(bytes / file.size),
      });
      toast(t('replaced'));
      onChanged();
    } catch (error) {
      toastFault(t('insertFailed', { name: file.name, reason: reasonOf(error) }));
    }
    setSent(null);
  };
  const file = ownAddress(asset.url);
  return (
    <Page
      title={asset.filename}
      crumbs={<Link to="/media">{t('heading')}</Link>}
      layout="bare"
      note={mayWrite ? <span aria-live="polite">{t(saving.state)}</span> : undefined}
      actions={
        <>
          <Tooltip label={t('copyUrl')}>
            <ActionIcon aria-label={t('copyUrl')} onClick={() => void copy()}>
              <IconCopy size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          {(mayWrite || mayDelete) && (
            <Menu position="bottom-end" width={190}>
              <Menu.Target>
                <ActionIcon aria-label={t('more')}>
                  <IconDots size={16} stroke={1.6} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {mayWrite && (
                  <Menu.Item
                    leftSection={<IconReplace size={14} stroke={1.6} />}
                    onClick={() => input.current?.click()}
                  >
                    {t('replace')}
                  </Menu.Item>
                )}
                {mayDelete && (
                  <Menu.Item
                    className={classes.grave}
                    leftSection={<IconTrash size={14} stroke={1.6} />}
                    onClick={() => setDeleting(true)}
                  >
                    {t('delete')}…
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
          <Button
            component="a"
            className={`solid ${classes.download}`}
            aria-label={t('download')}
            href={file}
            download={asset.filename}
            leftSection={<IconDownload size={14} stroke={1.8} aria-hidden />}
          >
            {t('download')}
          </Button>
        </>
      }
    >
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('replace')}
        onChange={event => {
          const [chosen] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (chosen) void replace(chosen);
        }}
      />
      <div className={classes.body}>
        <div className={classes.look}>
          {sent !== null && <ProgressBar label={t('replacing')} fraction={sent < 1 ? sent : null} />}
          <Stage asset={asset} readOnly={!mayWrite} onFocal={focalPoint => saving.edit({ focalPoint })} />
        </div>
        <aside className={classes.side} aria-label={t('facts')}>
          <AssetWords asset={asset} saving={saving} readOnly={!mayWrite} />
          <AssetFacts asset={asset} />
          <section>
            <h2>
              {t('usedIn')} {asset.usages.totalCount > 0 && <span className="num dim">{asset.usages.totalCount}</span>}
            </h2>
            {asset.usages.totalCount === 0 ? (
              <p className="dim">{t('usedNowhere')}</p>
            ) : (
              <UsageList usages={asset.usages} />
            )}
          </section>
        </aside>
      </div>
      {deleting && (
        <DeleteDialog
          ids={[asset.id]}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate({ to: '/media' })}
        />
      )}
    </Page>
  );
}
