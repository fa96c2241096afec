import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { AssetSort } from '../../api/generated/graphql';
import { Ago } from '../../components/Ago';
import { SkeletonRows } from '../../components/Skeleton';
import { formatBytes } from '../../i18n/formats';
import { AssetThumb } from '../../media/AssetThumb';
import { t } from '../../media/texts';
import { FOCUSED_PART, moveAmongTiles } from '../../media/tile-keys';
import type { AssetsProps } from './AssetGrid';
import classes from './library.module.css';

interface AssetRowsProps extends AssetsProps {
  sort: AssetSort;
  onSort(sort: AssetSort): void;
}

const HEADS = [
  { label: 'name', up: 'FILENAME_ASC', down: 'FILENAME_DESC', first: 'FILENAME_ASC' },
  { label: 'dimensions' },
  { label: 'size', up: 'BYTES_ASC', down: 'BYTES_DESC', first: 'BYTES_DESC' },
  { label: 'uploaded', up: 'CREATED_AT_ASC', down: 'CREATED_AT_DESC', first: 'CREATED_AT_DESC' },
] as const;

/** Files as rows of a table. */
export function AssetRows({ rows, selection, actions, loading, selects, sort, onSort }: AssetRowsProps) {
  if (rows.length === 0) return <SkeletonRows widths={['40px', '34%', '10%', '8%']} height={48} rows={10} />;
  return (
    <table
      className={classes.table}
      aria-label={t('heading')}
      aria-busy={loading}
      data-selecting={selection.ids.size > 0 || undefined}
      onKeyDown={event => actions.key(event, moveAmongTiles(event))}
    >
      <thead>
        <tr>
          {selects && (
            <td className={classes.checkCell}>
              <span className="visually-hidden">{t('selection')}</span>
            </td>
          )}
          {HEADS.map(head => {
            const direction = 'up' in head ? (sort === head.up ? 'up' : sort === head.down ? 'down' : null) : null;
            const ariaSort = { up: 'ascending', down: 'descending' } as const;
            return (
              <th key={head.label} scope="col" aria-sort={direction ? ariaSort[direction] : undefined}>
                {'up' in head ? (
                  <button
                    type="button"
                    onClick={() => onSort(direction === null ? head.first : direction === 'up' ? head.down : head.up)}
                  >
                    {t(head.label)}
                    {direction === 'up' && <IconArrowUp size={12} aria-hidden />}
                    {direction === 'down' && <IconArrowDown size={12} aria-hidden />}
                  </button>
                ) : (
                  t(head.label)
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map(asset => {
          const chosen = selection.ids.has(asset.id);
          return (
            <tr key={asset.id} data-chosen={chosen || undefined}>
              {selects && (
                <td className={classes.checkCell}>
                  <Checkbox
                    aria-label={t('select', { name: asset.filename })}
                    checked={chosen}
                    onClick={event => actions.toggle(asset.id, event.shiftKey)}
                    readOnly
                  />
                </td>
              )}
              <th scope="row">
                <Link to="/media/$id" params={{ id: asset.id }} {...{ [FOCUSED_PART]: asset.id }}>
                  <AssetThumb asset={asset} size="small" />
                  <span className={classes.rowName}>
                    <b>{asset.filename}</b>
                    {asset.alt && <small>{asset.alt}</small>}
                  </span>
                  {asset.private && <IconLock size={12} stroke={1.8} role="img" aria-label={t('private')} />}
                </Link>
              </th>
              <td className="num">{asset.width && asset.height ? `${asset.width} × ${asset.height}` : ''}</td>
              <td className="num">{formatBytes(asset.bytes)}</td>
              <td>
                <Ago at={asset.createdAt} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
