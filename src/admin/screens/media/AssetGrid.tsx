import { Checkbox } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Selection } from '../../content/selection';
import { formatBytes } from '../../i18n/formats';
import type { AssetCard } from '../../media/asset-fragment';
import { AssetThumb } from '../../media/AssetThumb';
import { t } from '../../media/texts';
import { FOCUSED_PART, moveAmongTiles } from '../../media/tile-keys';
import classes from './library.module.css';
import type { TileActions } from './Media';

export interface AssetsProps {
  rows: readonly AssetCard[];
  selection: Selection;
  actions: TileActions;
  loading: boolean;
  /** Whether there is anything to do with what is chosen. */
  selects: boolean;
}

/** Files as tiles. */
export function AssetGrid({ rows, selection, actions, loading, selects }: AssetsProps) {
  if (rows.length === 0) {
    return (
      <ul className={classes.grid} aria-busy aria-label={t('loading')}>
        {Array.from({ length: 15 }, (_tile, index) => (
          <li key={index} className={classes.ghost} aria-hidden>
            <i />
            <i style={{ width: `${45 + ((index * 37) % 40)}%` }} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul
      className={classes.grid}
      aria-label={t('heading')}
      aria-busy={loading}
      data-selecting={selection.ids.size > 0 || undefined}
      onKeyDown={event => actions.key(event, moveAmongTiles(event))}
    >
      {rows.map(asset => {
        const chosen = selection.ids.has(asset.id);
        return (
          <li key={asset.id} className={classes.tile} data-chosen={chosen || undefined}>
            <Link
              to="/media/$id"
              params={{ id: asset.id }}
              draggable={false}
              {...{ [FOCUSED_PART]: asset.id }}
              onClick={event => {
                if (!selects || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
                event.preventDefault();
                actions.toggle(asset.id, event.shiftKey);
              }}
            >
              <AssetThumb asset={asset} />
              <span className={classes.name}>
                <b>{asset.filename}</b>
                {asset.private && <IconLock size={12} stroke={1.8} role="img" aria-label={t('private')} />}
              </span>
              <small className="num">{noteOf(asset)}</small>
            </Link>
            {selects && (
              <Checkbox
                className={classes.check}
                aria-label={t('select', { name: asset.filename })}
                checked={chosen}
                onClick={event => actions.toggle(asset.id, event.shiftKey)}
                readOnly
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** One line on a file: what is not as it should be, else its measures. */
export function noteOf({ state, width, height, bytes }: AssetCard): string {
  if (state === 'PROCESSING') return t('processing');
  if (state === 'FAILED') return t('failed');
  return [width && height ? `${width} × ${height}` : null, formatBytes(bytes)].filter(Boolean).join(' · ');
}
