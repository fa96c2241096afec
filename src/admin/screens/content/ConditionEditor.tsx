import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { gql, useQuery } from 'urql';
import { Status } from '../../components/Status';
import {
  type Condition,
  type FilterForm,
  groupOf,
  type Operator,
  OPERATORS,
  takesNoValue,
} from '../../content/conditions';
import { type ContentType, fieldOf, STATES, titleOf } from '../../content/content-type';
import { countsDocumentFor, entriesDocumentFor, pickerDocumentFor } from '../../content/document-for';
import type { ListVariables } from '../../content/list-query';
import { formatNumber } from '../../i18n/formats';
import classes from './list.module.css';
import { t } from './texts';

/** What an editor of conditions needs to know of its list. */
export interface FilterWorld {
  type: ContentType;
  types: ReadonlyMap<string, ContentType>;
  forms: ReadonlyMap<string, FilterForm>;
  /** The list without the condition that is edited: what the counts are of. */
  variables: ListVariables;
}

interface ConditionEditorProps {
  world: FilterWorld;
  field: string;
  condition: Condition | undefined;
  onChange(condition: Condition | null): void;
}

const QUIET_MS = 180;
const MOST_FOUND = 30;
/** What a query that is never sent asks for. */
const NO_DOCUMENT = gql('{ __typename }');
const SPANS = [1, 7, 30, 90, 365] as const;

