import { Button, Kbd, Menu } from '@mantine/core';
import { IconChevronDown, IconLink, IconPhoto, IconTrash, IconUpload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMay } from '../../api/session';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { extend, keepKnown, NOTHING, type Selection, toggle } from '../../content/selection';
import { formatNumber } from '../../i18n/formats';
import type { AssetCard } from '../../media/asset-fragment';
import { useAssetList } from '../../media/asset-list';
import { assetVariables, isNarrowed, type MediaSearch } from '../../media/asset-search';
import { MoreBelow } from '../../media/MoreBelow';
import { t } from '../../media/texts';
import { UploadPanel } from '../../media/UploadPanel';
import { uploads, useArrivals } from '../../media/uploads';
import { useFileDrop } from '../../media/use-file-drop';
import { AssetGrid } from './AssetGrid';
import { AssetRows } from './AssetRows';
import { DeleteDialog } from './DeleteDialog';
import classes from './library.module.css';
import { MediaTools } from './MediaTools';
import { UrlDialog } from './UrlDialog';

const TYPED_INTO = 'input:not([type=checkbox]), textarea, [role=menu], [role=dialog], [role=listbox]';

/** What tiles and rows do. */
export interface TileActions {
  toggle(id: string, range: boolean): void;
  /** The keys on a tile that has the focus. */
  key(event: React.KeyboardEvent<HTMLElement>, moved: number | null): void;
}

/** The media library: all files, found, uploaded and deleted. */
export function Media() {
  const search = useSearch({ from: '/inside/media' });
  const navigate = useNavigate();
  const mayWrite = useMay('media.write');
  const mayDelete = useMay('media.delete');
  const find = useRef<HTMLInputElement>(null);
  const variables = useMemo(() => assetVariables(search), [search]);
  const { rows, total, hasMore, loading, error, list } = useAssetList(variables);
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const [chosen, setChosen] = useState(NOTHING);
  const [deleting, setDeleting] = useState<readonly string[] | null>(null);
  const [askingUrl, setAskingUrl] = useState(false);
  const selection = useMemo(() => keepKnown(chosen, order), [chosen, order]);

  const show = useCallback(
    (next: MediaSearch) => {
      setChosen(NOTHING);
      void navigate({ to: '/media', search: next, replace: true });
    },
    [navigate],
  );
  useArrivals(useCallback((asset: AssetCard) => list.put(asset), [list]));
  const drop = useFileDrop({ onFiles: files => void uploads.add(files), disabled: !mayWrite });
  useScreenKeys({ search: () => find.current?.focus(), clear: () => setChosen(NOTHING) });

  const actions: TileActions = {
    toggle: (id, range) => setChosen(before => (range ? extend(before, id, order) : toggle(before, id))),
    key(event, moved) {
      const id = event.target instanceof Element ? event.target.getAttribute('data-tile') : null;
      if (!id) return;
      if (moved !== null && event.shiftKey)
        setChosen(before => extend(before.anchor ? before : toggle(before, id), order[moved], order));
      else if (event.key === 'x') setChosen(before => toggle(before, id));
      else if (event.key === 'Delete' && mayDelete) setDeleting(selection.ids.size > 0 ? [...selection.ids] : [id]);
      else return;
      event.preventDefault();
    },
  };
  const shared = { rows, selection, actions, loading, selects: mayDelete };
  const uploadButton = (
    <Button className="solid" leftSection={<IconUpload size={14} stroke={1.8} aria-hidden />} onClick={drop.open}>
      {t('upload')}
    </Button>
  );
  return (
    <div {...drop.getRootProps({ className: classes.library })}>
      <input {...drop.getInputProps({ 'aria-label': t('uploadFiles') })} />
      <Page
        title={t('heading')}
        note={total === null ? undefined : formatNumber(total)}
        layout="bare"
        actions={
          mayWrite && (
            <Button.Group>
              {uploadButton}
              <Menu position="bottom-end" width={190}>
                <Menu.Target>
                  <Button className={`solid ${classes.split}`} aria-label={t('moreWays')}>
                    <IconChevronDown size={14} stroke={1.8} />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconLink size={14} stroke={1.6} />} onClick={() => setAskingUrl(true)}>
                    {t('fromUrl')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Button.Group>
          )
        }
      >
        <MediaTools ref={find} search={search} onShow={show} />
        <div className={classes.scroll} data-scroller>
          {error ? (
            <div className={classes.note}>
              <ErrorNote error={error} onRetry={() => void list.begin()} />
            </div>
          ) : rows.length === 0 && !loading ? (
            <div className={classes.nothing}>
              <NothingHere search={search} mayWrite={mayWrite} onClear={() => show({ view: search.view })}>
                {uploadButton}
              </NothingHere>
            </div>
          ) : search.view === 'list' ? (
            <AssetRows {...shared} sort={variables.sort} onSort={sort => show({ ...search, sort })} />
          ) : (
            <AssetGrid {...shared} />
          )}
          <MoreBelow hasMore={hasMore} onMore={() => void list.more()} />
        </div>
        <KeyHints shown={rows.length} total={total} selects={mayDelete} />
      </Page>
      {selection.ids.size > 0 && (
        <SelectionBar selection={selection} onDelete={setDeleting} onClear={() => setChosen(NOTHING)} />
      )}
      {drop.isDragActive && (
        <div className={classes.over}>
          <IconUpload size={28} stroke={1.5} aria-hidden />
          <b>{t('drop')}</b>
          <span>{t('dropNote')}</span>
        </div>
      )}
      <UploadPanel />
      {askingUrl && <UrlDialog onClose={() => setAskingUrl(false)} />}
      {deleting && (
        <DeleteDialog
          ids={deleting}
          onClose={() => setDeleting(null)}
          onDeleted={ids => {
            list.drop(ids);
            setDeleting(null);
          }}
        />
      )}
    </div>
  );
}

