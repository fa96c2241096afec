import { IconFile, IconFileMusic, IconFileText, IconMovie, IconPhoto, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { fillsTile, type Pictured, positionIn, thumbnailOf } from './asset-picture';
import classes from './media.module.css';

const ICONS: Readonly<Record<string, Icon>> = {
  IMAGE: IconPhoto,
  VIDEO: IconMovie,
  AUDIO: IconFileMusic,
  DOCUMENT: IconFileText,
};

/** Formats in which a picture may be transparent. */
const MAY_BE_CLEAR = /\.(png|webp|gif|avif|svg)$/i;

interface AssetThumbProps {
  asset: Pictured & { filename: string };
  /** The width of the place by its height. */
  ratio?: number;
  /** `small`: an icon without words. */
  size?: 'tile' | 'small';
}

/** A look at a file: the picture, or the icon and the extension of what is none. */
export function AssetThumb({ asset, ratio = 4 / 3, size = 'tile' }: AssetThumbProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const src = thumbnailOf(asset);
  if (src !== null && src !== broken) {
    const fills = fillsTile(asset);
    const clear = MAY_BE_CLEAR.test(asset.filename);
    const placeholder =
      asset.placeholder && fills && !clear ? { backgroundImage: `url("${asset.placeholder}")` } : undefined;
    return (
      <span className={classes.thumb} data-size={size} data-clear={clear || undefined} style={placeholder}>
        <img
          src={src}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          data-whole={!fills || undefined}
          style={fills ? { objectPosition: positionIn(asset, ratio) } : undefined}
          onError={() => setBroken(src)}
        />
      </span>
    );
  }
  const FileIcon = ICONS[asset.kind] ?? IconFile;
  const extension = /\.([\w]{1,5})$/.exec(asset.filename)?.[1];
  return (
    <span className={classes.thumb} data-size={size} data-icon>
      <FileIcon size={size === 'tile' ? 28 : 16} stroke={1.4} aria-hidden />
      {size === 'tile' && extension && <small>{extension.toUpperCase()}</small>}
    </span>
  );
}
