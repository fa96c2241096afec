import { IconChevronRight } from '@tabler/icons-react';
import { useContentModel } from '../../content/content-types';
import { formatNumber } from '../../i18n/formats';
import { CountTable } from './CountTable';
import type { ImportFacts } from './import-documents';
import { ImportRows } from './ImportRows';
import { t } from './texts';
import page from './import-page.module.css';
import classes from './transfers.module.css';

type Plan = NonNullable<ImportFacts['plan']>;

const COLUMNS = [
  { label: t('create'), value: ({ create }: Plan['counts'][number]) => create, tone: 'strong' },
  { label: t('update'), value: ({ update }: Plan['counts'][number]) => update, tone: 'strong' },
  { label: t('leave'), value: ({ leave }: Plan['counts'][number]) => leave },
  { label: t('reject'), value: ({ reject }: Plan['counts'][number]) => reject, tone: 'fault' },
] as const;

/** What applying an import would do. */
export function ImportPlan({ record, outdated }: { record: ImportFacts; outdated: boolean }) {
  const plan = record.plan as Plan;
  const rejected = plan.counts.reduce((sum, { reject }) => sum + reject, 0);
  const changes = plan.counts.reduce((sum, { create, update }) => sum + create + update, 0);
  return (
    <div className={classes.sections} data-outdated={outdated || undefined}>
      <section className={classes.section}>
        <div className={classes.head}>
          <h2>{t('planTitle')}</h2>
          {plan.counts.length > 0 && changes === 0 && rejected === 0 && <p className="dim">{t('planNothing')}</p>}
        </div>
        {plan.counts.length === 0 ? (
          <p className="dim">{t('planEmpty')}</p>
        ) : (
          <CountTable label={t('planTitle')} rows={plan.counts} columns={COLUMNS} />
        )}
      </section>
      {rejected > 0 && (
        <section className={classes.section}>
          <ImportRows
            record={record}
            heading={t('rejectedRows')}
            note={t('rejectedRowsNote', { count: rejected })}
            outcomes={['REJECTED']}
          />
        </section>
      )}
      {plan.sample.length > 0 && (
        <section className={classes.section}>
          <div className={classes.head}>
            <h2>{t('sample')}</h2>
          </div>
          <ul className={page.sampleList}>
            {plan.sample.map((sample, index) => (
              <Sample key={index} sample={sample} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Sample({ sample }: { sample: Plan['sample'][number] }) {
  const { subject, slug, kind, outcome, line } = sample;
  const type = useContentModel()?.byName.get(kind);
  const written = sample.values as Record<string, unknown>;
  const values = Object.entries(written);
  const title = written[type?.titleField ?? ''];
  return (
    <li>
      <details>
        <summary>
          <IconChevronRight size={14} stroke={1.8} aria-hidden />
          <b>{typeof title === 'string' ? title : subject || slug}</b>
          <small>{type?.label ?? kind}</small>
          <span className="grow" />
          <em data-outcome={outcome}>{outcome === 'UPDATED' ? t('willUpdate') : t('willCreate')}</em>
          <small className="num">{t('sampleLine', { line: formatNumber(line) })}</small>
        </summary>
        <dl>
          <div>
            <dt>{t('fact.slug')}</dt>
            <dd className="mono">{slug}</dd>
          </div>
          {values.map(([name, value]) => (
            <div key={name}>
              <dt>{type?.fields.find(field => field.name === name || field.inputName === name)?.label ?? name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
