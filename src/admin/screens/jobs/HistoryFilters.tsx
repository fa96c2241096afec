import { useNavigate } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { useMay, usePerson } from '../../api/session';
import { LinkButton } from '../../components/LinkButton';
import { type HistorySearch, isNarrowed, JOB_STATES, narrowed, type Within, WITHINS } from '../../jobs/history-search';
import { jobName } from '../../jobs/job-name';
import { t as words } from '../../jobs/texts';
import { useNames } from '../../jobs/use-names';
import { FilterMenu } from './FilterMenu';
import { JobTabs } from './JobTabs';
import tables from './tables.module.css';
import { t } from './texts';

const KINDS = graphql(`
  query JobKinds {
    jobKinds {
      kind
      queue
    }
  }
`);

/** What the history is narrowed to; each choice is written into the address. */
export function HistoryFilters({ search }: { search: HistorySearch }) {
  const navigate = useNavigate();
  const seesAll = useMay('jobs.read');
  const { user } = usePerson();
  const [{ data }] = useQuery({ query: KINDS });
  const names = useNames([search.by && search.by !== 'me' ? search.by : null]);
  const kinds = data?.jobKinds ?? [];
  const queues = [...new Set(kinds.map(({ queue }) => queue))].sort();
  const narrow = (change: Partial<HistorySearch>) =>
    void navigate({ to: '/jobs/history', search: narrowed(search, change), replace: true });
  const others = search.by && search.by !== 'me' && search.by !== user.id ? [search.by] : [];
  return (
    <div className={tables.filters}>
      <JobTabs />
      <span className={tables.rule} aria-hidden />
      <FilterMenu
        label={t('state')}
        any={t('anyState')}
        value={search.state}
        options={JOB_STATES.map(state => ({ value: state, label: words(`state.${state}`) }))}
        onChange={state => narrow({ state: state as HistorySearch['state'] })}
      />
      <FilterMenu
        label={t('kind')}
        any={t('anyKind')}
        value={search.kind}
        options={kinds.map(({ kind }) => ({ value: kind, label: jobName(kind) }))}
        onChange={kind => narrow({ kind })}
      />
      <FilterMenu
        label={t('queue')}
        any={t('anyQueue')}
        value={search.queue}
        options={queues.map(queue => ({ value: queue, label: queue }))}
        onChange={queue => narrow({ queue })}
      />
      {seesAll && (
        <FilterMenu
          label={t('requester')}
          any={t('anybody')}
          value={search.by}
          options={[{ value: 'me', label: t('me') }, ...others.map(id => ({ value: id, label: names(id) ?? id }))]}
          onChange={by => narrow({ by })}
        />
      )}
      <FilterMenu
        label={t('asked')}
        any={t('anyTime')}
        value={search.within}
        options={WITHINS.map(within => ({ value: within, label: t(`within${within}`) }))}
        onChange={within => narrow({ within: within as Within | undefined })}
      />
      {isNarrowed(search) && (
        <LinkButton variant="subtle" color="gray" to="/jobs/history" search={{}}>
          {t('clear')}
        </LinkButton>
      )}
    </div>
  );
}
