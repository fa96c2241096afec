import { Button, Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import { mayDo } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { type ColumnMapping, isSameMapping, mappingOf, targetsOf, withTarget } from './column-mapping';
import type { ImportFacts } from './import-documents';
import { t } from './texts';
import page from './import-page.module.css';
import classes from './transfers.module.css';

interface ImportColumnsProps {
  record: ImportFacts;
  /** The mapping as somebody has changed it; null: as the plan has it. */
  changed: ColumnMapping | null;
  onChange(mapping: ColumnMapping | null): void;
  onReplan(settings: { type: string | null; mapping: ColumnMapping | null; publish: boolean }): Promise<void>;
  busy: boolean;
}

/** Where each column of a table goes, beside the values that it has. */
export function ImportColumns({ record, changed, onChange, onReplan, busy }: ImportColumnsProps) {
  const model = useContentModel();
  const { settings } = record;
  const [publish, setPublish] = useState(settings.publish);
  const type = model?.byName.get(settings.type ?? '');
  if (!model || !type || !record.columns) return null;
  const planned = mappingOf(record);
  const mapping = changed ?? planned;
  const isChanged = changed !== null || publish !== settings.publish;
  const targets = targetsOf(type, fact => t(`fact.${fact}`));
  const choose = (column: string, field: string | null) => {
    const next = withTarget(mapping, column, field);
    onChange(isSameMapping(next, planned) ? null : next);
  };
  return (
    <section className={classes.section} aria-label={t('mapping')}>
      <div className={classes.head}>
        <h2>{t('mapping')}</h2>
        <p className="dim">{t('mappingNote')}</p>
        <span className="grow" />
        <Select
          className={page.typeChoice}
          aria-label={t('typeOf')}
          allowDeselect={false}
          disabled={busy}
          value={type.name}
          onChange={name => {
            // Another type has other fields: they are suggested anew.
            onChange(null);
            void onReplan({ type: name, mapping: null, publish });
          }}
          data={model.types
            .filter(one => mayDo(one, 'WRITE'))
            .map(({ name, pluralLabel }) => ({ value: name, label: pluralLabel }))}
        />
      </div>
      <div className={classes.frame}>
        <table className={page.mapping}>
          <thead>
            <tr>
              <th scope="col">{t('column')}</th>
              <th scope="col">{t('values')}</th>
              <th scope="col">{t('field')}</th>
            </tr>
          </thead>
          <tbody>
            {record.columns.map(({ name, samples, suggestedField }, index) => {
              const field = mapping[index]?.field ?? null;
              return (
                <tr key={name} data-left={field === null || undefined}>
                  <th scope="row" title={name}>
                    {name}
                  </th>
                  <td>
                    {samples.length === 0 ? (
                      <span className="dim">{t('noValues')}</span>
                    ) : (
                      <span className={page.samples} title={samples.join('\n')}>
                        {samples.map((sample, place) => (
                          <i key={place}>{sample}</i>
                        ))}
                      </span>
                    )}
                  </td>
                  <td>
                    <Select
                      aria-label={t('fieldOf', { column: name })}
                      searchable
                      clearable
                      placeholder={t('leaveOut')}
                      clearButtonProps={{ 'aria-label': t('leaveOut') }}
                      value={field}
                      onChange={next => choose(name, next)}
                      data={targets.map(({ value, label }) => ({
                        value,
                        label: value === suggestedField ? `${label} (${t('suggested')})` : label,
                      }))}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
        <div className={page.mappingFoot}>
          <Checkbox
            label={t('publish')}
            checked={publish}
            onChange={event => setPublish(event.currentTarget.checked)}
          />
          <span className="grow" />
          {isChanged && (
            <>
              <span className={page.changed}>{t('mappingChanged')}</span>
              <Button
                onClick={() => {
                  onChange(null);
                  setPublish(settings.publish);
                }}
              >
                {t('discard')}
              </Button>
              <Button
                className="solid"
                loading={busy}
                onClick={() => void onReplan({ type: type.name, mapping, publish })}
              >
                {t('replan')}
              </Button>
            </>
          )}
        </div>
      </div>
    </section>
  );
}
