import { useParams } from '@tanstack/react-router';
import { IconQuestionMark } from '@tabler/icons-react';
import { Empty } from '../../components/Empty';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { useContentModel } from '../../content/content-types';
import { ListScreen } from './ListScreen';
import { t } from './texts';

/** The list of a type of content, whatever its fields are. */
export function ContentList() {
  const { type: plural } = useParams({ from: '/inside/content/$type' });
  const model = useContentModel();
  const type = model?.types.find(candidate => candidate.plural === plural);
  if (model && type) return <ListScreen key={type.name} type={type} model={model} />;
  return (
    <Page title={model ? t('unknownTitle') : ''} layout="bare">
      {model ? (
        <Empty icon={<IconQuestionMark size={20} stroke={1.6} />} title={t('unknownTitle')}>
          {t('unknown', { type: plural })}
        </Empty>
      ) : (
        <SkeletonRows rows={14} />
      )}
    </Page>
  );
}
