import { SegmentedControl } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { toast } from '../../components/toast';
import { useContentModel } from '../../content/content-types';
import type { ExportSearch } from '../../content/export-search';
import { ContentExportForm } from './ContentExportForm';
import { Locked } from './Locked';
import { QueryExportForm } from './QueryExportForm';
import { SiteExportForm } from './SiteExportForm';
import { t } from './texts';
import form from './exports.module.css';
import classes from './transfers.module.css';

/** Asks what to take out, and has it done. What is chosen stands in the address, so that a list can lead here with its filter. */
export function NewExport() {
  const may = useMay('exports.write');
  const model = useContentModel();
  const search = useSearch({ from: '/inside/exports/new' });
  const navigate = useNavigate();
  if (!may) return <Locked title={t('newExport')} heading={t('exportsForbidden')} text={t('exportsForbiddenText')} />;
  const show = (next: ExportSearch) => void navigate({ to: '/exports/new', search: next, replace: true });
  const done = () => {
    toast(t('exportStarted'));
    void navigate({ to: '/exports' });
  };
  const kind = search.of === 'site' || search.of === 'query' ? search.of : 'content';
  const type = model?.types.find(({ plural }) => plural === search.of) ?? model?.types[0];
  return (
    <Page title={t('newExport')} crumbs={<Link to="/exports">{t('exports')}</Link>} layout="narrow">
      <div className={classes.form}>
        <SegmentedControl
          className={form.kinds}
          aria-label={t('what')}
          value={kind}
          onChange={next => show({ of: next === 'content' ? undefined : next })}
          data={(['content', 'site', 'query'] as const).map(value => ({ value, label: t(`kind.${value}`) }))}
        />
        {!model ? (
          <SkeletonRows rows={4} />
        ) : kind === 'site' ? (
          <SiteExportForm model={model} onDone={done} />
        ) : kind === 'query' || !type ? (
          <QueryExportForm onDone={done} />
        ) : (
          <ContentExportForm key={type.name} {...{ model, type, search }} onSearch={show} onDone={done} />
        )}
      </div>
    </Page>
  );
}
