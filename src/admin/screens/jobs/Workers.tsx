import { IconServer } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { graphql } from '../../api/graphql';
import { useMay } from '../../api/session';
import { usePolling } from '../../api/use-polling';
import { Ago } from '../../components/Ago';
import { formatNumber } from '../../i18n/formats';
import { JobsScreen } from './JobsScreen';
import tables from './tables.module.css';
import { t } from './texts';

const WORKERS = graphql(`
  query Workers {
    workers {
      name
      host
      queues
      running
      startedAt
      lastSeenAt
    }
  }
`);

const POLL_MS = 5_000;

/** The processes that run jobs. */
export function Workers() {
  const seesAll = useMay('jobs.read');
  const [{ data, error }, reload] = useQuery({ query: WORKERS, pause: !seesAll });
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, seesAll ? POLL_MS : null);
  return (
    <JobsScreen
      title={t('workers')}
      rows={data?.workers}
      error={error}
      onRetry={again}
      empty={{ icon: IconServer, title: t('noWorkersTitle'), text: t('noWorkersText') }}
    >
      {workers => (
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">{t('worker')}</th>
              <th scope="col" data-wide>
                {t('serves')}
              </th>
              <th scope="col" data-end>
                {t('runningJobs')}
              </th>
              <th scope="col" data-end data-wide>
                {t('since')}
              </th>
              <th scope="col" data-end>
                {t('seen')}
              </th>
            </tr>
          </thead>
          <tbody>
            {workers.map(worker => (
              <tr key={worker.name}>
                <th scope="row">
                  <span className={tables.named}>
                    <span>
                      <span className={`${tables.name} mono`}>{worker.name}</span>
                      <small>{worker.host}</small>
                    </span>
                  </span>
                </th>
                <td data-wide className="mono">
                  {worker.queues.join(', ')}
                </td>
                <td data-end>{formatNumber(worker.running)}</td>
                <td data-end data-wide>
                  <Ago at={worker.startedAt} />
                </td>
                <td data-end>
                  <Ago at={worker.lastSeenAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </JobsScreen>
  );
}
