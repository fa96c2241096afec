import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { ownAddress } from '../../api/own-address';
import { CROPS, type Point, positionIn } from '../../media/asset-picture';
import { AssetThumb } from '../../media/AssetThumb';
import { t } from '../../media/texts';
import type { AssetDetails } from './asset-document';
import classes from './asset.module.css';

interface StageProps {
  asset: AssetDetails;
  readOnly: boolean;
  /** Null: the middle. */
  onFocal(point: Point | null): void;
}

/** A look at the file itself; of a picture also what is kept in sight when it is cropped. */
export function Stage({ asset, readOnly, onFocal }: StageProps) {
  const { kind, url, contentType, filename } = asset;
  const src = ownAddress(url);
  if (kind === 'IMAGE') return <Picture asset={asset} readOnly={readOnly} onFocal={onFocal} />;
  return (
    <div className={classes.stage}>
      {kind === 'VIDEO' ? (
        // What is said in it, only its makers could write.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video controls preload="metadata" src={src} aria-label={t('preview', { name: filename })} />
      ) : kind === 'AUDIO' ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio controls preload="metadata" src={src} aria-label={t('preview', { name: filename })} />
      ) : (
        <div className={classes.noPreview}>
          <AssetThumb asset={asset} />
          <p className="dim">{t('noPreview')}</p>
          {contentType === 'application/pdf' && (
            <Button
              component="a"
              href={src}
              target="_blank"
              rel="noreferrer"
              leftSection={<IconExternalLink size={14} stroke={1.6} />}
            >
              {t('openFile')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

const STEP = 0.01;
const LONG_STEP = 0.1;
const MOVES: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
const inside = (value: number) => Math.max(0, Math.min(1, Math.round(value * 1000) / 1000));

function Picture({ asset, readOnly, onFocal }: StageProps) {
  const [focal, setFocal] = useState<Point | null>(asset.focalPoint ?? null);
  // The server may not have measured it yet.
  const [measured, setMeasured] = useState<{ width: number; height: number } | null>(null);
  const src = ownAddress(asset.url);
  const { x, y } = focal ?? { x: 0.5, y: 0.5 };
  const move = (point: Point | null) => {
    const next = point && { x: inside(point.x), y: inside(point.y) };
    setFocal(next);
    onFocal(next);
  };
  const byClick = (event: MouseEvent<HTMLElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    move({ x: (event.clientX - left) / width, y: (event.clientY - top) / height });
  };
  const byKey = (event: KeyboardEvent) => {
    const towards = MOVES[event.key];
    if (!towards) return;
    event.preventDefault();
    const step = event.shiftKey ? LONG_STEP : STEP;
    move({ x: x + towards.x * step, y: y + towards.y * step });
  };
  const place = t('focalAt', { x: Math.round(x * 100), y: Math.round(y * 100) });
  return (
    <>
      <div className={classes.stage}>
        <div className={classes.picture} onClick={readOnly ? undefined : byClick} data-fixed={readOnly || undefined}>
          <img
            src={src}
            alt={asset.alt || t('preview', { name: asset.filename })}
            width={asset.width ?? undefined}
            height={asset.height ?? undefined}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setMeasured({ width, height })
            }
          />
          {!readOnly && (
            <button
              type="button"
              className={classes.focal}
              style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
              aria-label={place}
              aria-describedby="focal-hint"
              onClick={event => event.stopPropagation()}
              onKeyDown={byKey}
            />
          )}
        </div>
      </div>
      <section className={classes.crops}>
        <header>
          <h2>{t('crops')}</h2>
          {!readOnly && (
            <p id="focal-hint" className="dim">
              {t('focalHint')}
            </p>
          )}
          {!readOnly && focal && (
            <button type="button" className="link" onClick={() => move(null)}>
              {t('focalReset')}
            </button>
          )}
        </header>
        <ul>
          {CROPS.map(({ label, ratio }) => (
            <li key={label}>
              <img
                src={src}
                alt=""
                data-crop={label}
                style={{
                  aspectRatio: ratio,
                  objectPosition: positionIn({ ...asset, ...measured, focalPoint: focal }, ratio),
                }}
              />
              <small className="num">{label}</small>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
