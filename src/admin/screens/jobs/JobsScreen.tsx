import type { Icon } from '@tabler/icons-react';
import { IconLock } from '@tabler/icons-react';
import type { CombinedError } from '@urql/core';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session';
import { Empty } from '../../components/Empty';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import tables from './tables.module.css';
import { t } from './texts';

interface JobsScreenProps<Row> {
  /** Undefined while they are not known. */
  rows: readonly Row[] | undefined;
  error: CombinedError | undefined;
  onRetry: () => void;
  title: string;
  empty: { icon: Icon; title: string; text: string };
  actions?: ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
}

/** A list about jobs that takes jobs.read, with everything that may stand in its place. */
export function JobsScreen<Row>({ title, rows, error, onRetry, empty, actions, children }: JobsScreenProps<Row>) {
  const seesAll = useMay('jobs.read');
  const content = () => {
    if (!seesAll) {
      return (
        <Empty icon={<IconLock size={20} stroke={1.6} />} title={t('forbiddenTitle')}>
          {t('forbiddenText')}
        </Empty>
      );
    }
    if (!rows) return error ? <ErrorNote error={error} onRetry={onRetry} /> : <SkeletonRows rows={8} height={44} />;
    if (rows.length > 0) return children(rows);
    return (
      <Empty icon={<empty.icon size={20} stroke={1.6} />} title={empty.title}>
        {empty.text}
      </Empty>
    );
  };
  return (
    <Page title={title} layout="bare" actions={actions}>
      <div className={tables.scroll}>{content()}</div>
    </Page>
  );
}
