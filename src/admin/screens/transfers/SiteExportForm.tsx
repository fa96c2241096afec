import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import type { ContentModel } from '../../content/content-types';
import { EXPORT_CONTENT } from './export-documents';
import { FormatChoice } from './FormatChoice';
import { t } from './texts';
import form from './exports.module.css';
import classes from './transfers.module.css';

const BLOGS = ['WXR', 'GHOST'] as const;

/** The whole site as a blog that another program takes in. */
export function SiteExportForm({ model, onDone }: { model: ContentModel; onDone(): void }) {
  const [format, setFormat] = useState<(typeof BLOGS)[number]>('WXR');
  const [perspective, setPerspective] = useState<'PUBLISHED' | 'DRAFT'>('PUBLISHED');
  const [locale, setLocale] = useState(model.defaultLocale);
  const [start, { busy, problems }] = useChange(EXPORT_CONTENT);
  const begin = async () => {
    const { payload } = await start({
      input: { format, perspective, locale: model.locales.length > 1 ? [locale] : null, richText: 'HTML', bom: false },
    });
    if (payload) onDone();
  };
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault();
        void begin();
      }}
    >
      <Problems problems={problems} />
      <FormatChoice formats={BLOGS} value={format} onChange={setFormat} />
      <div className={form.pair}>
        <Select
          label={t('perspective')}
          allowDeselect={false}
          value={perspective}
          onChange={next => setPerspective(next as typeof perspective)}
          data={[
            { value: 'PUBLISHED', label: t('published') },
            { value: 'DRAFT', label: t('drafts') },
          ]}
        />
        {model.locales.length > 1 && (
          <Select
            label={t('language')}
            allowDeselect={false}
            value={locale}
            onChange={next => setLocale(next ?? model.defaultLocale)}
            data={model.locales.map(({ tag }) => tag)}
          />
        )}
      </div>
      <div className={classes.foot}>
        <span />
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {t('start')}
        </Button>
      </div>
    </form>
  );
}
