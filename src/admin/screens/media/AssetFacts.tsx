import type { ReactNode } from 'react';
import { Ago } from '../../components/Ago';
import { formatBytes, formatNumber } from '../../i18n/formats';
import { useNames } from '../../jobs/use-names';
import { t } from '../../media/texts';
import type { AssetDetails } from './asset-document';
import classes from './asset.module.css';

/** What is known of a file. */
export function AssetFacts({ asset }: { asset: AssetDetails }) {
  const { kind, contentType, bytes, width, height, pages, sha256, createdAt, updatedAt, uploadedBy, failure } = asset;
  const nameOf = useNames([uploadedBy ?? null]);
  const by = uploadedBy ? nameOf(uploadedBy) : null;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('type'), `${t(`one.${kind}`)} · ${contentType}`],
    [t('size'), formatBytes(bytes)],
    ...(width && height ? [[t('dimensions'), `${formatNumber(width)} × ${formatNumber(height)}`] as const] : []),
    ...(pages ? [[t('pages'), formatNumber(pages)] as const] : []),
    [
      t('uploaded'),
      <>
        <Ago at={createdAt} /> {by && t('uploadedBy', { name: by })}
      </>,
    ],
    [t('changed'), <Ago at={updatedAt} />],
    [
      t('checksum'),
      <span className={`mono ${classes.checksum}`} title={sha256}>
        {sha256.slice(0, 16)}…
      </span>,
    ],
  ];
  return (
    <section>
      <h2>{t('facts')}</h2>
      {failure && <p className={classes.failure}>{failure}</p>}
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
