import { Button, Checkbox, MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { gql } from '@urql/core';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { otherProblems, problemsAt } from '../../api/faults';
import { useChange } from '../../api/use-change';
import { Problems } from '../../components/ErrorNote';
import { type Condition, formsOf } from '../../content/conditions';
import type { ContentType } from '../../content/content-type';
import type { ContentModel } from '../../content/content-types';
import type { ExportSearch } from '../../content/export-search';
import { conditionsOf, listVariables, withConditions } from '../../content/list-query';
import { listKindOf } from '../../kinds/list-kinds';
import type { FilterWorld } from '../content/ConditionEditor';
import { FilterButton, FilterChips } from '../content/Filters';
import { labelOfColumn } from '../content/list-cells';
import { EXPORT_CONTENT } from './export-documents';
import { FormatChoice, TABLES } from './FormatChoice';
import { t } from './texts';
import form from './exports.module.css';
import classes from './transfers.module.css';

const BASE_FIELDS = ['slug', 'state', 'createdAt', 'updatedAt', 'publishedAt'] as const;
const FORMS = ['MARKDOWN', 'HTML', 'TEXT', 'JSON'] as const;
const BESIDE = ['type', 'fields', 'locale', 'format', 'perspective'];

interface ContentExportFormProps {
  model: ContentModel;
  type: ContentType;
  search: ExportSearch;
  onSearch(search: ExportSearch): void;
  onDone(): void;
}

/** Documents of one type as a table. */
export function ContentExportForm({ model, type, search, onSearch, onDone }: ContentExportFormProps) {
  const [format, setFormat] = useState<(typeof TABLES)[number]>('CSV');
  const [fields, setFields] = useState<readonly string[] | null>(null);
  const [richText, setRichText] = useState<(typeof FORMS)[number]>('MARKDOWN');
  const [locales, setLocales] = useState<string[]>(search.locale ? [search.locale] : []);
  const [perspective, setPerspective] = useState<'PUBLISHED' | 'DRAFT'>('DRAFT');
  const [bom, setBom] = useState(false);
  const [start, { busy, problems }] = useChange(EXPORT_CONTENT);
  const forms = useMemo(() => formsOf(type, kind => listKindOf(kind).form), [type]);
  const list = { filter: search.filter };
  const conditions = conditionsOf(list, forms);
  const variablesOf = (conditioned: readonly Condition[]) =>
    listVariables(type, forms, withConditions(list, conditioned), new Date());
  const { filter } = variablesOf(conditions);
  const worldWithout = (field: string | null): FilterWorld => ({
    ...{ type, types: model.byName, forms },
    variables: variablesOf(conditions.filter(condition => condition.field !== field)),
  });
  const setConditions = (next: readonly Condition[]) =>
    onSearch({ ...search, filter: withConditions({}, next).filter });
  const count = useCount(type, filter, perspective);
  const hasTexts = type.fields.some(({ kind }) => kind === 'RICH_TEXT' || kind === 'BLOCKS');
  const languages = type.localized && model.locales.length > 1;
  const offered = [...BASE_FIELDS, ...type.fields.map(({ name }) => name)];

  const begin = async () => {
    const { payload } = await start({
      input: {
        ...{ type: type.name, filter, format, richText, perspective },
        fields: fields && offered.filter(name => fields.includes(name)),
        locale: languages && locales.length > 0 ? locales : null,
        bom: format === 'CSV' && bom,
      },
    });
    if (payload) onDone();
  };
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault();
        void begin();
      }}
    >
      <Problems problems={otherProblems(problems, BESIDE)} />
      <div className={form.pair}>
        <Select
          label={t('contentType')}
          allowDeselect={false}
          value={type.plural}
          onChange={next => onSearch({ of: next ?? undefined })}
          data={model.types.map(({ plural, pluralLabel }) => ({ value: plural, label: pluralLabel }))}
          error={problemsAt(problems, 'type')}
        />
        <Select
          label={t('perspective')}
          allowDeselect={false}
          value={perspective}
          onChange={next => setPerspective(next as typeof perspective)}
          data={[
            { value: 'DRAFT', label: t('drafts') },
            { value: 'PUBLISHED', label: t('published') },
          ]}
          error={problemsAt(problems, 'perspective')}
        />
      </div>
      <div role="group" aria-label={t('which')}>
        <p className={form.label}>{t('which')}</p>
        <div className={form.which}>
          <FilterButton {...{ worldWithout, conditions }} onChange={setConditions} />
          <FilterChips {...{ worldWithout, conditions }} onChange={setConditions} />
          <span className="grow" />
          <span className="dim num" role="status">
            {count === null ? '' : t('matching', { count })}
          </span>
        </div>
      </div>
      <FormatChoice formats={TABLES} value={format} onChange={setFormat} />
      <div role="group" aria-label={t('fields')}>
        <p className={form.label}>{t('fields')}</p>
        <SegmentedControl
          aria-label={t('fields')}
          value={fields === null ? 'all' : 'some'}
          onChange={next => setFields(next === 'all' ? null : offered)}
          data={[
            { value: 'all', label: t('allFields') },
            { value: 'some', label: t('someFields') },
          ]}
        />
        {fields && (
          <div className={form.fields}>
            {offered.map(name => (
              <Checkbox
                key={name}
                label={labelOfColumn(type, name)}
                checked={fields.includes(name)}
                disabled={fields.length === 1 && fields.includes(name)}
                onChange={() =>
                  setFields(fields.includes(name) ? fields.filter(one => one !== name) : [...fields, name])
                }
              />
            ))}
          </div>
        )}
      </div>
      {(hasTexts || languages) && (
        <div className={form.pair}>
          {hasTexts && (
            <Select
              label={t('richText')}
              allowDeselect={false}
              value={richText}
              onChange={next => setRichText(next as typeof richText)}
              data={FORMS.map(value => ({ value, label: t(`richText.${value}`) }))}
            />
          )}
          {languages && (
            <MultiSelect
              label={t('languages')}
              placeholder={locales.length === 0 ? model.defaultLocale : undefined}
              description={t('languagesNote')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={locales}
              onChange={setLocales}
              data={model.locales.map(({ tag }) => tag)}
              error={problemsAt(problems, 'locale')}
            />
          )}
        </div>
      )}
      {format === 'CSV' && (
        <Checkbox
          label={t('bom')}
          description={t('bomNote')}
          checked={bom}
          onChange={event => setBom(event.currentTarget.checked)}
        />
      )}
      <div className={classes.foot}>
        <span />
        <Button type="submit" size="sm" className="solid" loading={busy}>
          {t('start')}
        </Button>
      </div>
    </form>
  );
}

/** How many documents the filter finds; null until that is known. */
function useCount({ name, plural }: ContentType, filter: object | null, perspective: string): number | null {
  const query = useMemo(
    () =>
      gql(`query ${name}ExportCount($filter: ${name}Filter, $perspective: Perspective!) {
        page: ${plural}(first: 1, filter: $filter, perspective: $perspective) { totalCount }
      }`),
    [name, plural],
  );
  const [{ data }] = useQuery<{ page: { totalCount: number } }>({ query, variables: { filter, perspective } });
  return data?.page.totalCount ?? null;
}
