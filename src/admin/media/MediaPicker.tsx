import { Button, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPhoto, IconUpload } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useMay } from '../api/session';
import { Empty } from '../components/Empty';
import { ErrorNote } from '../components/ErrorNote';
import { ASSET_KINDS, type AssetCard } from './asset-fragment';
import { useAssetList } from './asset-list';
import { assetVariables } from './asset-search';
import { AssetThumb } from './AssetThumb';
import { SearchField } from './SearchField';
import classes from './media.module.css';
import { MoreBelow } from './MoreBelow';
import { t } from './texts';
import { FOCUSED_PART, moveAmongTiles } from './tile-keys';
import { UploadPanel } from './UploadPanel';
import { uploads } from './uploads';
import { useFileDrop } from './use-file-drop';

interface MediaPickerProps {
  /** The kind of asset that belongs there; null for any. */
  accept: string | null;
  onPick(asset: AssetCard): void;
  onClose(): void;
  /** Offers to name an address of the web instead. */
  onAddress?: (() => void) | undefined;
}

const PHONE = '(max-width: 760px)';

/** Asks for a file of the library, or for one to put there. */
export function MediaPicker({ accept, onPick, onClose, onAddress }: MediaPickerProps) {
  const [search, setSearch] = useState('');
  const narrow = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const mayUpload = useMay('media.write');
  const find = useRef<HTMLInputElement>(null);
  const kind = ASSET_KINDS.find(known => known === accept);
  const variables = useMemo(() => assetVariables({ q: search, kind }), [search, kind]);
  const { rows, hasMore, loading, error, list } = useAssetList(variables);
  const take = useCallback(
    async (files: readonly File[]) => {
      const assets = await Promise.all(uploads.add(files));
      const [only] = assets;
      // Who uploads one file here means that one.
      if (assets.length === 1 && only && (kind === undefined || only.kind === kind)) return onPick(only);
      for (const asset of assets.toReversed()) if (asset) list.put(asset);
    },
    [kind, list, onPick],
  );
  const drop = useFileDrop({ onFiles: files => void take(files), accept, disabled: !mayUpload });
  return (
    <Modal
      opened
      onClose={onClose}
      title={kind === 'IMAGE' ? t('chooseImage') : t('chooseTitle')}
      size={920}
      fullScreen={narrow}
      centered
    >
      <div {...drop.getRootProps({ className: classes.picker, 'data-over': drop.isDragActive || undefined })}>
        <input {...drop.getInputProps({ 'aria-label': t('uploadFiles') })} />
        <div className={classes.pickerTools}>
          <SearchField ref={find} value={search} onChange={setSearch} autoFocus />
          <div className="grow" />
          {onAddress && (
            <Button variant="subtle" color="gray" onClick={onAddress}>
              {t('byAddress')}
            </Button>
          )}
          {mayUpload && (
            <Button className="solid" leftSection={<IconUpload size={14} stroke={1.8} />} onClick={drop.open}>
              {t('upload')}
            </Button>
          )}
        </div>
        <div className={classes.pickerScroll} data-scroller>
          {error ? (
            <ErrorNote error={error} onRetry={() => void list.begin()} />
          ) : rows.length === 0 && !loading ? (
            <Empty
              icon={<IconPhoto size={20} stroke={1.6} />}
              title={search ? t('nothingTitle') : t('emptyTitle')}
              action={
                mayUpload && !search ? (
                  <Button className="solid" onClick={drop.open}>
                    {t('uploadFiles')}
                  </Button>
                ) : undefined
              }
            >
              {search ? t('nothing') : mayUpload ? t('dropHere', { choose: t('chooseIt') }) : t('emptyRead')}
            </Empty>
          ) : (
            <ul className={classes.pickerGrid} onKeyDown={moveAmongTiles} aria-busy={loading}>
              {rows.map(asset => (
                <li key={asset.id}>
                  <button
                    type="button"
                    className={classes.pick}
                    {...{ [FOCUSED_PART]: '' }}
                    onClick={() => onPick(asset)}
                  >
                    <AssetThumb asset={asset} />
                    <span>{asset.filename}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <MoreBelow hasMore={hasMore} onMore={() => void list.more()} />
        </div>
        {drop.isDragActive && (
          <div className={classes.over}>
            <b>{t('drop')}</b>
          </div>
        )}
        <UploadPanel />
      </div>
    </Modal>
  );
}
