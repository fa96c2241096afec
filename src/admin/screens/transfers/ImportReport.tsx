import { CountTable } from './CountTable';
import type { ImportFacts } from './import-documents';
import { ImportRows } from './ImportRows';
import { t } from './texts';
import classes from './transfers.module.css';

type Count = NonNullable<ImportFacts['tally']>[number];
type Undone = NonNullable<ImportFacts['undoTally']>[number];

const DONE = [
  { label: t('created'), value: ({ created }: Count) => created, tone: 'strong' },
  { label: t('updated'), value: ({ updated }: Count) => updated, tone: 'strong' },
  { label: t('unchanged'), value: ({ unchanged }: Count) => unchanged },
  { label: t('skipped'), value: ({ skipped }: Count) => skipped },
  { label: t('rejected'), value: ({ rejected }: Count) => rejected, tone: 'fault' },
] as const;
const UNDONE = [
  { label: t('deleted'), value: ({ created }: Undone) => created, tone: 'strong' },
  { label: t('setBack'), value: ({ updated }: Undone) => updated, tone: 'strong' },
  { label: t('stayed'), value: ({ skipped }: Undone) => skipped, tone: 'fault' },
] as const;

/** What an import has done, or what of it was taken back, in numbers and record by record. */
export function ImportReport({ record, undone }: { record: ImportFacts; undone: boolean }) {
  const { tally, undoTally } = record;
  if (undone) {
    return (
      <section className={classes.section}>
        <div className={classes.head}>
          <h2>{t('undoneTitle')}</h2>
        </div>
        <CountTable label={t('undoneTitle')} rows={undoTally ?? []} columns={UNDONE} />
        {undoTally?.some(({ skipped }) => skipped > 0) && (
          <ImportRows key={record.state} record={record} heading={t('stayed')} outcomes={['KEPT']} />
        )}
      </section>
    );
  }
  const changes = tally?.reduce((sum, { created, updated }) => sum + created + updated, 0);
  return (
    <>
      <section className={classes.section}>
        <div className={classes.head}>
          <h2>{t('resultTitle')}</h2>
          {changes === 0 && <p className="dim">{t('resultNothing')}</p>}
        </div>
        <CountTable label={t('resultTitle')} rows={tally ?? []} columns={DONE} />
      </section>
      <section className={classes.section}>
        <ImportRows key={record.state} record={record} heading={t('rows')} />
      </section>
    </>
  );
}
