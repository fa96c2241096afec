import { useMay } from '../../api/session';
import { ErrorNote } from '../../components/ErrorNote';
import { Page } from '../../components/Page';
import { SkeletonRows } from '../../components/Skeleton';
import { Attention } from './Attention';
import { ContentCounts } from './ContentCounts';
import { EntryList } from './EntryList';
import { GetStarted } from './GetStarted';
import classes from './Overview.module.css';
import { RecentAudit } from './RecentAudit';
import { ServerPanel } from './ServerPanel';
import { t } from './texts';
import { useOverviewContent } from './use-overview-content';

/** Where somebody begins: what needs them, what goes live, what others did, how much there is, and how the server does. */
export function Overview() {
  const { content, error, retry } = useOverviewContent();
  const seesServer = useMay('jobs.read');
  const seesAudit = useMay('audit.read');
  const isEmpty = content !== null && content.counts.every(({ all }) => all === 0);
  return (
    <Page title={t('title')}>
      <div className={classes.overview}>
        {error && !content && <ErrorNote error={error} onRetry={retry} />}
        {isEmpty && <GetStarted types={content.counts.map(({ type }) => type)} />}
        <Attention counts={isEmpty ? [] : (content?.counts ?? [])} />
        {!content && !error && <SkeletonRows rows={6} widths={['30%', '20%', '12%']} />}
        {content && !isEmpty && (
          <>
            <div className={classes.pair}>
              <div className={classes.stack}>
                <EntryList
                  title={t('goesLive')}
                  entries={content.scheduled}
                  when={({ publishAt }) => publishAt}
                  empty={t('nothingScheduled')}
                />
                {seesAudit && <RecentAudit />}
              </div>
              <EntryList
                title={t('recent')}
                entries={content.recent}
                when={({ updatedAt }) => updatedAt}
                empty={t('nothingChanged')}
                withAuthors
              />
            </div>
            <ContentCounts counts={content.counts} />
          </>
        )}
        {seesServer && <ServerPanel />}
      </div>
    </Page>
  );
}
