import { Button } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import type { ContentType } from '../../content/content-type';
import { type ContentModel, useContentModel } from '../../content/content-types';
import { DocumentScreen } from './DocumentScreen';
import { t } from './texts';
import { useOpenDocument } from './use-open-document';

/** Writing a document of any type, as `contentTypes` in the API describes it. */
export function Editor() {
  const { type: plural, id } = useParams({ from: '/inside/content/$type/$id' });
  const { locale } = useSearch({ from: '/inside/content/$type/$id' });
  const model = useContentModel();
  if (!model) return <Waiting title="" />;
  const type = model.types.find(known => known.plural === plural);
  if (!type) {
    return (
      <Page title={t('unknownType')}>
        <Empty icon={<IconFileOff size={20} stroke={1.6} aria-hidden />} title={t('unknownType')}>
          {t('unknownTypeText', { name: plural })}
        </Empty>
      </Page>
    );
  }
  const known = model.locales.some(({ tag }) => tag === locale);
  return (
    <Opened
      key={type.name}
      model={model}
      type={type}
      id={id === 'new' ? null : id}
      locale={locale && known ? locale : model.defaultLocale}
    />
  );
}

interface OpenedProps {
  model: ContentModel;
  type: ContentType;
  id: string | null;
  locale: string;
}

function Opened({ model, type, id, locale }: OpenedProps) {
  const navigate = useNavigate();
  const made = useRef<string | null>(null);
  const operations = useOpenDocument(model, type, id, locale, created => {
    made.current = created;
    void navigate({
      to: '/content/$type/$id',
      params: { type: type.plural, id: created },
      replace: true,
      resetScroll: false,
    });
  });
  const { opening } = operations;
  if (opening.state === 'OPEN') return <DocumentScreen open={opening.open} {...operations} made={made} />;
  if (opening.state === 'LOADING') return <Waiting title={type.label} />;
  return (
    <Page title={type.label}>
      {opening.state === 'FAILED' ? (
        <ErrorNote error={opening.error} onRetry={() => void operations.reload()} />
      ) : (
        <Empty
          icon={<IconFileOff size={20} stroke={1.6} aria-hidden />}
          title={t('gone')}
          action={<Button renderRoot={root => <Link {...root} to="/trash" />}>{t('toTrash')}</Button>}
        >
          {t('goneText')}
        </Empty>
      )}
    </Page>
  );
}

function Waiting({ title }: { title: string }) {
  return (
    <Page title={title} layout="narrow">
      <SkeletonRows rows={6} height={44} widths={['70%']} />
    </Page>
  );
}