interface NothingHereProps {
  search: MediaSearch;
  mayWrite: boolean;
  onClear(): void;
  children: React.ReactNode;
}

function NothingHere({ search, mayWrite, onClear, children }: NothingHereProps) {
  const icon = <IconPhoto size={20} stroke={1.6} />;
  if (isNarrowed(search)) {
    return (
      <Empty icon={icon} title={t('nothingTitle')} action={<Button onClick={onClear}>{t('clear')}</Button>}>
        {t('nothing')}
      </Empty>
    );
  }
  return (
    <Empty icon={icon} title={t('emptyTitle')} action={mayWrite ? children : undefined}>
      {mayWrite ? t('empty') : t('emptyRead')}
    </Empty>
  );
}

interface SelectionBarProps {
  selection: Selection;
  onDelete(ids: readonly string[]): void;
  onClear(): void;
}

function SelectionBar({ selection: { ids }, onDelete, onClear }: SelectionBarProps) {
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('selection')}>
      <b aria-live="polite">{t('selected', { count: ids.size })}</b>
      <i aria-hidden />
      <button type="button" onClick={() => onDelete([...ids])}>
        <IconTrash size={14} stroke={1.6} aria-hidden />
        {t('delete')}
      </button>
      <i aria-hidden />
      <button type="button" aria-label={t('clearSelection')} onClick={onClear}>
        <Kbd>Esc</Kbd>
      </button>
    </div>
  );
}

function KeyHints({ shown, total, selects }: { shown: number; total: number | null; selects: boolean }) {
  return (
    <footer className={classes.hints}>
      <span>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> {t('move')}
      </span>
      {selects && (
        <span>
          <Kbd>X</Kbd> {t('keySelect')}
        </span>
      )}
      <span>
        <Kbd>↵</Kbd> {t('keyOpen')}
      </span>
      <span>
        <Kbd>/</Kbd> {t('keySearch')}
      </span>
      <div className="grow" />
      <span aria-live="polite" className="num">
        {total === null ? t('loading') : t('shown', { shown: formatNumber(shown), total: formatNumber(total) })}
      </span>
    </footer>
  );
}

/** "/" searches, Esc clears, and J begins with the first tile; nowhere where keys are typed. */
function useScreenKeys(keys: { search(): void; clear(): void }): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      if (target?.closest(TYPED_INTO)) {
        if (event.key === 'Escape' && target instanceof HTMLInputElement) target.blur();
        return;
      }
      if (event.key === 'Escape') latest.current.clear();
      else if (event.key === '/') latest.current.search();
      else if (event.key === 'j' && !target?.closest('[data-tile]'))
        document.querySelector<HTMLElement>('[data-tile]')?.focus();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