/** Sets the condition on one field: an operator, and the values that it takes. */
export function ConditionEditor({ world, field, condition, onChange }: ConditionEditorProps) {
  const form = world.forms.get(field) as FilterForm;
  const [operator, setOperator] = useState<Operator>(condition?.operator ?? OPERATORS[form][0]);
  const values = condition?.operator === operator ? condition.values : [];
  const set = (next: readonly string[]) => onChange(next.length === 0 ? null : { field, operator, values: next });
  const choose = (next: Operator) => {
    setOperator(next);
    const isList = (one: Operator) => one === 'in' || one === 'not' || one === 'all';
    if (takesNoValue(next)) onChange({ field, operator: next, values: [] });
    else if (condition && isList(next) && isList(condition.operator)) onChange({ ...condition, operator: next });
  };
  return (
    <div className={classes.editor}>
      {OPERATORS[form].length > 1 && (
        <Select
          aria-label={t('filterBy')}
          allowDeselect={false}
          value={operator}
          onChange={next => choose(next as Operator)}
          data={OPERATORS[form].map(value => ({ value, label: t(`operator.${value}`) }))}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      {!takesNoValue(operator) && <Values key={operator} {...{ world, field, form, operator, values, set }} />}
    </div>
  );
}

interface ValuesProps {
  world: FilterWorld;
  field: string;
  form: FilterForm;
  operator: Operator;
  values: readonly string[];
  set(values: readonly string[]): void;
}

function Values(props: ValuesProps) {
  const { form, operator, values, set } = props;
  if (form === 'text' || form === 'number' || form === 'moment' || form === 'day') {
    if (operator === 'past') {
      return (
        <div className={classes.spans}>
          {SPANS.map(days => (
            <Button key={days} aria-pressed={values[0] === `${days}d`} onClick={() => set([`${days}d`])}>
              {t('days', { count: days })}
            </Button>
          ))}
        </div>
      );
    }
    return <Typed {...props} />;
  }
  return <Listed {...props} />;
}

/** One or two values that are typed; they hold when they are confirmed. */
function Typed({ form, operator, values, set }: ValuesProps) {
  const [typed, setTyped] = useState<readonly string[]>(values);
  const kind = form === 'number' ? 'number' : form === 'text' ? 'text' : 'date';
  const places = operator === 'between' ? (['from', 'to'] as const) : (['value'] as const);
  const whole = places.every((_place, index) => (typed[index] ?? '').trim() !== '');
  return (
    <form
      className={classes.typed}
      onSubmit={event => {
        event.preventDefault();
        if (whole) set(places.map((_place, index) => typed[index].trim()));
      }}
    >
      {places.map((place, index) => (
        <TextInput
          key={place}
          type={kind}
          step={kind === 'number' ? 'any' : undefined}
          aria-label={t(place)}
          data-autofocus={index === 0 || undefined}
          value={typed[index] ?? ''}
          onChange={event => {
            const next = [...typed];
            next[index] = event.currentTarget.value;
            setTyped(next);
          }}
        />
      ))}
      <Button type="submit" size="sm" className="solid" disabled={!whole}>
        {t('apply')}
      </Button>
    </form>
  );
}

interface Group {
  key: string | null;
  count: number;
  document?: { [property: string]: unknown } | null;
}

/** Values to choose from, each with how many documents have it. */
function Listed({ world, field, form, values, set }: ValuesProps) {
  const { type, types, variables } = world;
  const [wanted, setWanted] = useState('');
  const group = groupOf(type, field);
  const facts = fieldOf(type, field);
  const target = types.get(facts?.targetType ?? '');
  const title = target ? { type: target.name, field: target.titleField } : null;
  const [{ data }] = useQuery<{ aggregate: { groups: Group[] } }>({
    query: countsDocumentFor(type, group ?? 'STATE', title),
    variables: { filter: variables.filter, search: variables.search, locale: variables.locale },
    pause: group === null,
    requestPolicy: 'network-only',
  });
  const groups = data?.aggregate.groups ?? [];
  const counts = new Map(groups.map(({ key, count }) => [key, count]));
  const linked = useLinked(target, wanted, group === null, values, variables.locale);
  const named = (key: string): string => {
    if (form === 'boolean') return t(key === 'true' ? 'yes' : 'no');
    const choice = facts?.choices?.find(({ value }) => value === key);
    if (choice) return choice.label;
    const document = groups.find(one => one.key === key)?.document ?? linked.get(key);
    return document && title ? titleOf(document, title.field) : key;
  };
  const counted = groups.flatMap(({ key, document }) => (key !== null && (!title || document) ? [key] : []));
  const keys =
    form === 'state'
      ? [...STATES]
      : form === 'boolean'
        ? ['true', 'false']
        : (facts?.choices?.map(({ value }) => value) ?? [...new Set([...counted, ...linked.keys()])]);
  const shown = keys.filter(key => named(key).toLowerCase().includes(wanted.trim().toLowerCase()));
  const single = form === 'boolean';
  return (
    <>
      {(keys.length > 8 || target !== undefined) && (
        <TextInput
          aria-label={t('findValue')}
          placeholder={t('findValue')}
          value={wanted}
          onChange={event => setWanted(event.currentTarget.value)}
        />
      )}
      <div className={classes.options} role="group" aria-label={t('value')}>
        {shown.map(key => (
          <label key={key} className={classes.option}>
            <Checkbox
              checked={values.includes(key)}
              onChange={({ currentTarget: { checked } }) =>
                set(single ? (checked ? [key] : []) : checked ? [...values, key] : values.filter(one => one !== key))
              }
            />
            {form === 'state' ? <Status state={key} /> : <span className={classes.optionText}>{named(key)}</span>}
            <span className="num dim">
              {counts.has(key) || (group !== null && data && !target) ? formatNumber(counts.get(key) ?? 0) : ''}
            </span>
          </label>
        ))}
        {(data || group === null) && shown.length === 0 && <p className="dim">{t('noValues')}</p>}
      </div>
    </>
  );
}

interface Linked {
  id: string;
  [property: string]: unknown;
}

/** Documents to filter by beside those that are counted: what a search finds, and those that are chosen already. */
function useLinked(
  target: ContentType | undefined,
  wanted: string,
  always: boolean,
  chosen: readonly string[],
  locale: string | null,
): ReadonlyMap<string, Linked> {
  const [search] = useDebouncedValue(wanted.trim(), QUIET_MS);
  const type = target as ContentType;
  const [found] = useQuery<{ page: { nodes: Linked[] } }>({
    query: target ? pickerDocumentFor(type) : NO_DOCUMENT,
    variables: { search: search || null, locale, first: MOST_FOUND },
    pause: !target || (search === '' && !always),
  });
  const [known] = useQuery<{ nodes: (Linked | null)[] }>({
    query: target ? entriesDocumentFor(type, [], ({ name }) => name) : NO_DOCUMENT,
    variables: { ids: chosen, locale },
    pause: !target || chosen.length === 0,
  });
  const isSearched = target !== undefined && (search !== '' || always);
  const nodes = [
    ...(chosen.length > 0 ? (known.data?.nodes ?? []) : []),
    ...(isSearched ? (found.data?.page.nodes ?? []) : []),
  ];
  return new Map(nodes.flatMap(node => (node ? [[node.id, node] as const] : [])));
}
